//! Age and tie: asked, not stored anywhere but in the sealed cookie.

use super::{
    super::{
        links,
        model::{Journey, Step},
        pages,
    },
    on, open_scene,
};
use crate::{
    booth::handlers::journey_at,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, again, ok, see},
    },
};

pub struct AgeForm(String);

impl FromFields for AgeForm {
    const NAMES: &'static [&'static str] = &["age"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("age").to_owned())
    }
}

pub struct TieForm(Vec<String>);

impl FromFields for TieForm {
    const NAMES: &'static [&'static str] = &["tie"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.all("tie").take(8).map(str::to_owned).collect())
    }
}

pub async fn age(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    ok(pages::age(&ctx, &Faults::none(), &scene.contest, &scene.voters))
}

pub async fn post_age(ctx: Ctx, Posted(AgeForm(answer)): Posted<AgeForm>) -> Answer {
    let scene = open_scene!(ctx);
    let zone = scene.contest.zone.code.clone();
    match answer.as_str() {
        "yes" => {
            // Someone who comes back to this question keeps what they chose; a journey that has cast is over.
            let earlier = scene.journey(&ctx).filter(|journey| journey.receipt.is_none());
            let begin =
                || Journey::begin(zone.clone(), scene.frozen.hash.0, &ctx.state.random, ctx.state.clock.now().timestamp());
            let mut journey = earlier.unwrap_or_else(begin);
            journey.old_enough = true;
            on(&ctx, &journey, &ctx.link(&links::step(&zone, "tie")))
        }
        "no" => see(&format!("{}?why=age", ctx.link(&links::step(&zone, "not-eligible")))),
        _ => {
            let faults = Faults::none().with("age", "age-empty", vec![("age", i64::from(scene.voters.min_age).into())]);
            again(pages::age(&ctx, &faults, &scene.contest, &scene.voters))
        }
    }
}

pub async fn tie(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let _journey = journey_at!(scene, ctx, Step::Tie);
    ok(pages::tie(&ctx, &Faults::none(), (&scene.contest, &scene.voters), &[]))
}

pub async fn post_tie(ctx: Ctx, Posted(TieForm(answers)): Posted<TieForm>) -> Answer {
    let scene = open_scene!(ctx);
    let mut journey = journey_at!(scene, ctx, Step::Tie);
    let zone = scene.contest.zone.code.clone();
    let page = |key| {
        let faults = Faults::none().with("tie", key, vec![("zone", scene.contest.zone.name.clone().into())]);
        again(pages::tie(&ctx, &faults, (&scene.contest, &scene.voters), &answers))
    };
    let none = answers.iter().any(|a| a == "none");
    let ties = answers.iter().filter(|a| scene.voters.ties.iter().any(|tie| tie.code() == a.as_str())).count();
    match (none, ties) {
        (true, 0) => see(&format!("{}?why=tie", ctx.link(&links::step(&zone, "not-eligible")))),
        (true, _) => page("tie-none-and-some"),
        (false, 0) => page("tie-empty"),
        (false, _) => {
            journey.tied = true;
            on(&ctx, &journey, &ctx.link(&links::step(&zone, "ballot")))
        }
    }
}

pub async fn not_eligible(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let too_young = ctx.query_value("why").as_deref() == Some("age");
    ok(pages::not_eligible(&ctx, &scene.contest, &scene.voters, too_young))
}
