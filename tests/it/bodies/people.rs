//! Invitations, terms, the chair.

use reparto::{
    base::{Clock, Role},
    bodies,
    config::{Config, SenderConfig},
    platform::senders,
};
use reqwest::StatusCode;

use super::Committee;
use crate::{
    console::press,
    support::{
        TestApp,
        world::{World, accept},
    },
};

fn fields<'a>(email: &'a str, seat: &'a str, until: &'a str) -> [(&'a str, &'a str); 4] {
    [("name", "Sample Newcomer"), ("email", email), ("seat", seat), ("until", until)]
}

/// Links of invitations in the mails to an address, the last one first.
fn links_to(outbox: &std::path::Path, address: &str) -> Vec<String> {
    let mails = senders::read_latest(outbox, 50).into_iter().filter(|mail| mail.to == address);
    let link = |text: &str| text.split_whitespace().find(|word| word.contains("/staff/invitation/")).map(str::to_owned);
    mails.filter_map(|mail| link(&mail.text)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chair_invites_a_member_who_signs_in_and_finds_the_committee() {
    let committee = Committee::open().await;
    let (world, page) = (&committee.world, committee.work("members"));
    let chair = committee.member(0).await;
    for (email, seat, until) in [
        ("nothing", "member", ""),
        ("new@example.org", "king", ""),
        ("new@example.org", "member", "2020-01-01"),
        ("new@example.org", "member", "soon"),
    ] {
        let reply = press(&chair, &page, "invite-form", &fields(email, seat, until)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{email} {seat} {until}");
        assert_eq!(reply.page().attribute("#email", "value").as_deref(), Some(email), "nothing typed is lost");
    }
    let first = press(&chair, &page, "invite-form", &fields("New@Example.org", "member", "")).await;
    let second = press(&chair, &page, "invite-form", &fields("new@example.org", "member", "")).await;
    for reply in [&first, &second] {
        assert!(reply.body.contains("We are sending a link to") && reply.body.contains("new@example.org"));
        assert!(!reply.body.contains("/staff/invitation/"), "the link is for the person alone");
    }
    assert_eq!(
        second.page().texts("tbody th").iter().filter(|row| row.starts_with("Sample Newcomer")).count(),
        1,
        "and one seat"
    );
    world.app.messages().await;
    let mut links = links_to(&world.app.outbox, "new@example.org");
    assert_eq!(links.len(), 2);
    links.dedup();
    assert_eq!(links.len(), 2, "someone who lost the link gets another");

    let newcomer = world.app.visitor();
    accept(&newcomer, links[0].strip_prefix(&world.app.url).unwrap(), world.app.clock.now().timestamp()).await;
    assert!(newcomer.open("/en/committee").await.body.contains(super::NAME));
    assert!(newcomer.open("/es/staff").await.page().attributes("main a", "href").contains(&"/es/committee".to_owned()));
    newcomer.open(&committee.work("meetings")).await;
    assert_eq!(newcomer.open(&page).await.page().count("form#invite-form"), 0, "only the chair invites");
    let again = press(&chair, &page, "invite-form", &fields("new@example.org", "chair", "")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a member who signs in is not invited again");
    let audit = world.app.visitor().open("/en/audit").await.body;
    assert!(audit.contains("Sample Newcomer joined") && !audit.contains("new@example.org"));
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_with_an_account_is_added_and_signs_in_as_before() {
    let committee = Committee::open().await;
    let lead = committee.world.staff(Role::ProgramStaff, 0).await;
    let certifier = committee.world.staff(Role::Certifier, 0).await;
    let email = "sample.certifier.one@example.org";
    let reply = press(&lead, &committee.work("members"), "invite-form", &fields(email, "member", "")).await;
    assert_eq!(
        (reply.status, reply.page().count(".notice .code-box")),
        (StatusCode::OK, 0),
        "{:?}",
        reply.page().texts(".errors li")
    );
    assert!(certifier.open("/en/committee").await.body.contains(super::NAME), "in the same session");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chair_never_gets_the_link_to_another_persons_account() {
    let committee = Committee::open().await;
    let (world, chair) = (&committee.world, committee.member(0).await);
    // The administrator was invited and has not come yet: a link to that account would hand over its role.
    for email in ["sample.administrator@example.org", "sample.proposer@example.org"] {
        let reply = press(&chair, &committee.work("members"), "invite-form", &fields(email, "member", "")).await;
        assert_eq!(
            (reply.status, reply.page().count(".notice"), reply.page().count(".notice .code-box")),
            (StatusCode::OK, 1, 0)
        );
        assert!(!reply.body.contains("/staff/invitation/"));
        world.app.messages().await;
        assert_eq!(links_to(&world.app.outbox, email).len(), 1, "its own address");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_sends_mail_the_chair_is_told_whom_to_ask() {
    let mute = |config: &mut Config| config.sender = SenderConfig::Network { smtp: None, sms: None };
    let committee = Committee::in_world(World::in_app(TestApp::with(mute, Clock::System).await).await).await;
    let chair = committee.member(0).await;
    let reply = press(&chair, &committee.work("members"), "invite-form", &fields("new@example.org", "member", "")).await;
    assert!(reply.body.contains("This site sends no email now") && !reply.body.contains("/staff/invitation/"));
    assert!(reply.page().texts("tbody th").iter().any(|row| row.starts_with("Sample Newcomer")), "the seat is kept");
    let jobs = "SELECT count(*) AS n FROM job WHERE kind = 'send_message'";
    assert_eq!(committee.world.app.databases.civic_count(jobs).await, 0, "and nothing waits to be sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_term_ends_the_rights_at_once_and_says_so() {
    let committee = Committee::open().await;
    let (chair, member) = (committee.member(0).await, committee.member(1).await);
    member.open(&committee.work("meetings")).await;
    let (own, others) = (committee.term(&chair, 0).await, committee.term(&chair, 1).await);
    assert_eq!(member.get(&own).await.status, StatusCode::FORBIDDEN, "a member does not end the chair's term");
    assert_eq!(press(&chair, &others, "end-form", &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(press(&chair, &others, "end-form", &[("reason", "Moved away")]).await.status, StatusCode::SEE_OTHER);

    assert_eq!(member.get(&committee.work("meetings")).await.status, StatusCode::FORBIDDEN);
    let home = member.open("/en/committee").await.page();
    assert_eq!(home.text(".notice h2").as_deref(), Some("Your term has ended"));
    assert!(member.open("/es/committee").await.body.contains("Su período terminó"));
    let (body, person) = (committee.body, committee.people[1]);
    let (still, tied) = committee
        .reads(async |conn| {
            let today = bodies::today(conn).await?;
            Ok((bodies::is_member(conn, person, body, today).await?, bodies::recusal(conn, person, body).await?))
        })
        .await;
    assert!(!still && tied.is_some(), "no rights, and still tied for a year");

    let last = press(&chair, &own, "end-form", &[("reason", "Done")]).await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY, "the last chair stays");
    assert_eq!(last.page().attribute("#reason", "value").as_deref(), Some("Done"));
    assert_eq!(press(&chair, &own, "seat-form", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor becomes a member");
    let next = committee.term(&chair, 2).await;
    assert_eq!(press(&chair, &next, "seat-form", &[]).await.status, StatusCode::SEE_OTHER);
    let left = press(&chair, &own, "end-form", &[("reason", "Done")]).await;
    assert_eq!(left.location.as_deref(), Some("/en/committee"), "with another chair there, they may leave");
    assert!(chair.open("/en/committee").await.body.contains("Your term has ended"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_is_renewed_from_where_it_ends() {
    let committee = Committee::open().await;
    let chair = committee.member(0).await;
    let set = format!("UPDATE membership SET ends_on = city_day() + 10 WHERE account = '{}'", committee.people[1]);
    committee.world.app.databases.civic(&set).await.unwrap();
    let page = committee.term(&chair, 1).await;
    for until in ["2020-05-01", "x"] {
        let reply = press(&chair, &page, "renew-form", &[("until", until)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
    }
    assert_eq!(press(&chair, &page, "renew-form", &[("until", "2190-05-01")]).await.status, StatusCode::SEE_OTHER);
    let renewed = press(&chair, &page, "renew-form", &[("until", "2190-05-01")]).await;
    assert_eq!(renewed.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let adjoining = format!(
        "SELECT count(*)::bigint AS n FROM membership a JOIN membership b ON a.ends_on = b.starts_on AND a.account = b.account
         WHERE a.account = '{}' AND b.ends_on = '2190-05-02'",
        committee.people[1]
    );
    assert_eq!(committee.world.app.databases.civic_count(&adjoining).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_chairs_who_leave_at_the_same_moment_one_stays() {
    let committee = Committee::open().await;
    let (first, second) = (committee.member(0).await, committee.member(1).await);
    let page = committee.term(&first, 1).await;
    assert_eq!(press(&first, &page, "seat-form", &[]).await.status, StatusCode::SEE_OTHER);
    let (own, others) = (committee.term(&first, 0).await, committee.term(&first, 1).await);
    let leave = async |who: &crate::support::Visitor, page: &str| {
        let form = who.open(page).await.page().form("end-form").fill("reason", "Done");
        who.send(&form).await.status
    };
    tokio::join!(leave(&first, &own), leave(&second, &others));
    let chairs = format!(
        "SELECT count(*)::bigint AS n FROM membership WHERE body = '{}' AND seat = 'chair' AND ends_on IS NULL",
        committee.body
    );
    assert_eq!(committee.world.app.databases.civic_count(&chairs).await, 1);
}
