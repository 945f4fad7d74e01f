//! One mail a day with what is new in a person's threads. Comments queue a job for the evening; the first that runs writes
//! the mail and marks what it told, in one transaction, so that further ones find nothing.

use chrono::{DateTime, Days, NaiveTime, TimeZone, Utc};
use chrono_tz::America::Los_Angeles;
use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    links,
    mail::{Post, in_every_language, mail_to},
    store::{self, NewsRow},
};
use crate::{
    applications::ApplicationId,
    base::{Env, Lang},
    platform::{
        State,
        db::CivicConn,
        i18n,
        jobs::{self, Job},
    },
};

/// The hour of the mail in Los Angeles.
const HOUR: u32 = 18;

/// Writes a person's mail of the day. Running it twice is harmless: Postgres keeps one mail a person and day, and what was
/// told is marked in the transaction that queues the mail.
#[derive(Serialize, Deserialize)]
pub struct SendDigest {
    account: Uuid,
}

#[derive(Debug, thiserror::Error)]
enum Stop {
    /// Nothing waits: another job was faster.
    #[error("nothing is new")]
    Nothing,
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

/// The next time mails are written, after `now`.
fn next_hour(now: DateTime<Utc>) -> DateTime<Utc> {
    let today = now.with_timezone(&Los_Angeles).date_naive();
    let at = |day: chrono::NaiveDate| {
        let time = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
        Los_Angeles.from_local_datetime(&day.and_time(time)).earliest().map(|local| local.with_timezone(&Utc))
    };
    let tomorrow = today.checked_add_days(Days::new(1)).and_then(at);
    at(today).filter(|moment| *moment > now).or(tomorrow).unwrap_or(now)
}

/// Queues the mails of these people for the next evening.
pub(super) async fn queue(conn: &mut CivicConn, env: &Env, post: &Post<'_>, to: &[Uuid]) -> diesel::QueryResult<()> {
    for account in to {
        jobs::enqueue_at(conn, env, post.key, &SendDigest { account: *account }, next_hour(env.now)).await?;
    }
    Ok(())
}

fn line(lang: Lang, post: &Post<'_>, row: &NewsRow) -> String {
    let id = ApplicationId(row.application);
    let path = if row.is_author { links::authors(id) } else { links::matter(id) };
    let section = match &row.section {
        Some(section) => i18n::text(lang, &format!("section-{section}"), &[]),
        None => i18n::text(lang, "talk-whole", &[]),
    };
    let args = [
        ("title", row.title.clone().into()),
        ("section", section.into()),
        ("names", row.names.clone().into()),
        ("count", row.comments.into()),
    ];
    format!("{}\n{}", i18n::text(lang, "review-digest-line", &args), post.address(lang, &path))
}

async fn write_mail(conn: &mut CivicConn, env: &Env, post: &Post<'_>, account: Uuid) -> Result<(), Stop> {
    let day = env.now.with_timezone(&Los_Angeles).date_naive();
    if !store::claim_digest(conn, account, day).await? {
        // Today's mail is written. What came after it waits for the next evening.
        return match store::has_waiting(conn, account).await? {
            true => Ok(queue(conn, env, post, &[account]).await?),
            false => Err(Stop::Nothing),
        };
    }
    if store::mark_noticed(conn, account, day).await? == 0 {
        return Err(Stop::Nothing);
    }
    let news = store::list_news(conn, account, day).await?;
    let text = in_every_language(|lang| {
        let lines: Vec<String> = news.iter().map(|row| line(lang, post, row)).collect();
        format!("{}\n\n{}", i18n::text(lang, "review-digest-lead", &[]), lines.join("\n\n"))
    });
    let subject = i18n::text(Lang::En, "review-digest-subject", &[]);
    Ok(mail_to(conn, env, post, account, (subject, text)).await?)
}

impl Job for SendDigest {
    const KIND: &'static str = "review_digest";

    fn run<'a>(&'a self, state: &'a State) -> LocalBoxFuture<'a, anyhow::Result<()>> {
        Box::pin(async move {
            let Some(post) = Post::of(state) else { return Ok(()) };
            let env = state.env();
            let done = state.civic.write("digest", async |conn| write_mail(conn, &env, &post, self.account).await).await;
            match done {
                Ok(()) | Err(Stop::Nothing) => Ok(()),
                Err(Stop::Db(error)) => Err(error.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_written_at_six_in_the_evening_in_los_angeles() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
        assert_eq!(next_hour(at("2026-07-01T20:00:00Z")), at("2026-07-02T01:00:00Z"));
        assert_eq!(next_hour(at("2026-07-02T01:00:00Z")), at("2026-07-03T01:00:00Z"));
        assert_eq!(next_hour(at("2026-12-01T20:00:00Z")), at("2026-12-02T02:00:00Z"));
    }
}
