//! The ballot: ticks are saved into the sealed cookie by every button of the form, then the button decides where to go.

use std::sync::Arc;

use ballot::receipt::Receipt;

use super::{
    super::{
        links,
        model::{Journey, Step, View},
        pages::{self, BallotView, ReviewView, SingleView},
    },
    Scene, cookie, journey_at, on, open_scene, sealing, to,
};
use crate::{
    base::Lang,
    platform::{
        CivicConn,
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok},
    },
    proposals::{self, Notice, Proposal},
};

pub struct ListForm {
    picks: Vec<String>,
    go: String,
    both: bool,
}

impl FromFields for ListForm {
    const NAMES: &'static [&'static str] = &["pick", "go", "both"];
    fn from_fields(fields: &Fields) -> Self {
        let picks = fields.all("pick").take(2000).map(str::to_owned).collect();
        Self { picks, go: fields.one("go").to_owned(), both: fields.one("both") == "yes" }
    }
}

pub struct SingleForm {
    answer: String,
    go: String,
}

impl FromFields for SingleForm {
    const NAMES: &'static [&'static str] = &["answer", "go"];
    fn from_fields(fields: &Fields) -> Self {
        Self { answer: fields.one("answer").to_owned(), go: fields.one("go").to_owned() }
    }
}

async fn slate(ctx: &Ctx, scene: &Scene, lang: Lang) -> Result<Arc<Vec<Proposal>>, Problem> {
    let slate = async |conn: &mut CivicConn| {
        proposals::list_frozen_proposals(conn, &scene.frozen, &scene.contest, lang).await.map_err(Problem::from)
    };
    ctx.state.civic.read(slate).await
}

/// What became known of the proposals after the freeze; read anew for each page, because it can change during the vote.
async fn notices(ctx: &Ctx, scene: &Scene) -> Result<Arc<Vec<Notice>>, Problem> {
    let contest = scene.contest.clone();
    let read = async move |conn: &mut CivicConn| proposals::standing_notices(conn, &contest).await;
    Ok(ctx.state.civic.read_joined(("notices", scene.contest.id), read).await?)
}

/// Proposals in the order of this voter's ballot.
fn in_order<'a>(journey: &Journey, slate: &'a [Proposal]) -> Vec<&'a Proposal> {
    let numbers: Vec<u16> = slate.iter().map(|p| p.number).collect();
    journey.ordered(&numbers).into_iter().filter_map(|n| slate.iter().find(|p| p.number == n)).collect()
}

/// The language that a button asks for.
fn asked_language(go: &str) -> Option<Lang> {
    go.strip_prefix("lang-").and_then(Lang::parse)
}

fn in_language(lang: Lang, path: &str) -> String {
    format!("/{}{path}", lang.code())
}

async fn list_page(ctx: &Ctx, scene: &Scene, journey: &Journey, faults: &Faults, both: bool) -> Result<maud::Markup, Problem> {
    let own = slate(ctx, scene, ctx.lang).await?;
    let other = Lang::ALL.into_iter().find(|lang| *lang != ctx.lang);
    let second = match other {
        Some(lang) if both => Some(slate(ctx, scene, lang).await?),
        _ => None,
    };
    let ordered = in_order(journey, &own);
    let notices = notices(ctx, scene).await?;
    let second = second.as_deref().map(Vec::as_slice);
    let view = BallotView { contest: &scene.contest, proposals: &ordered, second, journey, notices: &notices };
    Ok(pages::list(ctx, faults, &view))
}

pub async fn list(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let mut journey = journey_at!(scene, ctx, Step::Ballot);
    journey.view = View::List;
    let both = ctx.query_value("both").is_some();
    let page = list_page(&ctx, &scene, &journey, &Faults::none(), both).await?;
    Ok(cookie::carry(&ctx.state, ok(page)?, &journey))
}

pub async fn post_list(ctx: Ctx, Posted(form): Posted<ListForm>) -> Answer {
    let scene = open_scene!(ctx);
    let mut journey = journey_at!(scene, ctx, Step::Ballot);
    let contest = scene.frozen.contest(&scene.contest.zone.code).ok_or_else(Problem::not_found)?;
    let mut picks = Vec::with_capacity(form.picks.len());
    for text in &form.picks {
        // A number that is not on this ballot was not put there by our page.
        let number: u16 = text.parse().map_err(|_| Problem::bad_form())?;
        if !contest.has(number) {
            return Err(Problem::bad_form());
        }
        picks.push(number);
    }
    journey.choose(picks, &ctx.state.random);
    let zone = &scene.contest.zone.code;
    let ballot = links::step(zone, "ballot");
    if let Some(lang) = asked_language(&form.go) {
        let query = if form.both { "?both=yes" } else { "" };
        return on(&ctx, &journey, &format!("{}{query}", in_language(lang, &ballot)));
    }
    match form.go.as_str() {
        "single" => on(&ctx, &journey, &ctx.link(&links::single(zone, 1))),
        "both" => on(&ctx, &journey, &format!("{}?both=yes", ctx.link(&ballot))),
        "mono" => on(&ctx, &journey, &ctx.link(&ballot)),
        _ => go_on(&ctx, &scene, &journey, form.both).await,
    }
}

