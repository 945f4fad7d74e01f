//! `--scale city`: 200,000 eligible people and 60,000 cast ballots spread over the nine zones, for load work.

use ballot::{
    choices::Choices,
    nonce::Nonce,
    seal::{OpeningPublicKey, Seed, seal},
    ticket::{Grant, Ticket, TicketKey},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::sample;
use crate::{
    app::Shared,
    ballotbox::{self, CastCommand, CastError, PassProof},
    base::{CycleSlug, Random, ZoneCode},
    cycles::FrozenDefinition,
    eligibility::{self, Contact, Door, LinkKeys},
    platform::{BoxConn, State},
};

const PEOPLE: usize = 200_000;
const BALLOTS: usize = 60_000;
const CHUNK: usize = 1_000;

fn bar(total: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:<22} {bar:30} {human_pos}/{human_len} {eta}");
    let bar = ProgressBar::new(u64::try_from(total).unwrap_or(0));
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// One to three choices; low numbers are more popular, so that the count has something to decide.
fn picks(random: &Random, slate: usize) -> Vec<u16> {
    let wanted = 1 + random.below(3);
    let mut picks: Vec<u16> = Vec::new();
    while picks.len() < usize::try_from(wanted).unwrap_or(1).min(slate) {
        let slate = u64::try_from(slate).unwrap_or(1);
        let number = u16::try_from(1 + random.below(slate).min(random.below(slate))).unwrap_or(1);
        if !picks.contains(&number) {
            picks.push(number);
        }
    }
    picks.sort_unstable();
    picks
}

/// Issues passes to invented people and casts ballots for the first of them, through the same functions as a real vote.
///
/// # Errors
/// The databases'.
pub(super) async fn seed(shared: &Shared, random: &Random) -> anyhow::Result<()> {
    let state = &shared.state;
    let slug = CycleSlug::parse(sample::SLUG)?;
    let frozen = sample::frozen(state).await?;
    let zones: Vec<ZoneCode> = frozen.definition.contests.iter().map(|c| ZoneCode::parse(&c.zone)).collect::<Result<_, _>>()?;
    let already = state.civic.read(async |conn| eligibility::issued_by_zone(conn, slug.as_str()).await).await?;
    if already.iter().map(|row| row.passes).sum::<i64>() >= i64::try_from(PEOPLE)? {
        return Ok(());
    }
    let progress = bar(PEOPLE);
    progress.set_message("people and ballots");
    let link = LinkKeys::new(state.keys.dir.clone());
    let env = state.env();
    for start in (0..PEOPLE).step_by(CHUNK) {
        let Some(zone) = zones.get(start / CHUNK % zones.len()) else {
            break;
        };
        let contacts: Vec<Contact> =
            (start..start + CHUNK).map(|n| Contact::known(Door::Text, &format!("+1999{n:07}"))).collect();
        let nonces = state
            .civic
            .write("seed_people", async |conn| {
                eligibility::seed_issuances(conn, &env, (&state.keys.contact, &link), (&frozen, zone), &contacts).await
            })
            .await?;
        let voters = nonces.len() * BALLOTS / PEOPLE;
        let mut commands = Vec::with_capacity(voters);
        for nonce in nonces.iter().take(voters) {
            commands.push(command(state, &frozen, zone, random, nonce)?);
        }
        let cast_all = async |conn: &mut BoxConn| {
            for command in &commands {
                ballotbox::cast_ballot(conn, command).await?;
            }
            Ok::<_, CastError>(())
        };
        state.ballot_box.write("seed_ballots", cast_all).await?;
        progress.inc(u64::try_from(CHUNK)?);
    }
    progress.finish();
    Ok(())
}

/// A sealed ballot with its ticket, as a resident would bring it.
fn command(
    state: &State,
    frozen: &FrozenDefinition,
    zone: &ZoneCode,
    random: &Random,
    nonce: &Nonce,
) -> anyhow::Result<CastCommand> {
    let contest = frozen.contest(zone).ok_or_else(|| anyhow::anyhow!("no contest in {zone}"))?;
    let choices = Choices::parse(contest, &picks(random, contest.slate.len()), true)?;
    let key = OpeningPublicKey(frozen.definition.opening_key);
    let seed = Seed::from_bytes(random.bytes());
    let now = state.clock.now().timestamp();
    let grant = Grant {
        definition: frozen.hash,
        zone: zone.to_string(),
        style: contest.style,
        nonce: nonce.clone(),
        ticket_id: random.bytes(),
        expires_at: now + 60,
    };
    let ticket = Ticket::sign(&TicketKey::from_seed(state.keys.ticket.reveal()), grant)?;
    Ok(CastCommand {
        cycle: CycleSlug::parse(&frozen.definition.cycle)?,
        zone: zone.clone(),
        style: contest.style,
        definition: frozen.hash,
        pass: PassProof::Ticket(Box::new(ticket.verify(&frozen.definition.ticket_key, now)?)),
        sealed: seal(&key, &frozen.hash, zone.as_str(), contest.style, &choices, contest, &seed)?,
        begun: now,
    })
}
