//! "Test this ballot": what was locked can be locked again by anyone, and a tested ballot is never cast (T13 in the small, T14).

use ballot::{
    choices::Choices,
    entry::{Event, Place},
    receipt::Receipt,
    seal::{OpeningPublicKey, Seed, seal},
};
use reparto::{
    ballotbox::{self, CastError, ChallengeCommand},
    base::CycleSlug,
    transparency::LogName,
};

use reqwest::{
    StatusCode,
    header::{COOKIE, SET_COOKIE},
};

use super::{decoded, drain, fetched};
use crate::{
    ballotbox::{cast, command, frozen},
    support::{app::Reply, world::World},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_tests_a_ballot_and_anyone_can_lock_it_again() {
    let world = World::open().await;
    let (visitor, review) = world.at_review("BOY", "en", &[2, 7]).await;
    let shown = review.page().texts("details bdi").first().cloned().expect("the number of the locked ballot");
    let tested = visitor.go(&review.page().form("test")).await;
    let values = tested.page().texts("dl.summary dd");
    assert_eq!(values[0], shown, "the number was shown before the server knew that it would be tested");
    assert_eq!(values[1], "2,7");
    let seed: [u8; 32] = hex::decode(&values[2]).unwrap().try_into().unwrap();
    let frozen = frozen(&world).await;
    let contest = frozen.definition.contest("BOY").unwrap();
    let choices = Choices::parse(contest, &[2, 7], true).unwrap();
    let key = OpeningPublicKey(frozen.definition.opening_key);
    let again = seal(&key, &frozen.hash, "BOY", contest.style, &choices, contest, &Seed::from_bytes(seed)).unwrap();
    assert_eq!(Receipt::of(&frozen.hash, "BOY", &again).to_string(), shown, "the same ballot comes out");
    assert_eq!(hex::encode(again.hash()), values[3]);
    // The choices are kept, in a new ballot with another number, and that one is cast.
    let review = visitor.open("/en/vote/BOY/review").await;
    assert_eq!(review.page().count("dl.summary dt"), 2);
    assert_ne!(review.page().texts("details bdi").first(), Some(&shown));
    let next = review.page().texts("details bdi")[0].clone();
    let form = world.to_cast_form(&visitor, "BOY", "2135551201").await;
    let receipt = visitor.go(&form).await;
    assert_eq!(receipt.page().text(".code"), Some(next), "the receipt is the number that was shown");
    drain(&world.app, LogName::Ballots).await;
    let (_, entries) = fetched(&world.app, LogName::Ballots).await;
    let public = decoded(&entries).into_iter().find_map(|entry| match entry.event {
        Event::Challenged { seed, plain, .. } => Some((seed, plain)),
        _ => None,
    });
    assert_eq!(public.map(|(logged, plain)| (logged, Choices::decode(contest, &plain).unwrap())), Some((seed, choices)));
}

/// The answer to a test that is lost on its way leaves a browser with a ballot whose seed is public: the choices are locked
/// again, and the vote goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_a_test_does_not_end_the_vote() {
    let world = World::open().await;
    let (visitor, review) = world.at_review("BOY", "en", &[2, 7]).await;
    let ballot = visitor.open("/en/vote/BOY/ballot").await.page().form("ballot").fill("go", "on");
    let kept = visitor.send(&ballot).await;
    let journey = cookie(&kept, "journey").expect("a journey");
    visitor.go(&review.page().form("test")).await;
    // Another browser that holds what the first one held before the test.
    let mut lost = visitor.clone();
    lost.client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let visit = cookie(&lost.get("/en/vote").await, "visit").expect("a visit");
    lost.headers.insert(COOKIE, format!("{visit}; {journey}").parse().unwrap());
    let pass = world.pass("BOY", 0);
    let form = lost.open("/en/vote/BOY/verify/pass").await.page().form("cast-form").fill("code", &pass);
    let refused = lost.send(&form).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.heading());
    let fresh = cookie(&refused, "journey").expect("another seed");
    lost.headers.insert(COOKIE, format!("{visit}; {fresh}").parse().unwrap());
    let shown = lost.open(&refused.location.unwrap()).await.page();
    assert!(
        shown.texts(".inset").iter().any(|words| words.contains("We locked your choices again")),
        "{:?}",
        shown.texts(".inset")
    );
    assert_eq!(shown.count("dl.summary dt"), 2, "nothing is lost");
    let form = lost.open("/en/vote/BOY/verify/pass").await.page().form("cast-form").fill("code", &pass);
    let taken = lost.send(&form).await;
    assert!(taken.location.is_some_and(|location| location.contains("/receipt/")), "it is cast");
}

/// A cookie that an answer sets, as a request sends it back.
fn cookie(reply: &Reply, name: &str) -> Option<String> {
    let all = reply.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.filter_map(|value| value.split(';').next()).find(|pair| pair.starts_with(&format!("{name}="))).map(str::to_owned)
}

fn challenge_of(ballot: &reparto::ballotbox::CastCommand) -> ChallengeCommand {
    ChallengeCommand {
        place: Place { definition: ballot.definition, zone: ballot.zone.to_string(), style: ballot.style },
        cycle: CycleSlug::parse("sample-1").unwrap(),
        sealed: ballot.sealed.clone(),
        seed: [1; 32],
        plain: vec![0; 32],
    }
}

/// T14, as a race: of casting and testing one and the same ballot, only one ever happens.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_ballot_is_cast_or_tested_and_never_both() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    let state = world.app.state();
    for person in 0..40_u8 {
        let ballot = command(&world, &frozen, "BOY", person, 1, &[1]);
        let challenge = challenge_of(&ballot);
        let test = state.ballot_box.write("test", async |conn| ballotbox::challenge_ballot(conn, &challenge).await);
        let (cast, tested) = tokio::join!(cast(&world, &ballot), test);
        match (&cast, &tested) {
            (Ok(_), Err(CastError::AlreadyCast)) | (Err(CastError::Tested), Ok(_)) => {}
            other => panic!("{other:?}"),
        }
        let again = crate::ballotbox::cast(&world, &ballot).await;
        assert_eq!(again.is_ok(), cast.is_ok(), "it stays what it was");
    }
}
