//! Invitations, signing in, sessions, second factors: what staff can and what a thief can't.

use chrono::Duration;
use reparto::{accounts::code_at, base::Role};
use reqwest::StatusCode;

use crate::support::{
    TestApp, Visitor,
    world::{World, accept},
};

async fn world() -> World {
    World::in_app(TestApp::with_fixed_clock().await).await
}

fn invitation(world: &World, role: Role) -> String {
    let (_, _, _, token) = world.facts.staff.iter().find(|(_, r, _, _)| *r == role).unwrap();
    format!("/en/staff/invitation/{token}")
}

async fn sign_in(visitor: &Visitor, email: &str, password: &str, code: &str) -> crate::support::app::Reply {
    let page = visitor.open("/en/staff/sign-in").await.page();
    visitor.send(&page.form("sign-in").fill("email", email).fill("password", password).fill("code", code)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_works_once_and_then_signing_in_needs_all_three() {
    let world = world().await;
    let (path, now) = (invitation(&world, Role::Administrator), world.app.clock.now());
    let visitor = world.app.visitor();
    let (password, secret) = accept(&visitor, &path, now.timestamp()).await;
    visitor.open("/en/staff").await;
    assert_eq!(world.app.visitor().get(&path).await.status, StatusCode::GONE);
    let at = |seconds: i64| code_at(&secret, u64::try_from(now.timestamp() + seconds).unwrap()).unwrap();
    let email = "sample.administrator@example.org";
    let used = at(0);
    assert_eq!(
        sign_in(&world.app.visitor(), email, &password, &used).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a code works once"
    );
    world.app.clock.set(now + Duration::seconds(60));
    let fresh = at(60);
    for (mail, word, code) in [
        (email, "wrong password here", fresh.as_str()),
        (email, password.as_str(), "000000"),
        ("nobody@example.org", password.as_str(), fresh.as_str()),
        ("not an email", password.as_str(), fresh.as_str()),
    ] {
        let reply = sign_in(&world.app.visitor(), mail, word, code).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.page().attribute("#password", "value").as_deref(), Some(""), "a password never comes back");
    }
    let again = world.app.visitor();
    assert_eq!(sign_in(&again, " Sample.Administrator@Example.ORG ", &password, &fresh).await.status, StatusCode::SEE_OTHER);
    again.open("/en/staff").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn weak_passwords_and_wrong_codes_leave_the_invitation_unused() {
    let world = world().await;
    let (path, visitor) = (invitation(&world, Role::Certifier), world.app.visitor());
    let page = visitor.open(&path).await.page();
    let code = code_at(&page.text("#totp-secret").unwrap(), u64::try_from(world.app.clock.now().timestamp()).unwrap()).unwrap();
    for (password, code) in [
        ("", code.as_str()),
        ("short", &code),
        ("password1234", &code),
        ("four green buses at noon", "123"),
        ("four green buses at noon", ""),
    ] {
        let reply = visitor.send(&page.form("invitation").fill("password", password).fill("code", code)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
    }
    accept(&visitor, &path, world.app.clock.now().timestamp()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_by_idleness_by_time_by_signing_out_and_by_disabling() {
    let world = world().await;
    let visitor = world.staff(Role::ProgramStaff, 0).await;
    let start = world.app.clock.now();
    world.app.clock.set(start + Duration::minutes(14));
    visitor.open("/en/staff").await;
    world.app.clock.set(start + Duration::minutes(28));
    visitor.open("/en/staff").await;
    world.app.clock.set(start + Duration::minutes(28 + 16));
    assert_eq!(visitor.get("/en/staff").await.status, StatusCode::UNAUTHORIZED, "idle");
    let second = world.staff(Role::Certifier, 0).await;
    let page = second.open("/en/staff").await.page();
    let thief = second.clone();
    let sign_out = crate::support::html::Form {
        action: "/en/staff/sign-out".to_owned(),
        fields: vec![("csrf".to_owned(), page.attribute("input[name=csrf]", "value").unwrap())],
    };
    second.send(&sign_out).await;
    assert_eq!(
        thief.get("/en/staff").await.status,
        StatusCode::UNAUTHORIZED,
        "signed out on the server, not only in the browser"
    );
    let third = world.staff(Role::Trustee, 0).await;
    world.app.databases.civic("UPDATE account SET disabled = true").await.unwrap();
    assert_eq!(third.get("/en/staff").await.status, StatusCode::UNAUTHORIZED, "access ends within one request");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_slows_down_and_high_value_acts_ask_again() {
    let world = world().await;
    let (path, now) = (invitation(&world, Role::ProgramStaff), world.app.clock.now());
    let visitor = world.app.visitor();
    let (password, secret) = accept(&visitor, &path, now.timestamp()).await;
    let email = "sample.program.lead@example.org";
    for _ in 0..5 {
        sign_in(&world.app.visitor(), email, &password, "000000").await;
    }
    assert_eq!(sign_in(&world.app.visitor(), email, &password, "000000").await.status, StatusCode::TOO_MANY_REQUESTS);
    world.app.clock.set(now + Duration::minutes(11));
    let page = visitor.open("/en/staff/cycles/sample-1/close").await.page();
    assert_eq!(page.count("form#close-form"), 0, "ten minutes later the second factor is asked for again");
    let step_up = visitor.open("/en/staff/step-up?next=/en/staff/cycles/sample-1/close").await.page().form("step-up");
    assert_eq!(visitor.send(&step_up.clone().fill("code", "111111")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.app.clock.set(now + Duration::minutes(12));
    let code = code_at(&secret, u64::try_from(world.app.clock.now().timestamp()).unwrap()).unwrap();
    let closing = visitor.go(&step_up.clone().fill("code", &code)).await;
    assert_eq!(closing.page().count("form#close-form"), 1);
    let elsewhere = visitor.open("/en/staff/step-up?next=https://evil.example/").await.page();
    assert_eq!(elsewhere.attribute("input[name=next]", "value").as_deref(), Some("/en/staff"), "no way out of this site");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_invites_and_mistakes_are_told() {
    let world = world().await;
    let visitor = world.staff(Role::Administrator, 0).await;
    let form = || async { visitor.open("/en/staff/people").await.page().form("invite") };
    let filled =
        form().await.fill("name", "New Person").fill("email", "new@example.org").fill("role", "poll_worker").fill("zone", "boy");
    let reply = visitor.send(&filled).await;
    assert_eq!(reply.status, StatusCode::OK);
    let link = reply.page().text(".notice .code-box").unwrap();
    let newcomer = world.app.visitor();
    accept(&newcomer, link.strip_prefix(&world.app.url).unwrap(), world.app.clock.now().timestamp()).await;
    assert_eq!(newcomer.get("/en/staff/people").await.status, StatusCode::FORBIDDEN);
    let valid = || async { form().await.fill("name", "X").fill("email", "x@example.org").fill("role", "certifier") };
    for form in [
        filled.clone(),
        valid().await.fill("name", " "),
        valid().await.fill("email", "x"),
        valid().await.fill("role", "king"),
        valid().await.fill("zone", "BOY"),
        valid().await.fill("role", "poll_worker"),
    ] {
        let reply = visitor.send(&form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            reply.page().attribute("#email", "value").as_deref(),
            form.fields.iter().find(|(k, _)| k == "email").map(|(_, v)| v.as_str())
        );
    }
}

/// T47: a fresh installation has no account at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_installation_has_no_account() {
    let app = TestApp::start().await;
    let people = app.state().civic.read(async |conn| reparto::accounts::list_people(conn).await).await.unwrap();
    assert_eq!(people.len(), 0);
}
