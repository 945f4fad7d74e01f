//! Telling whoever left a contact what became of their idea. The message holds the number and a public address, not the
//! idea's words.

use super::{
    super::{links, model::Idea, store},
    IdeaError,
};
use crate::{
    base::{Env, Lang},
    platform::{
        db::CivicConn,
        i18n::{self, Arg},
        jobs,
        keys::{self, Key},
        senders::{Channel, Message, SendMessage},
    },
};

/// What is needed to answer a person: the key that opens contacts, and the address of the site without a slash at the end.
pub struct Answering<'a> {
    /// Key of contacts and of queued messages.
    pub key: &'a Key,
    /// Address of the site.
    pub site: &'a str,
}

/// Queues a message in the caller's transaction, if a contact was left. `words` is the sentence's catalog key.
///
/// # Errors
/// The database's own error.
pub(super) async fn tell(
    conn: &mut CivicConn,
    env: &Env,
    answering: &Answering<'_>,
    idea: &Idea,
    words: &'static str,
) -> Result<(), IdeaError> {
    let Some((sealed, lang)) = store::sealed_contact(conn, idea.id).await? else {
        return Ok(());
    };
    let opened = keys::unseal(answering.key, "idea-contact", &sealed).and_then(|plain| String::from_utf8(plain).ok());
    let Some((door, to)) = opened.as_deref().and_then(|text| text.split_once(':')) else {
        tracing::warn!("the contact of an idea can't be opened with this server's key");
        return Ok(());
    };
    let lang = Lang::parse(&lang).unwrap_or(Lang::En);
    let link = format!("{}/{}{}", answering.site, lang.code(), links::idea(&idea.cycle, idea.number));
    let number: (&str, Arg) = ("number", idea.number.to_string().into());
    let message = Message {
        to: to.to_owned(),
        channel: if door == "email" { Channel::Email } else { Channel::Text },
        lang: lang.code().to_owned(),
        subject: i18n::text(lang, "idea-told-subject", std::slice::from_ref(&number)),
        text: i18n::text(lang, words, &[number, ("link", link.into())]),
        at: env.now.to_rfc3339(),
    };
    Ok(jobs::enqueue(conn, env, answering.key, &SendMessage(message)).await?)
}
