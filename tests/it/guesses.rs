//! T35: printed passes guessed as fast as one address can. Held back, counted for an alarm, and nothing is cast.

use std::time::Instant;

use ballot::pass::PrintedPass;
use futures_util::{StreamExt, stream};
use reparto::base::{Clock, Random};
use reqwest::StatusCode;

use crate::support::{
    Visitor,
    app::TestApp,
    html::Form,
    world::{World, to_review},
};

const GUESSES: u32 = 2_000;
const A_MINUTE: u32 = 60;

async fn cast_form(world: &World, address: &'static str) -> (Visitor, Form) {
    let mut visitor = world.app.visitor();
    visitor.headers.insert("x-client", address.parse().unwrap());
    to_review(&visitor, "BOY", "en", &[1]).await;
    let form = visitor.open("/en/vote/BOY/verify/pass").await.page().form("cast-form");
    (visitor, form)
}

#[tokio::test(flavor = "multi_thread")]
async fn guessed_passes_are_held_back_and_counted_and_cast_nothing() {
    let change = |config: &mut reparto::config::Config| {
        config.posts_per_minute = A_MINUTE;
        config.client_address_header = Some("x-client".to_owned());
    };
    let world = World::in_app(TestApp::with(change, Clock::System).await).await;
    let (robot, form) = cast_form(&world, "192.0.2.1").await;
    let random = Random::seeded(35);
    let guesses: Vec<Form> =
        (0..GUESSES).map(|_| form.clone().fill("code", &PrintedPass::from_random(&random.bytes()).to_string())).collect();
    let began = Instant::now();
    let replies: Vec<StatusCode> =
        stream::iter(&guesses).map(async |guess| robot.send(guess).await.status).buffer_unordered(64).collect().await;
    let seconds = began.elapsed().as_secs_f64();
    println!("{:.0} guesses a second", f64::from(GUESSES) / seconds);
    let count = |status: StatusCode| replies.iter().filter(|reply| **reply == status).count();
    let (judged, held) = (count(StatusCode::UNPROCESSABLE_ENTITY), count(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(judged + held, replies.len(), "no guess does anything else");
    // A full minute's forms at once, and one more for each second that passes.
    assert!(judged as f64 <= f64::from(A_MINUTE) + seconds + 1.0, "{judged} judged in {seconds:.1} s");
    let unknown = world.app.state().metrics.casts.with_label_values(&["unknown_pass"]).get();
    assert_eq!(unknown, judged as u64, "each is a figure to alarm on");
    let cast = "SELECT count(*) AS n FROM pass WHERE state = 'cast'";
    assert_eq!(crate::ballotbox::count(&world.app.databases.box_owner, cast).await, 0);

    let (neighbour, form) = cast_form(&world, "192.0.2.2").await;
    let vote = neighbour.send(&form.fill("code", &world.pass("BOY", 0))).await;
    assert_eq!(vote.status, StatusCode::SEE_OTHER, "someone else votes meanwhile");
}
