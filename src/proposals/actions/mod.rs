//! Adding proposals to a slate, and turning a slate into its part of the definition.

mod drafting;
mod notices;

pub use drafting::drafted_slate;
pub use notices::NoticeError;
pub(super) use notices::{NewNotice, confirm_notice, propose_notice};

use std::collections::BTreeMap;

use ballot::definition::{BallotForm, ContestDefinition, SlateEntry};

use super::{model::NewProposal, store};
use crate::{base::ContestId, cycles::Contest, platform::db::CivicConn};

/// Why a proposal or a slate was refused.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// Cost lines do not add up to the price.
    #[error("proposal {number}: the cost lines in {lang} add up to {sum} cents, the price is {price}")]
    CostsDoNotAddUp {
        /// The proposal.
        number: u16,
        /// The language whose lines are off.
        lang: String,
        /// Sum of the lines.
        sum: i64,
        /// The price.
        price: i64,
    },
    /// A text cannot be put into canonical form.
    #[error(transparent)]
    Text(#[from] ballot::canonical::CanonicalError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

/// Adds a proposal to a contest that is not frozen; Postgres refuses it afterwards.
///
/// # Errors
/// [`ProposalError::CostsDoNotAddUp`]; the database's own error.
pub async fn add_proposal(conn: &mut CivicConn, contest: ContestId, new: &NewProposal) -> Result<(), ProposalError> {
    for text in new.texts.iter().filter(|text| !text.cost_parts.is_empty()) {
        let sum: i64 = text.cost_parts.iter().map(|part| part.cents).sum();
        if sum != new.cost_cents {
            return Err(ProposalError::CostsDoNotAddUp {
                number: new.number,
                lang: text.lang.clone(),
                sum,
                price: new.cost_cents,
            });
        }
    }
    Ok(store::insert_proposal(conn, contest, new).await?)
}

/// Every voter text of a contest as it was hashed into the definition: number, language, bytes.
///
/// # Errors
/// The database's own error.
pub async fn voter_texts(conn: &mut CivicConn, contest: &Contest) -> Result<Vec<(u16, String, Vec<u8>)>, ProposalError> {
    let mut out = Vec::new();
    for (number, _, _, texts) in store::list_with_texts(conn, contest.id).await? {
        for text in texts {
            let bytes = ballot::canonical::to_bytes(&text)?;
            out.push((number, text.lang, bytes));
        }
    }
    Ok(out)
}

/// The contest's part of the definition: prices and the hash of every text.
///
/// # Errors
/// The database's own error.
pub async fn build_slate(conn: &mut CivicConn, contest: &Contest, style: u16) -> Result<ContestDefinition, ProposalError> {
    let mut slate = Vec::new();
    for (number, proposal, cost_cents, texts) in store::list_with_texts(conn, contest.id).await? {
        let mut text_hashes = BTreeMap::new();
        for text in texts {
            text_hashes.insert(text.lang.clone(), text.hash()?);
        }
        slate.push(SlateEntry { number, proposal, cost_cents, text_hashes });
    }
    Ok(ContestDefinition {
        zone: contest.zone.code.to_string(),
        style,
        budget_cents: contest.budget.cents,
        currency: contest.budget.currency.clone(),
        ballot: BallotForm::ApproveUpTo { max: contest.pick_limit },
        slate,
    })
}
