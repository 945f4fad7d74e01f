//! Mails about reviews. Accounts have no language: each mail says the same in every language of the site.

use super::{links, model::Outcome, store};
use crate::{
    accounts,
    applications::{self, Application},
    base::{Env, Lang},
    cycles::Contest,
    platform::{
        State,
        db::CivicConn,
        i18n::{self, Arg},
        jobs,
        keys::Key,
        senders::{Channel, Message, SendMessage},
    },
};

/// How mails leave, when the site can send any.
pub struct Post<'a> {
    /// Seals queued messages.
    pub key: &'a Key,
    /// Address of the site, without a slash at the end.
    pub site: &'a str,
}

impl<'a> Post<'a> {
    /// Nothing when the site sends no e-mail.
    pub fn of(state: &'a State) -> Option<Self> {
        state.sender.offers(Channel::Email).then(|| Self { key: &state.keys.contact, site: &state.public_url })
    }

    /// The whole address of a page in a language.
    pub fn address(&self, lang: Lang, path: &str) -> String {
        format!("{}/{}{path}", self.site, lang.code())
    }
}

/// Puts the same words in every language one below the other.
pub(super) fn in_every_language(words: impl Fn(Lang) -> String) -> String {
    Lang::ALL.into_iter().map(words).collect::<Vec<_>>().join("\n\n— — —\n\n")
}

/// A mail to an account, when it can take one.
pub(super) async fn mail_to(
    conn: &mut CivicConn,
    env: &Env,
    post: &Post<'_>,
    account: uuid::Uuid,
    (subject, text): (String, String),
) -> diesel::QueryResult<()> {
    let Some(to) = accounts::email_of(conn, account).await? else { return Ok(()) };
    let lang = Lang::En.code().to_owned();
    let message = Message { to, channel: Channel::Email, lang, subject, text, at: env.now.to_rfc3339() };
    jobs::enqueue(conn, env, post.key, &SendMessage(message)).await
}

/// What authors are told at once.
#[derive(Clone, Copy)]
pub(super) enum News {
    /// A reviewer decided.
    Review(Outcome),
    /// The appeal was granted or not.
    Appeal(bool),
}

impl News {
    fn key(self) -> &'static str {
        match self {
            Self::Review(Outcome::Accepted) => "review-mail-accepted",
            Self::Review(Outcome::ChangesAsked) => "review-mail-changes-asked",
            Self::Review(Outcome::Reopened) => "review-mail-reopened",
            Self::Review(Outcome::Rejected) => "review-mail-rejected",
            Self::Appeal(true) => "review-mail-appeal-accepted",
            Self::Appeal(false) => "review-mail-appeal-rejected",
        }
    }
}

/// Tells everyone who belongs to the body what was decided, in the transaction of the decision.
pub(super) async fn tell_authors(
    conn: &mut CivicConn,
    env: &Env,
    post: Option<&Post<'_>>,
    (application, contest): (&Application, &Contest),
    news: News,
) -> Result<(), super::ReviewError> {
    let Some(post) = post else { return Ok(()) };
    let draft = applications::last_handed_in(conn, application.id).await?;
    let title = draft.map(|draft| draft.title().to_owned()).unwrap_or_default();
    let path = links::authors(application.id);
    let args: Vec<(&str, Arg)> = vec![("title", title.into()), ("zone", contest.zone.name.clone().into())];
    let text = in_every_language(|lang| {
        let words = i18n::text(lang, news.key(), &args);
        let more = i18n::text(lang, "review-mail-more", &[]);
        format!("{words}\n{more} {}", post.address(lang, &path))
    });
    for person in store::list_members(conn, application.body).await? {
        let subject = i18n::text(Lang::En, "review-mail-subject", &args);
        mail_to(conn, env, post, person.id, (subject, text.clone())).await?;
    }
    Ok(())
}
