//! Notices about a proposal after the freeze: proposed by one person, confirmed by another, then public.

use std::collections::BTreeMap;

use super::super::{
    model::{Notice, NoticeKind},
    store,
};
use crate::{
    accounts::Grant,
    base::{Duty, Env, Lang, text},
    cycles::{self, Contest, CycleError},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Most characters of a notice in one language.
const NOTICE_MAX: usize = 600;

/// Why a notice was refused.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// It needs words in every language of the ballot.
    #[error("the notice lacks words in {0}")]
    WordsMissing(String),
    /// There is no such proposal, or no such notice that waits.
    #[error("nothing to do")]
    NothingThere,
    /// The one who proposed it can't confirm it.
    #[error("another person must confirm")]
    SamePerson,
    /// It was taken back before.
    #[error("the proposal was withdrawn before")]
    WithdrawnBefore,
    /// The zone's canvass is confirmed: what is counted stands.
    #[error("the canvass is confirmed")]
    Canvassed,
    /// The cycle.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[source] diesel::result::Error),
}

impl From<diesel::result::Error> for NoticeError {
    fn from(error: diesel::result::Error) -> Self {
        let constraint = match &error {
            diesel::result::Error::DatabaseError(_, detail) => detail.constraint_name().unwrap_or(""),
            _ => "",
        };
        match constraint {
            "ballot_notice_before_canvass" => Self::Canvassed,
            "ballot_notice_withdrawn_once" => Self::WithdrawnBefore,
            _ => Self::Db(error),
        }
    }
}

impl AsProblem for NoticeError {
    fn problem(&self) -> Problem {
        let conflict = |code, title, text| Problem::new(actix_web::http::StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Cycle(error) => error.problem(),
            Self::NothingThere => Problem::not_found(),
            Self::WordsMissing(_) => Problem::bad_form(),
            Self::SamePerson => conflict("proposals.same_person", "notice-same-person-title", "notice-same-person-text"),
            Self::WithdrawnBefore => conflict("proposals.withdrawn", "notice-withdrawn-title", "notice-withdrawn-text"),
            Self::Canvassed => conflict("proposals.canvassed", "notice-canvassed-title", "notice-canvassed-text"),
        }
    }
}

/// What a notice says.
pub struct NewNotice {
    /// The proposal's number.
    pub number: u16,
    /// Withdrawal or correction.
    pub kind: NoticeKind,
    /// Words by language code.
    pub words: BTreeMap<String, String>,
}

/// Proposes a notice about a frozen proposal; the public sees it when another person confirmed it.
///
/// # Errors
/// [`NoticeError::WordsMissing`], [`NoticeError::NothingThere`], [`NoticeError::WithdrawnBefore`], [`NoticeError::Canvassed`].
pub(in super::super) async fn propose_notice(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    new: &NewNotice,
) -> Result<(), NoticeError> {
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.definition_hash.is_none() {
        return Err(CycleError::NotYet.into());
    }
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let mut words = BTreeMap::new();
    for lang in &rulebook.languages {
        let typed = new.words.get(lang).map_or("", String::as_str);
        let line = text::one_line(typed, NOTICE_MAX).map_err(|_| NoticeError::WordsMissing(lang.clone()))?;
        words.insert(lang.clone(), line);
    }
    let slate = store::list_proposals(conn, contest, Lang::En).await?;
    if !slate.iter().any(|proposal| proposal.number == new.number) {
        return Err(NoticeError::NothingThere);
    }
    let before = store::list_notices(conn, contest).await?;
    let withdrawn = |notice: &Notice| notice.number == new.number && notice.takes_back();
    if new.kind == NoticeKind::Withdrawal && before.iter().any(withdrawn) {
        return Err(NoticeError::WithdrawnBefore);
    }
    let last = before.iter().filter(|notice| notice.number == new.number).map(|notice| notice.version).max();
    let notice = Notice {
        zone: contest.zone.code.clone(),
        number: new.number,
        version: last.unwrap_or(0).saturating_add(1),
        kind: new.kind,
        passes_over: new.kind == NoticeKind::Withdrawal,
        words,
        proposed_by: grant.account(),
        is_confirmed: false,
    };
    store::insert_notice(conn, contest.id, &notice, env.now).await?;
    let kind = if notice.passes_over { "withdrawal.proposed" } else { "notice.proposed" };
    // One person alone puts no words into the public record.
    let act = act_about(contest, (kind, &grant.actor(Duty::RunCycle)), &notice);
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Confirms a notice that another person proposed.
///
/// # Errors
/// [`NoticeError::SamePerson`], [`NoticeError::NothingThere`], [`NoticeError::WithdrawnBefore`], [`NoticeError::Canvassed`].
pub(in super::super) async fn confirm_notice(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    (number, version): (u16, i32),
) -> Result<(), NoticeError> {
    cycles::lock_cycle(conn, &contest.cycle).await?;
    let notices = store::list_notices(conn, contest).await?;
    let wanted = notices.into_iter().find(|notice| (notice.number, notice.version) == (number, version));
    let notice = wanted.ok_or(NoticeError::NothingThere)?;
    if notice.proposed_by == grant.account() {
        return Err(NoticeError::SamePerson);
    }
    if !store::mark_confirmed(conn, contest.id, (number, version), grant.account(), env.now).await? {
        return Err(NoticeError::NothingThere);
    }
    let kind = if notice.passes_over { "withdrawal.confirmed" } else { "notice.confirmed" };
    let act = act_about(contest, (kind, &grant.actor(Duty::ApproveProofs)), &notice).because(notice.text("en"));
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// What the acts tell of a notice; a pack is counted again by those about withdrawals (`docs/formats.md` section 19).
fn act_about(contest: &Contest, (kind, actor): (&'static str, &str), notice: &Notice) -> Act {
    Act::new(contest.cycle.as_str(), kind, actor)
        .fact("zone", contest.zone.code.as_str())
        .fact("number", notice.number)
        .fact("version", notice.version)
}
