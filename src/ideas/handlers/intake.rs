//! Giving an idea without an account: words, where, age, then a page to check it all. Nothing is stored before its button.

use actix_web::{HttpResponse, web::Data};
use media::MediaFault;

use super::{
    super::{
        actions::{self, Gift, Given, IdeaError},
        cookie, links,
        model::{self, AgeGroup, Contact, Draft, Gap, PLACE_MAX, WORDS_MAX},
        pages,
        sound::{Recording, SoundShelf},
    },
    Scene, scene_of,
};
use crate::{
    base::{Env, ZoneCode, text, text::TextFault},
    cycles::{self, IdeaRule},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, PostedFiles, Problem, WithFiles, again, ok, see},
    },
};

/// The first page's answers.
pub struct WordsForm {
    cycle: String,
    words: String,
    drop: bool,
}

impl FromFields for WordsForm {
    const NAMES: &'static [&'static str] = &["cycle", "words", "drop"];
    fn from_fields(fields: &Fields) -> Self {
        let words = fields.one("words").chars().take(10_000).collect();
        Self { cycle: fields.one("cycle").to_owned(), words, drop: fields.one("drop") == "yes" }
    }
}

impl WithFiles for WordsForm {
    const FILES: &'static [&'static str] = &["sound"];
    // More than a recording may have, so that one that is somewhat too large is answered with the words still there.
    const MAX_BYTES: usize = 8_000_000;
}

/// The second page's answers.
pub struct PlaceForm {
    zone: String,
    place: String,
}

impl FromFields for PlaceForm {
    const NAMES: &'static [&'static str] = &["zone", "place"];
    fn from_fields(fields: &Fields) -> Self {
        let place = fields.one("place").chars().take(1_000).collect();
        Self { zone: fields.one("zone").chars().take(20).collect(), place }
    }
}

/// The third page's answer.
pub struct AgeForm(String);

impl FromFields for AgeForm {
    const NAMES: &'static [&'static str] = &["age"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("age").to_owned())
    }
}

/// The last page: the form's token, and a contact for those who may leave one.
pub struct CheckForm {
    token: String,
    contact: String,
}

impl FromFields for CheckForm {
    const NAMES: &'static [&'static str] = &["token", "contact"];
    fn from_fields(fields: &Fields) -> Self {
        let contact = fields.one("contact").chars().take(300).collect();
        Self { token: fields.one("token").chars().take(64).collect(), contact }
    }
}

/// 303 with the draft in its cookie.
fn onward(ctx: &Ctx, draft: &Draft, path: &str) -> Answer {
    Ok(cookie::carry(&ctx.state, see(&ctx.link(path))?, draft))
}

fn page_of(gap: Gap) -> &'static str {
    match gap {
        Gap::Words => "/ideas/new",
        Gap::Zone => "/ideas/new/where",
        Gap::Age => "/ideas/new/age",
    }
}

/// The draft and its scene, when the pages before `page` are answered; else the page that lacks an answer.
async fn begun(ctx: &Ctx, page: Gap) -> Result<Result<(Draft, Scene), HttpResponse>, Problem> {
    let Some(draft) = cookie::read(ctx) else {
        return Ok(Err(see(&ctx.link("/ideas/new"))?));
    };
    let order = |gap: Gap| [Gap::Words, Gap::Zone, Gap::Age].iter().position(|known| *known == gap);
    if let Some(gap) = draft.gap().filter(|gap| order(*gap) < order(page)) {
        return Ok(Err(see(&ctx.link(page_of(gap)))?));
    }
    match scene_of(ctx, Some(draft.cycle.clone())).await? {
        Some(scene) => Ok(Ok((draft, scene))),
        None => Err(Problem::not_found()),
    }
}

async fn rule(ctx: &Ctx, scene: &Scene) -> Result<IdeaRule, Problem> {
    let (_, rulebook) =
        ctx.state.civic.read(async |conn| cycles::rulebook(conn, &scene.cycle.slug).await.map_err(Problem::from)).await?;
    Ok(rulebook.idea)
}

pub async fn words(ctx: Ctx) -> Answer {
    let Some(scene) = scene_of(&ctx, ctx.query_value("cycle")).await? else {
        return ok(pages::nothing_yet(&ctx));
    };
    let draft = cookie::read(&ctx).filter(|draft| draft.cycle == scene.cycle.slug.as_str()).unwrap_or_default();
    if scene.phase.open().is_none() {
        return ok(pages::not_now(&ctx, &scene, &draft));
    }
    ok(pages::words(&ctx, &Faults::none(), &scene, &draft))
}

