//! Typing in ideas from paper, phone and events, one after the other on the same page.

use super::{
    super::{
        actions::{self, IdeaError, PaperIdea},
        model::{self, Channel, Desk, PLACE_MAX, WORDS_MAX},
        pages::{self, EnterForm},
    },
    Scene, area, desk, scene,
};
use crate::{
    accounts::Grant,
    base::{ZoneCode, text, text::TextFault},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for EnterForm {
    const NAMES: &'static [&'static str] = &["token", "channel", "event", "zone", "place", "words", "lang"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name: &str, most: usize| fields.one(name).chars().take(most).collect::<String>();
        Self {
            token: own("token", 64),
            channel: own("channel", 20),
            event: own("event", 1_000),
            zone: own("zone", 20),
            place: own("place", 1_000),
            words: own("words", 10_000),
            lang: own("lang", 20),
        }
    }
}

/// The zones of the cycle in which this person works.
fn own_zones<'a>(scene: &'a Scene, desk: &Desk) -> Vec<&'a crate::cycles::Contest> {
    scene.contests.iter().filter(|contest| desk.covers(&contest.zone.code)).collect()
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (desk, scene) = (desk(&ctx, &grant).await?, scene(&ctx).await?);
    let value = |name| ctx.query_value(name).unwrap_or_default();
    let zones = own_zones(&scene, &desk);
    let only = match zones.as_slice() {
        [one] => one.zone.code.to_string(),
        _ => value("zone"),
    };
    // What a stack of paper has in common stays for the next sheet.
    let form = EnterForm {
        token: hex::encode(ctx.state.random.bytes::<16>()),
        channel: value("channel"),
        event: value("event"),
        zone: only,
        lang: value("lang"),
        ..EnterForm::default()
    };
    let saved = ctx.query_value("saved").and_then(|number| number.parse().ok());
    ok(pages::enter(&ctx, &Faults::none(), (&scene, area(&ctx)), &zones, &form, saved))
}

/// What was typed, in its one form.
struct Checked {
    zone: ZoneCode,
    channel: Channel,
    event: Option<String>,
    place: String,
    words: String,
}

fn check(form: &EnterForm, scene: &Scene, desk: &Desk) -> Result<Checked, Faults> {
    let mut faults = Faults::none();
    let channel = Channel::parse(&form.channel).filter(|channel| Channel::TYPED_IN.contains(channel));
    if channel.is_none() {
        faults = faults.with("channel", "idea-channel-empty", vec![]);
    }
    let event = text::one_line(&form.event, PLACE_MAX).ok().filter(|_| channel == Some(Channel::Event));
    if channel == Some(Channel::Event) && event.is_none() {
        faults = faults.with("event", "idea-event-name-empty", vec![("max", PLACE_MAX.into())]);
    }
    let zone = scene.contest(&form.zone).map(|contest| contest.zone.code.clone()).filter(|zone| desk.covers(zone));
    if zone.is_none() {
        faults = faults.with("zone", "idea-zone-empty", vec![]);
    }
    let place = match text::one_line(&form.place, PLACE_MAX) {
        Ok(place) => place,
        Err(TextFault::Empty) => String::new(),
        Err(TextFault::TooLong(max)) => {
            faults = faults.with("place", "idea-place-long", vec![("max", max.into())]);
            String::new()
        }
    };
    let words = model::words(&form.words, WORDS_MAX);
    faults = match &words {
        Ok(_) => faults,
        Err(TextFault::Empty) => faults.with("words", "idea-words-missing", vec![]),
        Err(TextFault::TooLong(max)) => {
            let count = form.words.replace("\r\n", "\n").trim().chars().count();
            faults.with("words", "idea-words-long", vec![("count", count.into()), ("max", (*max).into())])
        }
    };
    match (faults.is_empty(), channel, zone, words) {
        (true, Some(channel), Some(zone), Ok(words)) => Ok(Checked { zone, channel, event, place, words }),
        _ => Err(faults),
    }
}

/// A language code as people choose it from the list; nothing for "other".
fn lang_of(code: &str) -> Option<&str> {
    pages::LANGS.iter().map(|(known, _)| *known).find(|known| *known == code)
}

pub async fn post(ctx: Ctx, grant: Grant, Posted(form): Posted<EnterForm>) -> Answer {
    let (desk, scene) = (desk(&ctx, &grant).await?, scene(&ctx).await?);
    let page = |faults: &Faults| again(pages::enter(&ctx, faults, (&scene, area(&ctx)), &own_zones(&scene, &desk), &form, None));
    // Somebody else's zone is no slip of the pen: the list of this page does not offer it.
    if let Some(contest) = scene.contest(&form.zone) {
        desk.demand(&contest.zone.code).map_err(IdeaError::from)?;
    }
    let checked = match check(&form, &scene, &desk) {
        Ok(checked) => checked,
        Err(faults) => return page(&faults),
    };
    if form.token.len() < 16 {
        return Err(Problem::bad_form());
    }
    let paper = PaperIdea {
        cycle: &scene.cycle.slug,
        zone: &checked.zone,
        words: &checked.words,
        place: &checked.place,
        lang: lang_of(&form.lang),
        channel: checked.channel,
        event_name: checked.event.as_deref(),
        answer_lang: ctx.lang,
        token: &form.token,
    };
    let env = ctx.state.env();
    match ctx.state.civic.write("enter_idea", async |conn| actions::enter(conn, &env, &desk, &paper).await).await {
        Ok(number) => {
            let kept = [
                ("cycle", scene.cycle.slug.as_str()),
                ("saved", &number.to_string()),
                ("channel", &form.channel),
                ("event", checked.event.as_deref().unwrap_or("")),
                ("zone", checked.zone.as_str()),
                ("lang", &form.lang),
            ];
            let query = serde_urlencoded::to_string(kept).unwrap_or_default();
            see(&ctx.link(&format!("/{}/ideas/enter?{query}", area(&ctx))))
        }
        Err(IdeaError::NotNow(_)) => page(&Faults::one("words", "idea-enter-not-now")),
        Err(error) => Err(error.into()),
    }
}
