//! The doors. A code that was asked for says nothing about whether the phone or address was known before.

use actix_web::{HttpResponse, http::StatusCode};

use super::{
    super::{
        cookie, links,
        model::{Journey, Step},
        pages::{self, CodeSent, DoorView, Offers},
    },
    Scene, journey_at, on, open_scene, to,
};
use crate::{
    eligibility::{self, CodeAsked, Contact, ContactFault, Door, EligibilityError},
    platform::{
        senders::Channel,
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, html, ok},
    },
};

pub struct ContactForm(String);

impl FromFields for ContactForm {
    const NAMES: &'static [&'static str] = &["phone", "email"];
    fn from_fields(fields: &Fields) -> Self {
        let typed = if fields.one("phone").is_empty() { fields.one("email") } else { fields.one("phone") };
        Self(typed.chars().take(300).collect())
    }
}

/// The doors of the rulebook, as far as this site can serve them.
pub(super) fn offers(ctx: &Ctx, scene: &Scene) -> Offers {
    let allowed = |door: &str| scene.voters.doors.iter().any(|known| known == door);
    Offers {
        text: allowed("text") && ctx.state.sender.offers(Channel::Text),
        email: allowed("email") && ctx.state.sender.offers(Channel::Email),
        pass: allowed("pass"),
    }
}

/// Back to the review, which says that another window changed the choices.
pub(super) fn changed(ctx: &Ctx, journey: &Journey) -> String {
    format!("{}?again=changed", ctx.link(&links::step(&journey.zone, "review")))
}

pub(super) fn door_view<'a>(ctx: &Ctx, scene: &'a Scene, journey: &Journey, typed: &'a str) -> DoorView<'a> {
    let late = |channel| ctx.state.late.is(channel);
    let (text_late, email_late) = (late(Channel::Text), late(Channel::Email));
    DoorView { contest: &scene.contest, mark: journey.mark(), typed, offers: offers(ctx, scene), text_late, email_late }
}

/// What the page for the code says of the message.
pub(super) fn code_sent(ctx: &Ctx, contact: &Contact) -> CodeSent {
    let by_text = contact.door() == Door::Text;
    let is_late = ctx.state.late.is(if by_text { Channel::Text } else { Channel::Email });
    CodeSent { by_text, shown: contact.shown(), is_late }
}

/// From a door that is shut to the first one that is open.
pub(super) fn to_open_door(ctx: &Ctx, scene: &Scene) -> HttpResponse {
    let open = offers(ctx, scene);
    let doors = [(open.text, "verify"), (open.email, "verify/email"), (open.pass, "verify/pass")];
    let path = doors.into_iter().find(|(open, _)| *open).map_or("verify/help", |(_, path)| path);
    to(&ctx.link(&links::step(&scene.contest.zone.code, path)))
}

pub async fn phone(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    if ctx.query_value("reviewed").is_some_and(|mark| mark != journey.mark()) {
        return Ok(to(&changed(&ctx, &journey)));
    }
    if !offers(&ctx, &scene).text {
        return Ok(to_open_door(&ctx, &scene));
    }
    ok(pages::phone(&ctx, &Faults::none(), &door_view(&ctx, &scene, &journey, "")))
}

pub async fn email(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    if !offers(&ctx, &scene).email {
        return Ok(to_open_door(&ctx, &scene));
    }
    ok(pages::email(&ctx, &Faults::none(), &door_view(&ctx, &scene, &journey, "")))
}

pub async fn pass(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    if !offers(&ctx, &scene).pass {
        return Ok(to_open_door(&ctx, &scene));
    }
    ok(pages::pass(&ctx, &Faults::none(), &door_view(&ctx, &scene, &journey, "")))
}

pub async fn help(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    ok(pages::help(&ctx, &door_view(&ctx, &scene, &journey, "")))
}

/// Subject and text of a code's message. The last line lets a phone fill the code in for this site alone.
fn words(ctx: &Ctx, door: Door) -> (String, String) {
    let host = ctx.state.public_url.split("://").nth(1).unwrap_or("");
    let host = host.split(':').next().unwrap_or(host);
    let code = || vec![("code", "{code}".into())];
    match door {
        Door::Text => (String::new(), format!("{}\n@{host} #{{code}}", ctx.tf("message-code-text", &code()))),
        Door::Email => (ctx.t("message-code-subject"), ctx.tf("message-code-email", &code())),
    }
}

/// What became of asking for a code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// It is on its way.
    Sent,
    /// Not yet: the last one was asked for less than a minute ago.
    Soon,
    /// Not for some minutes: there were too many, or voting is over.
    Later,
}

