//! A contest's official ballots as cast vote records in the United States' common data format, for the tools of election
//! auditors: NIST SP 1500-103, Cast Vote Records Common Data Format 1.0, its JSON form.
//!
//! The format knows elections of people. What differs here: candidates are proposals, the number of winners is left out
//! because money decides it, and the way of voting is `other` with our rule's name, as no code exists for rules with costs.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use tally::BallotKind;

use crate::{
    counting::{Record, ResultVersion},
    cycles::{Contest, Cycle},
    proposals::Proposal,
};

const ELECTION: &str = "election";
const CONTEST: &str = "contest";
const DEVICE: &str = "reparto";
const ZONE: &str = "zone";

/// What is written; the names are the standard's.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Report<'a> {
    #[serde(rename = "@type")]
    class: &'static str,
    version: &'static str,
    generated_date: String,
    report_generating_device_ids: [&'static str; 1],
    reporting_device: [Value; 1],
    report_type: [&'static str; 1],
    notes: &'static str,
    gp_unit: [Value; 1],
    election: [Value; 1],
    #[serde(rename = "CVR")]
    records: Ballots<'a>,
}

/// One record for each ballot, written as it is made: a hundred thousand of them never stand in memory as values.
struct Ballots<'a> {
    kind: BallotKind,
    records: &'a [Record],
}

impl Serialize for Ballots<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let each = self.records.iter().flat_map(|record| (0..record.ballots).map(move |_| record));
        serializer.collect_seq(each.zip(1_u64..).map(|(record, number)| cast_vote_record(self.kind, record, number)))
    }
}

/// The file's bytes: the same for the same official result.
///
/// # Errors
/// For a kind of ballot that is not known, or when writing fails.
pub(super) fn report(
    cycle: &Cycle,
    contest: &Contest,
    proposals: &[Proposal],
    records: &[Record],
    official: &ResultVersion,
) -> anyhow::Result<Vec<u8>> {
    let kind = BallotKind::parse(&contest.ballot_kind).ok_or_else(|| anyhow::anyhow!("unknown kind of ballot"))?;
    let signed = official.signatures.last().map_or(official.run_at, |(_, _, at)| *at);
    let zone = json!({
        "@type": "CVR.GpUnit", "@id": ZONE, "Type": "other", "OtherType": "participatory budgeting zone",
        "Name": contest.zone.name, "Code": [code(contest.zone.code.as_str())],
    });
    let report = Report {
        class: "CVR.CastVoteRecordReport",
        version: "1.0.0",
        generated_date: signed.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        report_generating_device_ids: [DEVICE],
        reporting_device: [json!({ "@type": "CVR.ReportingDevice", "@id": DEVICE, "Application": "Reparto" })],
        report_type: ["aggregated"],
        notes: "Equal ballots stand together; the order of records says nothing about when or by whom they were cast.",
        gp_unit: [zone],
        election: [election(cycle, contest, kind, proposals)],
        records: Ballots { kind, records },
    };
    Ok(serde_json::to_vec(&report)?)
}

fn code(value: &str) -> Value {
    json!({ "@type": "CVR.Code", "Type": "local-level", "Value": value })
}

fn election(cycle: &Cycle, contest: &Contest, kind: BallotKind, proposals: &[Proposal]) -> Value {
    let candidates: Vec<Value> = proposals
        .iter()
        .map(|proposal| {
            json!({
                "@type": "CVR.Candidate", "@id": format!("proposal-{}", proposal.number),
                "Name": proposal.text.title, "Code": [code(&proposal.public_id)],
            })
        })
        .collect();
    let selections: Vec<Value> = proposals
        .iter()
        .map(|proposal| {
            json!({
                "@type": "CVR.CandidateSelection", "@id": selection(proposal.number),
                "CandidateIds": [format!("proposal-{}", proposal.number)],
            })
        })
        .collect();
    json!({
        "@type": "CVR.Election", "@id": ELECTION, "Name": cycle.title, "ElectionScopeId": ZONE, "Candidate": candidates,
        "Code": [code(cycle.slug.as_str())],
        "Contest": [{
            "@type": "CVR.CandidateContest", "@id": CONTEST, "Name": contest.zone.name, "VotesAllowed": contest.pick_limit,
            "VoteVariation": "other", "OtherVoteVariation": format!("{} ballots, {}", kind.name(), cycle.count_rule),
            "ContestSelection": selections,
        }],
    })
}

fn selection(number: impl std::fmt::Display) -> String {
    format!("choice-{number}")
}

/// Numbered afresh in the order of the choices: the standard wants names that are unique within the file.
fn cast_vote_record(kind: BallotKind, record: &Record, number: u64) -> Value {
    let state = format!("counted-{number}");
    let chosen: Vec<Value> =
        record.choices.iter().enumerate().map(|(index, number)| choice(kind, record, index, *number)).collect();
    json!({
        "@type": "CVR.CVR", "ElectionId": ELECTION, "CurrentSnapshotId": state, "BallotStyleUnitId": ZONE,
        "CVRSnapshot": [{
            "@type": "CVR.CVRSnapshot", "@id": state, "Type": "original",
            "CVRContest": [{ "@type": "CVR.CVRContest", "ContestId": CONTEST, "CVRContestSelection": chosen }],
        }],
    })
}

/// One mark: a vote, its points, or its rank; 1 is the best.
fn choice(kind: BallotKind, record: &Record, index: usize, number: i16) -> Value {
    let votes = match kind {
        BallotKind::Cumulative | BallotKind::Scoring => record.points.get(index).copied().unwrap_or(0),
        BallotKind::Approval | BallotKind::ChooseOne | BallotKind::Ordinal => 1,
    };
    let mut position = json!({
        "@type": "CVR.SelectionPosition", "HasIndication": "yes", "IsAllocable": "yes", "NumberVotes": votes,
    });
    if let (BallotKind::Ordinal, Some(fields)) = (kind, position.as_object_mut()) {
        fields.insert("Rank".to_owned(), json!(index.saturating_add(1)));
    }
    json!({
        "@type": "CVR.CVRContestSelection", "ContestSelectionId": selection(number), "TotalNumberVotes": votes,
        "SelectionPosition": [position],
    })
}
