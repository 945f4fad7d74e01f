//! "Test this ballot": the server shows what it locked and how, before it knows whether the ballot would be cast, and
//! before it knows who the voter is (Benaloh's challenge). A tested ballot is public and can never be cast.

use ballot::{entry::Place, receipt::Receipt};

use super::{
    super::{
        links,
        model::{Step, Tested},
        pages::{self, TestedView},
    },
    Scene, cookie, journey_at, on, open_scene, sealing, to,
};
use crate::{
    ballotbox::{self, ChallengeCommand},
    platform::web::{Answer, Ctx, Posted, Problem, form::Nothing, ok},
};

pub async fn post(ctx: Ctx, _: Posted<Nothing>) -> Answer {
    let scene = open_scene!(ctx);
    let mut journey = journey_at!(scene, ctx, Step::Review);
    let sealed = sealing::seal(&scene, &journey.picks, journey.seed)?;
    let style = scene.frozen.contest(&journey.zone).map_or(0, |contest| contest.style);
    let command = ChallengeCommand {
        place: Place { definition: scene.frozen.hash, zone: journey.zone.to_string(), style },
        cycle: scene.cycle.slug.clone(),
        sealed: sealed.ballot,
        seed: journey.seed,
        plain: sealed.plain,
    };
    ctx.state.ballot_box.write("challenge_ballot", async |conn| ballotbox::challenge_ballot(conn, &command).await).await?;
    journey.mark_tested(&ctx.state.random);
    on(&ctx, &journey, &ctx.link(&links::step(&journey.zone, "tested")))
}

fn receipt_of(scene: &Scene, tested: &Tested) -> Result<(Receipt, [u8; 32]), Problem> {
    let sealed = sealing::seal(scene, &tested.picks, tested.seed)?.ballot;
    Ok((Receipt::of(&scene.frozen.hash, scene.contest.zone.code.as_str(), &sealed), sealed.hash()))
}

pub async fn show(ctx: Ctx) -> Answer {
    let scene = open_scene!(ctx);
    let journey = journey_at!(scene, ctx, Step::Review);
    let Some(tested) = &journey.tested else {
        return Ok(to(&ctx.link(&links::step(&journey.zone, "review"))));
    };
    let (receipt, hash) = receipt_of(&scene, tested)?;
    let view = TestedView { contest: &scene.contest, tested, receipt: &receipt, hash };
    Ok(cookie::carry(&ctx.state, ok(pages::tested(&ctx, &view))?, &journey))
}
