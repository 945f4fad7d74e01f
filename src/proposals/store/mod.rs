//! SQL of proposals and their texts (civic database).

mod notices;

pub(super) use notices::{insert_notice, list_notices, mark_confirmed};
pub use notices::{standing_notices, withdrawn_numbers};

use std::sync::{Arc, LazyLock};

use ballot::DefinitionHash;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::model::{CostPart, NewProposal, Proposal, ProposalText};
use crate::{
    applications::ApplicationId,
    base::{ContestId, Kept, Lang, Money},
    cycles::{Contest, FrozenDefinition},
    platform::db::{CivicConn, Conn},
    schema::civic::{proposal, proposal_text},
};

type Row = (i64, i16, String, Option<String>, String, i64, Option<i32>, Option<uuid::Uuid>);
type TextRow = (i64, String, String, String, String, String, serde_json::Value, Option<String>);

fn text_of((_, lang, title, summary, description, place, parts, fallback): &TextRow) -> ProposalText {
    let cost_parts: Vec<CostPart> = serde_json::from_value(parts.clone()).unwrap_or_default();
    ProposalText {
        lang: lang.clone(),
        title: title.clone(),
        summary: summary.clone(),
        description: description.clone(),
        place: place.clone(),
        cost_parts,
        fallback: fallback.clone(),
    }
}

async fn rows(conn: &mut CivicConn, contest: ContestId) -> QueryResult<(Vec<Row>, Vec<TextRow>)> {
    let proposals: Vec<Row> = proposal::table
        .filter(proposal::contest.eq(contest.0))
        .order(proposal::number)
        .select((
            proposal::id,
            proposal::number,
            proposal::public_id,
            proposal::issue_area,
            proposal::author_kind,
            proposal::cost_cents,
            proposal::people_served,
            proposal::application,
        ))
        .load(conn.pg())
        .await?;
    let texts: Vec<TextRow> = proposal_text::table
        .inner_join(proposal::table.on(proposal::id.eq(proposal_text::proposal)))
        .filter(proposal::contest.eq(contest.0))
        .select(proposal_text::all_columns)
        .load(conn.pg())
        .await?;
    Ok((proposals, texts))
}

/// A contest's proposals by number, with words in `lang` or, where there are none, in English or any other language.
///
/// # Errors
/// The database's own error.
pub async fn list_proposals(conn: &mut CivicConn, contest: &Contest, lang: Lang) -> QueryResult<Vec<Proposal>> {
    let (proposals, texts) = rows(conn, contest.id).await?;
    let words = |id: i64| {
        let own = || texts.iter().filter(move |text| text.0 == id);
        own().find(|t| t.1 == lang.code()).or_else(|| own().find(|t| t.1 == "en")).or_else(|| own().next()).map(text_of)
    };
    Ok(proposals
        .into_iter()
        .filter_map(|(id, number, public_id, issue_area, author_kind, cents, people_served, application)| {
            Some(Proposal {
                number: u16::try_from(number).ok()?,
                public_id,
                issue_area,
                author_kind,
                cost: Money::new(cents, &contest.budget.currency),
                people_served,
                application: application.map(ApplicationId),
                text: words(id)?,
            })
        })
        .collect())
}

/// Frozen slates by definition hash, contest and language; a trigger refuses any change of them.
static SLATES: LazyLock<Kept<(DefinitionHash, i64, Lang), Vec<Proposal>>> = LazyLock::new(Kept::default);

/// A frozen contest's proposals, as [`list_proposals`] gives them; read once in the life of the process.
///
/// # Errors
/// The database's own error.
pub async fn list_frozen_proposals(
    conn: &mut CivicConn,
    frozen: &FrozenDefinition,
    contest: &Contest,
    lang: Lang,
) -> QueryResult<Arc<Vec<Proposal>>> {
    let key = (frozen.hash, contest.id.0, lang);
    match SLATES.get(&key) {
        Some(known) => Ok(known),
        None => Ok(SLATES.keep(key, list_proposals(conn, contest, lang).await?)),
    }
}

/// A contest's proposals with all their texts, for the freeze.
pub(super) async fn list_with_texts(
    conn: &mut CivicConn,
    contest: ContestId,
) -> QueryResult<Vec<(u16, String, i64, Vec<ProposalText>)>> {
    let (proposals, texts) = rows(conn, contest).await?;
    Ok(proposals
        .into_iter()
        .map(|(id, number, public_id, _, _, cents, _, _)| {
            let own = texts.iter().filter(|text| text.0 == id).map(text_of).collect();
            (u16::try_from(number).unwrap_or(0), public_id, cents, own)
        })
        .collect())
}

pub(super) async fn insert_proposal(conn: &mut CivicConn, contest: ContestId, new: &NewProposal) -> QueryResult<()> {
    let id: i64 = diesel::insert_into(proposal::table)
        .values((
            proposal::contest.eq(contest.0),
            proposal::number.eq(i16::try_from(new.number).unwrap_or(i16::MAX)),
            proposal::public_id.eq(&new.public_id),
            proposal::issue_area.eq(&new.issue_area),
            proposal::author_kind.eq(&new.author_kind),
            proposal::cost_cents.eq(new.cost_cents),
            proposal::people_served.eq(new.people_served),
            proposal::application.eq(new.application.map(|application| application.0)),
        ))
        .returning(proposal::id)
        .get_result(conn.pg())
        .await?;
    for text in &new.texts {
        diesel::insert_into(proposal_text::table)
            .values((
                proposal_text::proposal.eq(id),
                proposal_text::lang.eq(&text.lang),
                proposal_text::title.eq(&text.title),
                proposal_text::summary.eq(&text.summary),
                proposal_text::description.eq(&text.description),
                proposal_text::place.eq(&text.place),
                proposal_text::cost_parts.eq(serde_json::to_value(&text.cost_parts).unwrap_or_default()),
                proposal_text::fallback.eq(&text.fallback),
            ))
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}