/// From the ballot to the review; too many choices are told here and nothing is unticked.
async fn go_on(ctx: &Ctx, scene: &Scene, journey: &Journey, both: bool) -> Answer {
    let zone = &scene.contest.zone.code;
    let (chosen, limit) = (journey.picks.len(), usize::from(scene.contest.pick_limit));
    if chosen > limit {
        let args = vec![("n", chosen.into()), ("k", limit.into()), ("over", (chosen - limit).into())];
        let faults = Faults::none().with("ballot", "pick-over", args);
        let page = list_page(ctx, scene, journey, &faults, both).await?;
        return Ok(cookie::carry(&ctx.state, again(page)?, journey));
    }
    let next = if chosen == 0 { "blank" } else { "review" };
    on(ctx, journey, &ctx.link(&links::step(zone, next)))
}

fn position(ctx: &Ctx, count: usize) -> Option<usize> {
    ctx.segment("position").parse().ok().filter(|position| (1..=count).contains(position))
}

pub async fn single(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let mut journey = journey_at!(scene, ctx, Step::Ballot);
    journey.view = View::Single;
    let own = slate(&ctx, &scene, ctx.lang).await?;
    let ordered = in_order(&journey, &own);
    let position = position(&ctx, ordered.len()).ok_or_else(Problem::not_found)?;
    let proposal = ordered.get(position - 1).ok_or_else(Problem::not_found)?;
    let (count, notices) = (ordered.len(), notices(&ctx, &scene).await?);
    let view = SingleView { contest: &scene.contest, proposal, position, count, journey: &journey, notices: &notices };
    let page = pages::single(&ctx, &view);
    Ok(cookie::carry(&ctx.state, ok(page)?, &journey))
}

pub async fn post_single(ctx: Ctx, Posted(form): Posted<SingleForm>) -> Answer {
    let scene = open_scene!(ctx);
    let mut journey = journey_at!(scene, ctx, Step::Ballot);
    let own = slate(&ctx, &scene, ctx.lang).await?;
    let ordered = in_order(&journey, &own);
    let position = position(&ctx, ordered.len()).ok_or_else(Problem::not_found)?;
    let number = ordered.get(position - 1).map(|p| p.number).ok_or_else(Problem::not_found)?;
    let mut picks = journey.picks.clone();
    match form.answer.as_str() {
        "yes" => picks.push(number),
        "no" => picks.retain(|pick| *pick != number),
        _ => {}
    }
    journey.choose(picks, &ctx.state.random);
    let zone = &scene.contest.zone.code;
    if let Some(lang) = asked_language(&form.go) {
        return on(&ctx, &journey, &in_language(lang, &links::single(zone, position)));
    }
    match form.go.as_str() {
        "back" => on(&ctx, &journey, &ctx.link(&links::single(zone, position.saturating_sub(1).max(1)))),
        "list" => on(&ctx, &journey, &ctx.link(&links::step(zone, "ballot"))),
        _ if position < ordered.len() => on(&ctx, &journey, &ctx.link(&links::single(zone, position + 1))),
        _ => go_on(&ctx, &scene, &journey, false).await,
    }
}

pub async fn blank(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let _journey = journey_at!(scene, ctx, Step::Ballot);
    ok(pages::blank(&ctx, &scene.contest, scene.frozen.definition.blank_allowed))
}

pub async fn review(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    if journey.picks.is_empty() && !scene.frozen.definition.blank_allowed {
        return Ok(to(&ctx.link(&links::step(&scene.contest.zone.code, "blank"))));
    }
    let own = slate(&ctx, &scene, ctx.lang).await?;
    let chosen: Vec<&Proposal> = own.iter().filter(|p| journey.picks.contains(&p.number)).collect();
    let change_until = scene.frozen.definition.change_allowed.then_some(scene.cycle.closes_at);
    let sealed = sealing::seal(&scene, &journey.picks, journey.seed)?.ballot;
    let receipt = Receipt::of(&scene.frozen.hash, scene.contest.zone.code.as_str(), &sealed);
    let notices = notices(&ctx, &scene).await?;
    let view = ReviewView {
        contest: &scene.contest,
        chosen: &chosen,
        journey: &journey,
        change_until,
        receipt,
        notices: &notices,
        because: match ctx.query_value("again").as_deref() {
            Some("tested") => Some("review-locked-again"),
            Some(_) => Some("review-changed"),
            None => None,
        },
    };
    ok(pages::review(&ctx, &view))
}
