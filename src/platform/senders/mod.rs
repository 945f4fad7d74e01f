//! How a message leaves: a folder of JSON lines, an SMTP relay, or an SMS gateway over HTTPS.
//! Messages are sent by the job queue only, never inside a request.

mod file;
mod job;
mod mail;
mod sms;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use serde::{Deserialize, Serialize};

use crate::config::{SenderConfig, SmsConfig, SmtpConfig};

/// The way a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Text message to a phone.
    Text,
    /// E-mail.
    Email,
}

/// One message to one person. The text holds no choice and no receipt.
#[derive(Clone, Serialize, Deserialize)]
pub struct Message {
    /// Phone in E.164 form, or e-mail address.
    pub to: String,
    /// The way it travels.
    pub channel: Channel,
    /// Language code of the text.
    pub lang: String,
    /// Subject line; empty for text messages.
    pub subject: String,
    /// The words.
    pub text: String,
    /// When it was asked for, RFC 3339 UTC.
    pub at: String,
}

/// Why a message did not leave. The queue tries again; staff see the reason, which never holds the address or the text.
#[derive(Debug, thiserror::Error)]
pub enum SendFault {
    /// No sender is set for this channel.
    #[error("no sender is set up for this kind of message")]
    NoSender,
    /// The address cannot receive it.
    #[error("the address was refused")]
    AddressRefused,
    /// The relay, gateway or folder did not take it.
    #[error("{0}")]
    NotTaken(String),
}

/// A configured sender.
#[derive(Clone)]
pub enum Sender {
    /// JSON lines in a folder.
    File(PathBuf),
    /// Real networks; a missing part means that the door is not offered.
    Network {
        /// E-mail relay.
        smtp: Option<Arc<mail::Relay>>,
        /// Text-message gateway.
        sms: Option<SmsConfig>,
    },
}

impl Sender {
    /// Makes the sender that the configuration asks for.
    ///
    /// # Errors
    /// When the folder cannot be made or the relay's settings cannot be used.
    pub fn new(config: &SenderConfig) -> anyhow::Result<Self> {
        Ok(match config {
            SenderConfig::File(folder) => {
                std::fs::create_dir_all(folder)?;
                Self::File(folder.clone())
            }
            SenderConfig::Network { smtp, sms } => Self::Network {
                smtp: smtp.as_ref().map(|s: &SmtpConfig| mail::Relay::new(s).map(Arc::new)).transpose()?,
                sms: sms.clone(),
            },
        })
    }

    /// True when messages of this kind can leave.
    pub fn offers(&self, channel: Channel) -> bool {
        match (self, channel) {
            (Self::File(_), _) => true,
            (Self::Network { smtp, .. }, Channel::Email) => smtp.is_some(),
            (Self::Network { sms, .. }, Channel::Text) => sms.is_some(),
        }
    }

    /// Sends one message.
    ///
    /// # Errors
    /// [`SendFault`], worded without address or text.
    pub async fn send(&self, message: &Message) -> Result<(), SendFault> {
        match self {
            Self::File(folder) => file::append(folder, message).await,
            Self::Network { smtp: Some(relay), .. } if message.channel == Channel::Email => relay.send(message).await,
            Self::Network { sms: Some(gateway), .. } if message.channel == Channel::Text => sms::send(gateway, message).await,
            Self::Network { .. } => Err(SendFault::NoSender),
        }
    }

    /// The folder of the file sender, for the demo's outbox page.
    pub fn outbox(&self) -> Option<&std::path::Path> {
        match self {
            Self::File(folder) => Some(folder),
            Self::Network { .. } => None,
        }
    }
}

/// The ways on which the last message did not leave. This process alone knows it, and forgets it with its end.
#[derive(Default)]
pub struct Late {
    text: AtomicBool,
    email: AtomicBool,
}

impl Late {
    fn flag(&self, channel: Channel) -> &AtomicBool {
        match channel {
            Channel::Text => &self.text,
            Channel::Email => &self.email,
        }
    }

    /// True while messages of this kind wait for a relay or gateway that does not take them.
    pub fn is(&self, channel: Channel) -> bool {
        self.flag(channel).load(Ordering::Relaxed)
    }

    fn note(&self, channel: Channel, sent: &Result<(), SendFault>) {
        self.flag(channel).store(matches!(sent, Err(SendFault::NotTaken(_))), Ordering::Relaxed);
    }
}

pub use file::read_latest;
pub use job::SendMessage;
