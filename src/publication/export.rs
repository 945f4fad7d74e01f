//! A contest as a Pabulib file: what anyone needs to recount it with any program. Ballots are numbered afresh after
//! sorting, so that no order is left.

use tally::{Ballot, BallotKind, Election, Project};

use crate::{
    counting::{CountRecord, Record, Why},
    cycles::{Contest, Cycle},
    proposals::Proposal,
};

/// The file's bytes.
///
/// # Errors
/// When a stored ballot does not fit the slate, or writing fails.
pub(super) fn pabulib(
    cycle: &Cycle,
    contest: &Contest,
    proposals: &[Proposal],
    records: &[Record],
    record: &CountRecord,
) -> anyhow::Result<Vec<u8>> {
    let projects = proposals
        .iter()
        .map(|proposal| {
            let mut project = Project::new(&proposal.public_id, &proposal.text.title, proposal.cost.cents);
            let funded = record.funded.iter().find(|f| f.number == proposal.number);
            let lost = record.not_funded.iter().find(|f| f.number == proposal.number);
            project.votes = funded.map(|f| f.votes).or(lost.map(|l| l.votes));
            project.selected = Some(u8::from(funded.is_some()));
            project
        })
        .collect();
    let kind = BallotKind::parse(&contest.ballot_kind).ok_or_else(|| anyhow::anyhow!("unknown kind of ballot"))?;
    let mut election = Election::new(&contest.zone.name, &contest.budget.currency, contest.budget.cents, kind, projects);
    election.max_length = Some(u32::from(contest.pick_limit));
    let index_of = |number: &i16| proposals.iter().position(|p| i32::from(p.number) == i32::from(*number));
    for ballot in records {
        let choices = ballot.choices.iter().filter_map(index_of).filter_map(|i| u32::try_from(i).ok()).collect();
        let points = ballot.points.iter().map(|p| i64::from(*p)).collect();
        election.add(Ballot { choices, points, count: u64::try_from(ballot.ballots)? }).map_err(|f| anyhow::anyhow!("{f}"))?;
    }
    let day =
        |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&chrono_tz::America::Los_Angeles).format("%d.%m.%Y").to_string();
    election.meta = vec![
        ("description".to_owned(), cycle.title.clone()),
        ("country".to_owned(), "USA".to_owned()),
        ("unit".to_owned(), contest.zone.name.clone()),
        ("instance".to_owned(), cycle.slug.to_string()),
        ("rule".to_owned(), if cycle.count_rule == "greedy_votes" { "greedy".to_owned() } else { cycle.count_rule.clone() }),
        ("date_begin".to_owned(), day(cycle.opens_at)),
        ("date_end".to_owned(), day(cycle.ends_at())),
        ("language".to_owned(), "en".to_owned()),
        ("currency".to_owned(), contest.budget.currency.clone()),
        ("comment".to_owned(), format!("#1: ties by {}{}", cycle.tie_break, withdrawn(proposals, record))),
    ];
    let mut out = Vec::new();
    tally::pb::write(&election, &mut out)?;
    Ok(out)
}

/// What a comment says of proposals that were taken back, so that whoever counts the file again leaves them out.
fn withdrawn(proposals: &[Proposal], record: &CountRecord) -> String {
    let gone = record.not_funded.iter().filter(|lost| lost.why == Why::Withdrawn).map(|lost| lost.number);
    let id =
        |number: u16| proposals.iter().find(|proposal| proposal.number == number).map(|proposal| proposal.public_id.as_str());
    let ids: Vec<&str> = gone.filter_map(id).collect();
    if ids.is_empty() { String::new() } else { format!(" #2: {}{}", tally::WITHDRAWN_NOTE, ids.join(", ")) }
}
