//! The inbox of a zone: published ideas that are in no concept yet, what is alike, and gathering some in a concept.

use std::collections::BTreeSet;

use super::{
    super::{
        actions::{self, IdeaError, Target},
        links,
        model::{self, Desk, NewConcept, PAGE_SIZE, SUMMARY_MAX, TITLE_MAX},
        pages::{self, InboxForm, InboxView},
        store,
    },
    Scene, answering, area, desk, page_number, scene,
};
use crate::{
    accounts::Grant,
    base::{ZoneCode, text},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

/// Ideas shown beside one that is looked at.
const ALIKE_SHOWN: i32 = 20;

impl FromFields for InboxForm {
    const NAMES: &'static [&'static str] = &["zone", "idea", "into", "title", "summary", "area"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name: &str, most: usize| fields.one(name).chars().take(most).collect::<String>();
        let ideas: BTreeSet<i32> = fields.all("idea").filter_map(|number| number.parse().ok()).collect();
        Self {
            zone: own("zone", 20),
            ideas: ideas.into_iter().take(500).collect(),
            into: own("into", 20),
            title: own("title", 1_000),
            summary: own("summary", 4_000),
            area: own("area", 20),
        }
    }
}

/// The zone of the address, if it is one of theirs; with one zone there is nothing to choose.
fn zone_of(scene: &Scene, desk: &Desk, wanted: &str) -> Result<Option<ZoneCode>, Problem> {
    if let Some(contest) = scene.contest(wanted) {
        desk.demand(&contest.zone.code).map_err(IdeaError::from)?;
        return Ok(Some(contest.zone.code.clone()));
    }
    let own: Vec<&ZoneCode> = scene.contests.iter().map(|c| &c.zone.code).filter(|zone| desk.covers(zone)).collect();
    Ok(match own.as_slice() {
        [one] => Some((*one).clone()),
        _ => None,
    })
}

async fn page(ctx: &Ctx, desk: &Desk, scene: &Scene, faults: &Faults, form: &InboxForm) -> Result<maud::Markup, Problem> {
    let Some(zone) = zone_of(scene, desk, &form.zone)? else {
        return Ok(pages::choose_zone(ctx, scene, area(ctx), desk));
    };
    let like: Option<i32> = ctx.query_value("like").and_then(|number| number.parse().ok());
    let made: Option<i32> = ctx.query_value("made").and_then(|number| number.parse().ok());
    let at = page_number(ctx);
    let slug = &scene.cycle.slug;
    let view = ctx
        .state
        .civic
        .read(async |conn| {
            let (mut ideas, total) = store::list_unmerged(conn, slug, &zone, at).await?;
            let mut beside = None;
            if let Some(like) = like {
                let one = store::find_idea(conn, slug, like).await?.filter(|one| one.zone == zone);
                let one = one.ok_or_else(Problem::not_found)?;
                ideas = store::similar(conn, &one, true, ALIKE_SHOWN).await?;
                if one.concept.is_none() {
                    ideas.insert(0, one.clone());
                }
                beside = Some(one.number);
            }
            // Ticks stay even when their ideas are on another page of the list.
            for number in &form.ideas {
                if !ideas.iter().any(|idea| idea.number == *number) {
                    ideas.extend(store::find_idea(conn, slug, *number).await?.filter(|idea| idea.zone == zone));
                }
            }
            let concepts = store::list_concepts(conn, slug, &zone).await?;
            let made = concepts.iter().find(|concept| Some(concept.number) == made).cloned();
            let pages = (total + PAGE_SIZE - 1) / PAGE_SIZE;
            Ok::<_, Problem>(InboxView { ideas, total, concepts, beside, made, page: at, pages, zone: zone.clone() })
        })
        .await?;
    Ok(pages::inbox(ctx, faults, (scene, area(ctx)), &view, form))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (desk, scene) = (desk(&ctx, &grant).await?, scene(&ctx).await?);
    let like = ctx.query_value("like").and_then(|number| number.parse().ok());
    let form = InboxForm {
        zone: ctx.query_value("zone").unwrap_or_default(),
        ideas: like.into_iter().collect(),
        ..InboxForm::default()
    };
    ok(page(&ctx, &desk, &scene, &Faults::none(), &form).await?)
}

fn new_concept(scene: &Scene, zone: &ZoneCode, form: &InboxForm) -> Result<NewConcept, Faults> {
    let (title, summary) = (text::one_line(&form.title, TITLE_MAX), model::words(&form.summary, SUMMARY_MAX));
    let mut faults = Faults::none();
    if title.is_err() {
        faults = faults.with("title", "concept-title-wrong", vec![("max", TITLE_MAX.into())]);
    }
    if summary.is_err() {
        faults = faults.with("summary", "concept-summary-wrong", vec![("max", SUMMARY_MAX.into())]);
    }
    let issue_area = model::issue_area(&form.area);
    if issue_area.is_none() {
        faults = faults.with("area", "concept-area-empty", vec![]);
    }
    match (title, summary) {
        (Ok(title), Ok(summary)) if faults.is_empty() => {
            Ok(NewConcept { cycle: scene.cycle.slug.clone(), zone: zone.clone(), title, summary, issue_area })
        }
        _ => Err(faults),
    }
}

pub async fn post(ctx: Ctx, grant: Grant, Posted(form): Posted<InboxForm>) -> Answer {
    let (desk, scene) = (desk(&ctx, &grant).await?, scene(&ctx).await?);
    let zone = zone_of(&scene, &desk, &form.zone)?.ok_or_else(Problem::bad_form)?;
    let refuse = async |faults: &Faults| again(page(&ctx, &desk, &scene, faults, &form).await?);
    if form.ideas.is_empty() {
        return refuse(&Faults::one("idea", "concept-ideas-empty")).await;
    }
    let new;
    let into = match form.into.parse::<i32>() {
        Ok(number) => Target::Existing(number),
        Err(_) if form.into == "new" => match new_concept(&scene, &zone, &form) {
            Ok(made) => {
                new = made;
                Target::New(&new)
            }
            Err(faults) => return refuse(&faults).await,
        },
        Err(_) => return refuse(&Faults::one("into", "concept-into-empty")).await,
    };
    let (env, answering) = (ctx.state.env(), answering(&ctx));
    let which = (&scene.cycle.slug, form.ideas.as_slice());
    let gathered = ctx
        .state
        .civic
        .write("gather_ideas", async |conn| actions::gather(conn, &env, &desk, &answering, which, &into).await)
        .await;
    match gathered {
        Ok(concept) => {
            let page = if area(&ctx) == "committee" { "" } else { "merge" };
            let address = links::desk(area(&ctx), page, &scene.cycle.slug);
            see(&ctx.link(&format!("{address}&zone={zone}&made={}", concept.number)))
        }
        Err(IdeaError::NotFree(number)) => {
            let number = i64::from(number);
            refuse(&Faults::none().with("idea", "concept-idea-taken", vec![("number", number.into())])).await
        }
        Err(error) => Err(error.into()),
    }
}