/// Asks for a code.
pub(super) async fn send(ctx: &Ctx, scene: &Scene, journey: &Journey, contact: &Contact) -> Result<Asked, Problem> {
    let Some(open) = scene.cycle.voting_open() else {
        return Ok(Asked::Later);
    };
    let env = ctx.state.env();
    let asked = CodeAsked {
        cycle: &scene.cycle,
        zone: &scene.contest.zone.code,
        contact,
        journey: cookie::tag(&ctx.state, journey),
        lang: ctx.lang.code(),
        words: words(ctx, contact.door()),
    };
    let queued = ctx
        .state
        .civic
        .write_once("ask_code", async |conn| eligibility::ask_code(conn, &env, &ctx.state.keys.contact, &open, &asked).await)
        .await;
    match queued {
        Ok(()) => {
            ctx.state.job_bell.notify_one();
            Ok(Asked::Sent)
        }
        Err(EligibilityError::Locked(until)) if until - env.now < chrono::Duration::minutes(1) => Ok(Asked::Soon),
        Err(EligibilityError::Locked(_)) => Ok(Asked::Later),
        Err(error) => Err(error.into()),
    }
}

async fn send_and_go_on(ctx: &Ctx, scene: &Scene, mut journey: Journey, contact: &Contact) -> Answer {
    // In the grace period a code that was asked for in time still works, but no new one is sent.
    if scene.cycle.voting_open().is_none() {
        return Ok(html(StatusCode::CONFLICT, pages::not_counted(ctx, scene.cycle.ends_at())));
    }
    let next = match send(ctx, scene, &journey, contact).await? {
        Asked::Sent => {
            // Only where a code really went is it said to be: the one before stays, and its code works.
            journey.contact = Some((contact.door().code().to_owned(), contact.address().to_owned()));
            "code"
        }
        Asked::Soon => "code/help?wait=soon",
        Asked::Later => "code/help?wait=later",
    };
    on(ctx, &journey, &ctx.link(&links::step(&scene.contest.zone.code, next)))
}

pub async fn post_phone(ctx: Ctx, Posted(ContactForm(typed)): Posted<ContactForm>) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    if !offers(&ctx, &scene).text {
        return Ok(to_open_door(&ctx, &scene));
    }
    match Contact::phone(&typed) {
        Ok(contact) => send_and_go_on(&ctx, &scene, journey, &contact).await,
        Err(fault) => {
            let key = if fault == ContactFault::Empty { "tel-empty" } else { "tel-format" };
            again(pages::phone(&ctx, &Faults::one("phone", key), &door_view(&ctx, &scene, &journey, &typed)))
        }
    }
}

pub async fn post_email(ctx: Ctx, Posted(ContactForm(typed)): Posted<ContactForm>) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    if !offers(&ctx, &scene).email {
        return Ok(to_open_door(&ctx, &scene));
    }
    match Contact::email(&typed) {
        Ok(contact) => send_and_go_on(&ctx, &scene, journey, &contact).await,
        Err(fault) => {
            let key = if fault == ContactFault::Empty { "mail-empty" } else { "mail-format" };
            again(pages::email(&ctx, &Faults::one("email", key), &door_view(&ctx, &scene, &journey, &typed)))
        }
    }
}

/// The contact that the last code went to.
pub(super) fn contact_of(journey: &Journey) -> Option<Contact> {
    let (door, address) = journey.contact.as_ref()?;
    Some(Contact::known(Door::parse(door)?, address))
}

pub async fn code(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    let Some(contact) = contact_of(&journey) else {
        return Ok(to(&ctx.link(&links::step(&scene.contest.zone.code, "verify"))));
    };
    ok(pages::code(&ctx, &Faults::none(), (&scene.contest, &journey.mark()), &code_sent(&ctx, &contact)))
}

pub async fn no_code(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    let wait = match ctx.query_value("wait").as_deref() {
        Some("soon") => Some("no-code-soon"),
        Some(_) => Some("no-code-wait"),
        None => None,
    };
    let sent = contact_of(&journey).map(|contact| code_sent(&ctx, &contact));
    if sent.is_none() && wait.is_none() {
        return Ok(to(&ctx.link(&links::step(&scene.contest.zone.code, "verify"))));
    }
    ok(pages::no_code(&ctx, &door_view(&ctx, &scene, &journey, ""), sent.as_ref(), wait))
}

pub async fn send_again(ctx: Ctx, _: Posted<Nothing>) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    match contact_of(&journey) {
        Some(contact) => send_and_go_on(&ctx, &scene, journey, &contact).await,
        None => Ok(to(&ctx.link(&links::step(&scene.contest.zone.code, "verify")))),
    }
}
