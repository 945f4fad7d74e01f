//! The queue of ideas that wait for a look, and the page on which one is looked at.

use super::{
    super::{
        actions::{self, IdeaError},
        links,
        model::{self, Idea, PLACE_MAX, Reason, WORDS_MAX},
        pages::{self, LookForm, LookView},
        store,
    },
    Scene, answering, desk, load_idea,
    play::play,
    scene,
};
use crate::{
    accounts::Grant,
    base::{ZoneCode, text, text::TextFault},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for LookForm {
    const NAMES: &'static [&'static str] = &["step", "area", "reason", "note", "zone", "words", "place", "next"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name: &str, most: usize| fields.one(name).chars().take(most).collect::<String>();
        Self {
            step: own("step", 20),
            area: own("area", 20),
            reason: own("reason", 20),
            note: own("note", 2_000),
            zone: own("zone", 20),
            words: own("words", 10_000),
            place: own("place", 1_000),
            back_to_queue: fields.one("next") == "queue",
        }
    }
}

pub async fn queue(ctx: Ctx) -> Answer {
    let scene = scene(&ctx).await?;
    let slug = &scene.cycle.slug;
    let (ideas, total) = ctx
        .state
        .civic
        .read(async |conn| Ok::<_, Problem>((store::list_new(conn, slug).await?, store::count_new(conn, slug).await?)))
        .await?;
    let done = ctx.query_value("done").and_then(|number| number.parse().ok());
    ok(pages::queue(&ctx, &scene, &ideas, total, done))
}

async fn page(ctx: &Ctx, scene: &Scene, idea: &Idea, faults: &Faults, form: &LookForm) -> Result<maud::Markup, Problem> {
    let (events, alike, concepts) = ctx
        .state
        .civic
        .read(async |conn| {
            let events = store::list_events(conn, idea.id).await?;
            let alike = store::similar(conn, idea, false, 5).await?;
            let concepts = store::list_all_concepts(conn, &idea.cycle).await?;
            Ok::<_, Problem>((events, alike, concepts))
        })
        .await?;
    Ok(pages::look(ctx, faults, &LookView { scene, idea, events: &events, alike: &alike, concepts: &concepts }, form))
}

/// The form as it stands before anything was typed.
fn untouched(idea: &Idea) -> LookForm {
    LookForm { words: idea.words.clone(), place: idea.place.clone(), ..LookForm::default() }
}

pub async fn show(ctx: Ctx) -> Answer {
    let scene = scene(&ctx).await?;
    let idea = load_idea(&ctx, &scene).await?;
    ok(page(&ctx, &scene, &idea, &Faults::none(), &untouched(&idea)).await?)
}

/// Moderators hear a recording before anybody else does.
pub async fn sound(ctx: Ctx) -> Answer {
    let scene = scene(&ctx).await?;
    let idea = load_idea(&ctx, &scene).await?;
    let found = ctx.state.civic.read(async |conn| store::read_sound(conn, idea.id).await).await?;
    play(&ctx, found)
}

/// A step as it was chosen and filled in.
enum Step {
    Publish(Option<String>),
    Hide(Reason, Option<String>),
    Move(ZoneCode),
    Redact(String, String),
    Transcribe(String),
    Undo,
}

fn words_of(form: &LookForm) -> Result<String, Faults> {
    model::words(&form.words, WORDS_MAX).map_err(|fault| match fault {
        TextFault::Empty => Faults::one("words", "idea-words-missing"),
        TextFault::TooLong(max) => {
            let count = form.words.trim().chars().count();
            Faults::none().with("words", "idea-words-long", vec![("count", count.into()), ("max", max.into())])
        }
    })
}

fn step_of(form: &LookForm, scene: &Scene) -> Result<Step, Faults> {
    Ok(match form.step.as_str() {
        "publish" => Step::Publish(model::issue_area(&form.area)),
        "hide" => {
            let reason = Reason::parse(&form.reason).filter(|reason| Reason::TO_HIDE.contains(reason));
            let reason = reason.ok_or_else(|| Faults::one("reason", "idea-reason-empty"))?;
            let note = match text::one_line(&form.note, 300) {
                Ok(note) => Some(note),
                Err(TextFault::Empty) => None,
                Err(TextFault::TooLong(max)) => {
                    return Err(Faults::none().with("note", "idea-note-long", vec![("max", max.into())]));
                }
            };
            Step::Hide(reason, note)
        }
        "move" => {
            let zone = scene.contest(&form.zone).map(|contest| contest.zone.code.clone());
            Step::Move(zone.ok_or_else(|| Faults::one("zone", "idea-zone-empty"))?)
        }
        "redact" => {
            let place: String = form.place.chars().take(PLACE_MAX).collect();
            Step::Redact(words_of(form)?, text::one_line(&place, PLACE_MAX).unwrap_or_default())
        }
        "transcribe" => Step::Transcribe(words_of(form)?),
        "undo" => Step::Undo,
        _ => return Err(Faults::one("step", "idea-step-empty")),
    })
}

pub async fn post(ctx: Ctx, grant: Grant, Posted(form): Posted<LookForm>) -> Answer {
    let (desk, scene) = (desk(&ctx, &grant).await?, scene(&ctx).await?);
    let idea = load_idea(&ctx, &scene).await?;
    let step = match step_of(&form, &scene) {
        Ok(step) => step,
        Err(faults) => return again(page(&ctx, &scene, &idea, &faults, &form).await?),
    };
    let (env, answering) = (ctx.state.env(), answering(&ctx));
    let which = (&idea.cycle, idea.number);
    let done = ctx
        .state
        .civic
        .write("look_at_idea", async |conn| match &step {
            Step::Publish(area) => actions::publish(conn, &env, &desk, &answering, which, area.as_deref()).await,
            Step::Hide(reason, note) => actions::hide(conn, &env, &desk, &answering, which, (*reason, note.as_deref())).await,
            Step::Move(zone) => actions::move_to(conn, &env, &desk, which, zone).await,
            Step::Redact(words, place) => actions::redact(conn, &env, &desk, which, (words, place)).await,
            Step::Transcribe(words) => actions::transcribe(conn, &env, &desk, which, words).await,
            Step::Undo => actions::undo(conn, &env, &desk, which).await,
        })
        .await;
    match done {
        Ok(()) if form.back_to_queue => {
            see(&ctx.link(&format!("{}&done={}", links::desk("staff", "", &idea.cycle), idea.number)))
        }
        Ok(()) => see(&ctx.link(&links::desk("staff", &idea.number.to_string(), &idea.cycle))),
        Err(IdeaError::NoWords) => again(page(&ctx, &scene, &idea, &Faults::one("words", "idea-words-first"), &form).await?),
        // Somebody else took a step in between: the page as it is now says which.
        Err(IdeaError::WrongStep) => {
            let idea = load_idea(&ctx, &scene).await?;
            again(page(&ctx, &scene, &idea, &Faults::one("step", "idea-step-taken"), &form).await?)
        }
        Err(error) => Err(error.into()),
    }
}
