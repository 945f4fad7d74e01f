//! Setting up a cycle: from nothing or from another to the public, what contradicts itself, two people at once, the freeze,
//! moved phases, zones and their names.

mod boundaries;
mod clashes;
mod frozen;
mod making;
mod moved;
mod together;
mod zones;

use reparto::{
    accounts::{self, NewPerson},
    base::{CycleSlug, Role},
};
use reqwest::StatusCode;

use crate::support::{TestApp, Visitor, app::Reply, world::accept};

/// Program staff of an application with nothing in it, signed in.
pub async fn lead(app: &TestApp, name: &str) -> Visitor {
    let state = app.state();
    let env = state.env();
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let person = NewPerson { email, name: name.to_owned(), role: Role::ProgramStaff, zone: None };
    let token = state.civic.write("invite", async |conn| accounts::invite(conn, &env, "system", &person).await).await;
    let visitor = app.visitor();
    let token = token.unwrap().unwrap();
    accept(&visitor, &format!("/en/staff/invitation/{token}"), app.clock.now().timestamp()).await;
    visitor
}

pub fn slug(text: &str) -> CycleSlug {
    CycleSlug::parse(text).unwrap()
}

/// Sends a page's form with these answers in place of what is there.
pub async fn send(visitor: &Visitor, page: &str, form: &str, fields: &[(&str, &str)]) -> Reply {
    crate::console::press(visitor, page, form, fields).await
}

/// Sends it; it must be saved.
pub async fn saved(visitor: &Visitor, page: &str, form: &str, fields: &[(&str, &str)]) {
    let reply = send(visitor, page, form, fields).await;
    let faults = reply.page().texts(".errors li");
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{page}: {} {faults:?}", reply.heading());
}

/// Sends it; it must be refused with a sentence that holds these words.
pub async fn refused(visitor: &Visitor, page: &str, form: &str, fields: &[(&str, &str)], words: &str) -> Reply {
    let reply = send(visitor, page, form, fields).await;
    let faults = reply.page().texts(".errors li").join(" | ");
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{page} {fields:?}");
    assert!(faults.contains(words), "{page} {fields:?}: {faults}");
    reply
}

pub async fn make_zone(lead: &Visitor, code: &str, name: &str) {
    saved(lead, "/en/staff/zones/new", "zone-form", &[("code", code), ("name", name)]).await;
}

/// A cycle from nothing, with two zones and every page saved; not public yet.
pub async fn whole_cycle(lead: &Visitor, slug: &str, first_day: &str) -> String {
    make_zone(lead, "BOY", "Boyle Heights").await;
    make_zone(lead, "WLK", "Westlake").await;
    let titles = [("title_en", "What should your zone pay for?"), ("title_es", "¿Qué debe pagar su zona?")];
    let mut fields = vec![("slug", slug), ("first_day", first_day), ("template", "")];
    fields.extend(titles);
    saved(lead, "/en/staff/cycles/new", "new-cycle", &fields).await;
    let home = format!("/en/staff/cycles/{slug}/set-up");
    let form = lead.open(&format!("{home}/zones")).await.page().form("task-form");
    let form = form.fill_nth("money", 0, "$775,000").fill_nth("money", 1, "775000");
    assert_eq!(lead.send(&form).await.status, StatusCode::SEE_OTHER);
    for task in ["dates", "eligibility", "proposals", "ballot", "counting", "doors", "languages", "texts"] {
        saved(lead, &format!("{home}/{task}"), "task-form", &[]).await;
    }
    home
}

/// Shows a cycle to the public.
pub async fn publish(lead: &Visitor, slug: &str) {
    saved(lead, &format!("/en/staff/cycles/{slug}/check"), "publish-form", &[]).await;
}

/// A day so many days from today, as a date field holds it.
pub fn day(app: &TestApp, days: i64) -> String {
    (app.clock.now() + chrono::Duration::days(days)).format("%Y-%m-%d").to_string()
}