fn fault_of(fault: TextFault, field: &'static str, (empty, long): (&'static str, &'static str), count: usize) -> Faults {
    match fault {
        TextFault::Empty => Faults::one(field, empty),
        TextFault::TooLong(max) => Faults::none().with(field, long, vec![("count", count.into()), ("max", max.into())]),
    }
}

/// Takes the file of the first page, if there is one.
fn take_sound(shelf: &SoundShelf, env: &Env, bytes: &[u8]) -> Result<String, &'static str> {
    let recording = Recording::check(bytes).map_err(|fault| match fault {
        MediaFault::TooBig { .. } => "idea-sound-large",
        _ => "idea-sound-wrong",
    })?;
    shelf.put(env.now.timestamp(), &env.random, recording).ok_or("idea-sound-full")
}

pub async fn post_words(ctx: Ctx, shelf: Data<SoundShelf>, posted: PostedFiles<WordsForm>) -> Answer {
    let Some(scene) = scene_of(&ctx, Some(posted.form.cycle.clone())).await? else {
        return Err(Problem::not_found());
    };
    let env = ctx.state.env();
    let slug = scene.cycle.slug.as_str();
    let before = cookie::read(&ctx).filter(|draft| draft.cycle == slug);
    let mut draft = before.unwrap_or_else(|| Draft {
        token: hex::encode(env.random.bytes::<16>()),
        cycle: slug.to_owned(),
        ..Draft::default()
    });
    let PostedFiles { form, mut files } = posted;
    let earlier_words = draft.words.clone();
    draft.sound = draft.sound.filter(|key| shelf.has(key));
    if let Some(dropped) = draft.sound.take_if(|_| form.drop) {
        shelf.remove(&dropped);
    }
    let mut faults = Faults::none();
    if let Some(file) = files.pop() {
        match take_sound(&shelf, &env, &file.bytes) {
            Ok(key) => {
                // One recording waits for each giver.
                if let Some(earlier) = draft.sound.replace(key) {
                    shelf.remove(&earlier);
                }
            }
            Err(key) => faults = faults.with("sound", key, vec![]),
        }
    }
    match model::words(&form.words, WORDS_MAX) {
        Ok(words) => draft.words = words,
        Err(TextFault::Empty) if draft.sound.is_some() => draft.words = String::new(),
        // With a refused recording that is what there is to say; the words may have been meant to be in it.
        Err(TextFault::Empty) if !faults.is_empty() => draft.words = String::new(),
        Err(fault) => {
            let count = form.words.replace("\r\n", "\n").trim().chars().count();
            faults = fault_of(fault, "words", ("idea-words-empty", "idea-words-long"), count);
            draft.words.clone_from(&form.words);
        }
    }
    let page = if scene.phase.open().is_none() {
        pages::not_now(&ctx, &scene, &draft)
    } else if !faults.is_empty() {
        pages::words(&ctx, &faults, &scene, &draft)
    } else {
        return onward(&ctx, &draft, page_after(&draft));
    };
    // The recording that waits is in the cookie also when the words must be sent again; those that do not fit stay out of it.
    let carried = Draft { words: earlier_words, ..draft };
    Ok(cookie::carry(&ctx.state, again(page)?, &carried))
}

/// Whoever came back to change one answer goes on to the check page, others to the next question.
fn page_after(draft: &Draft) -> &'static str {
    draft.gap().map_or("/ideas/new/check", page_of)
}

pub async fn place(ctx: Ctx) -> Answer {
    match begun(&ctx, Gap::Zone).await? {
        Err(elsewhere) => Ok(elsewhere),
        Ok((draft, scene)) => ok(pages::place(&ctx, &Faults::none(), &scene, &draft)),
    }
}

pub async fn post_place(ctx: Ctx, Posted(form): Posted<PlaceForm>) -> Answer {
    let (mut draft, scene) = match begun(&ctx, Gap::Zone).await? {
        Err(elsewhere) => return Ok(elsewhere),
        Ok(both) => both,
    };
    let mut faults = Faults::none();
    if scene.contest(&form.zone).is_none() {
        faults = faults.with("zone", "idea-zone-empty", vec![]);
    }
    draft.zone.clone_from(&form.zone);
    match text::one_line(&form.place, PLACE_MAX) {
        Ok(place) => draft.place = place,
        Err(TextFault::Empty) => draft.place = String::new(),
        Err(TextFault::TooLong(max)) => {
            faults = faults.with("place", "idea-place-long", vec![("max", max.into())]);
            draft.place.clone_from(&form.place);
        }
    }
    if !faults.is_empty() {
        return again(pages::place(&ctx, &faults, &scene, &draft));
    }
    onward(&ctx, &draft, page_after(&draft))
}

