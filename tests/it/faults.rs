//! T16 and T54: a clock that is two hours off, a pool without a free connection, a box that refuses to write. Nothing is
//! acknowledged that is not on disk, and everything goes on by itself afterwards.

use std::time::Duration;

use reparto::base::Clock;
use reqwest::StatusCode;

use crate::{
    ballotbox::{cast, command, frozen, live},
    support::{TestApp, world::World},
};

/// The database's clock opens and closes the vote; a server that is two hours off takes and refuses the same ballots.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_two_hours_off_opens_and_closes_at_the_same_moment() {
    for hours in [-2, 2] {
        let clock = Clock::fixed(Clock::System.now() + chrono::Duration::hours(hours));
        let world = World::in_app(TestApp::with(|_| {}, clock).await).await;
        let receipt = world.vote("BOY", "2135551501", &[1]).await;
        let page = format!("/en/receipt/{}", receipt.page().text(".code").unwrap().replace(' ', ""));
        let text = world.app.visitor().open(&format!("{page}/promise")).await.body;
        let promise = ballot::promise::Promise::from_text(&text).unwrap();
        assert!(!promise.is_due(Clock::System.now().timestamp()), "no promise for an hour that is over");
        let frozen = frozen(&world).await;
        let close = "UPDATE poll SET closes_epoch = floor(extract(epoch FROM clock_timestamp())) - 5, grace_seconds = 0";
        world.app.databases.ballot_box(close).await.unwrap();
        let late = cast(&world, &command(&world, &frozen, "BOY", 1, 1, &[1])).await;
        assert!(matches!(late, Err(reparto::ballotbox::CastError::Closed)), "{late:?}");
        assert_eq!(live(&world.app, "BOY").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_free_connection_nothing_is_acknowledged_and_the_next_press_counts() {
    let app = TestApp::with(|config| config.pool_size = 1, Clock::System).await;
    let world = World::in_app(app).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135551511").await;
    let state = world.app.state();
    let hold = async || {
        let slow = async |_: &mut _| {
            tokio::time::sleep(Duration::from_secs(4)).await;
            Ok::<_, diesel::result::Error>(())
        };
        // Those that find no free connection either give up after two seconds.
        let _ = state.ballot_box.write_once("held", slow).await;
    };
    let press = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let refused = visitor.send(&form).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.heading());
        assert_eq!(live(&world.app, "BOY").await, 0);
    };
    tokio::join!(futures_util::future::join_all((0..8).map(|_| hold())), press);
    visitor.go(&form).await;
    assert_eq!(live(&world.app, "BOY").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_that_refuses_to_write_acknowledges_nothing_and_recovers_by_itself() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135551521").await;
    world.app.databases.ballot_box("REVOKE EXECUTE ON FUNCTION cast_ballots FROM reparto_box").await.unwrap();
    let refused = visitor.send(&form).await;
    assert!(refused.status.is_server_error(), "{}", refused.status);
    assert!(refused.location.is_none(), "no receipt");
    assert_eq!(live(&world.app, "BOY").await, 0);
    world.app.databases.ballot_box("GRANT EXECUTE ON FUNCTION cast_ballots TO reparto_box").await.unwrap();
    visitor.go(&form).await;
    assert_eq!(live(&world.app, "BOY").await, 1, "the same form, pressed again");
}
