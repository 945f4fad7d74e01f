//! The slate as it would be frozen now: accepted applications in the order of their numbers, with approved words in every
//! language, or the authors' own words where a waiver stands in.

use std::collections::BTreeMap;

use super::{
    super::model::{CostPart, NewProposal, ProposalText},
    ProposalError,
};
use crate::{
    applications::{self, Draft, State},
    bodies,
    cycles::Contest,
    platform::db::CivicConn,
    translations,
};

type Words = BTreeMap<String, String>;

/// The paragraphs of a proposal's page: what happens, who gains, who runs it.
fn description(words: &Words) -> String {
    let parts = ["description", "gains", "runner"];
    let found: Vec<&str> = parts.iter().filter_map(|key| words.get(*key)).map(|text| text.trim()).collect();
    found.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn text_of(draft: &Draft, lang: &str, words: &Words, fallback: Option<String>) -> ProposalText {
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    let lines = draft.costs().lines;
    let cost_parts = lines
        .iter()
        .enumerate()
        .map(|(index, line)| CostPart {
            what: words.get(&format!("cost-{}", index + 1)).unwrap_or(&line.item).clone(),
            cents: line.cents(),
        })
        .collect();
    ProposalText {
        lang: lang.to_owned(),
        title: word("title"),
        summary: word("summary"),
        description: description(words),
        place: word("place"),
        cost_parts,
        fallback,
    }
}

async fn texts_of(conn: &mut CivicConn, draft: &Draft, languages: &[String]) -> Result<Vec<ProposalText>, ProposalError> {
    let source = draft.application.source_lang.as_str();
    let own: Words = draft.units().into_iter().map(|unit| (unit.key, unit.text)).collect();
    let mut texts = Vec::with_capacity(languages.len());
    for lang in languages {
        let text = if lang == source {
            text_of(draft, lang, &own, None)
        } else {
            match translations::approved(conn, draft.application.id, lang).await? {
                Some(words) => text_of(draft, lang, &words, None),
                None => text_of(draft, lang, &own, Some(source.to_owned())),
            }
        };
        texts.push(text);
    }
    Ok(texts)
}

/// A contest's slate as it would be frozen now.
///
/// # Errors
/// The database's own error.
pub async fn drafted_slate(
    conn: &mut CivicConn,
    contest: &Contest,
    languages: &[String],
) -> Result<Vec<NewProposal>, ProposalError> {
    let all = applications::list_of_contest(conn, contest.id).await?;
    let accepted = all.into_iter().filter(|application| application.state == State::Accepted).collect();
    let mut slate = Vec::new();
    for draft in applications::list_drafts(conn, accepted).await? {
        let body = bodies::body_by_id(conn, draft.application.body).await?;
        slate.push(NewProposal {
            // One number from the ledger to the ballot; gaps do no harm.
            number: u16::try_from(draft.application.number).unwrap_or(u16::MAX),
            public_id: format!("{}-{:02}", contest.zone.code, draft.application.number),
            issue_area: Some(draft.area().to_owned()).filter(|area| !area.is_empty()),
            author_kind: body.kind.code().to_owned(),
            cost_cents: draft.costs().total_cents(),
            people_served: draft.people().and_then(|people| i32::try_from(people).ok()),
            application: Some(draft.application.id),
            texts: texts_of(conn, &draft, languages).await?,
        });
    }
    Ok(slate)
}