pub async fn age(ctx: Ctx) -> Answer {
    match begun(&ctx, Gap::Age).await? {
        Err(elsewhere) => Ok(elsewhere),
        Ok((draft, scene)) => ok(pages::age(&ctx, &Faults::none(), &rule(&ctx, &scene).await?, &draft)),
    }
}

pub async fn post_age(ctx: Ctx, Posted(AgeForm(answer)): Posted<AgeForm>) -> Answer {
    let (mut draft, scene) = match begun(&ctx, Gap::Age).await? {
        Err(elsewhere) => return Ok(elsewhere),
        Ok(both) => both,
    };
    let rule = rule(&ctx, &scene).await?;
    if answer == "under" {
        return ok(pages::young(&ctx, &rule));
    }
    let Some(age) = AgeGroup::parse(&answer).filter(|age| age.years(&rule).is_some()) else {
        return again(pages::age(&ctx, &Faults::one("age", "idea-age-empty"), &rule, &draft));
    };
    age.code().clone_into(&mut draft.age);
    onward(&ctx, &draft, "/ideas/new/check")
}

pub async fn check(ctx: Ctx, shelf: Data<SoundShelf>) -> Answer {
    let Some(draft) = cookie::read(&ctx) else {
        return see(&ctx.link("/ideas/new"));
    };
    if let Some(gap) = draft.gap() {
        return see(&ctx.link(page_of(gap)));
    }
    let scene = scene_of(&ctx, Some(draft.cycle.clone())).await?.ok_or_else(Problem::not_found)?;
    if draft.sound.as_ref().is_some_and(|key| !shelf.has(key)) {
        return again(pages::words(&ctx, &Faults::one("sound", "idea-sound-gone"), &scene, &Draft { sound: None, ..draft }));
    }
    ok(pages::check(&ctx, &Faults::none(), &scene, &draft, ""))
}

/// 303 to the giver's own page; the draft is forgotten.
fn done(ctx: &Ctx, given: &Given) -> Answer {
    Ok(cookie::forget(&ctx.state, see(&ctx.link(&links::follow(&given.code)))?))
}

pub async fn post_check(ctx: Ctx, shelf: Data<SoundShelf>, Posted(form): Posted<CheckForm>) -> Answer {
    let key = &ctx.state.keys.contact;
    let before = ctx.state.civic.read(async |conn| actions::given_before(conn, key, &form.token).await).await?;
    if let Some(given) = before {
        return done(&ctx, &given);
    }
    let Some(draft) = cookie::read(&ctx) else {
        return see(&ctx.link("/ideas/new"));
    };
    // Another tab began another idea: this one's page shows something else than what would be given.
    if draft.token != form.token || draft.gap().is_some() {
        return see(&ctx.link("/ideas/new/check"));
    }
    let scene = scene_of(&ctx, Some(draft.cycle.clone())).await?.ok_or_else(Problem::not_found)?;
    let recording = draft.sound.as_ref().and_then(|key| shelf.find(key));
    if draft.sound.is_some() && recording.is_none() {
        return again(pages::words(&ctx, &Faults::one("sound", "idea-sound-gone"), &scene, &Draft { sound: None, ..draft }));
    }
    let Some(age) = AgeGroup::parse(&draft.age) else {
        return see(&ctx.link("/ideas/new/age"));
    };
    let typed = if age.may_leave_contact() { form.contact.as_str() } else { "" };
    let Ok(contact) = Contact::parse(typed) else {
        return again(pages::check(&ctx, &Faults::one("contact", "idea-contact-wrong"), &scene, &draft, typed));
    };
    let zone = ZoneCode::parse(&draft.zone).map_err(|_| Problem::bad_form())?;
    let gift = Gift {
        cycle: &scene.cycle.slug,
        zone: &zone,
        words: &draft.words,
        place: &draft.place,
        recording: recording.as_ref(),
        age,
        contact: contact.as_ref(),
        lang: ctx.lang,
        token: &draft.token,
    };
    let env = ctx.state.env();
    match ctx.state.civic.write("give_idea", async |conn| actions::give(conn, &env, key, &gift).await).await {
        Ok(given) => {
            draft.sound.iter().for_each(|key| shelf.remove(key));
            done(&ctx, &given)
        }
        // The clock of the database decides; what was written is shown, so that it can be kept.
        Err(IdeaError::NotNow(phase)) => again(pages::not_now(&ctx, &Scene { phase, ..scene }, &draft)),
        Err(error) => Err(error.into()),
    }
}
