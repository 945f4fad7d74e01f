//! E-mail by SMTP through lettre: one plain-text part, no picture, no tracking.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::authentication::Credentials,
};

use super::{Message, SendFault};
use crate::config::{SmtpConfig, SmtpSecurity};

/// A relay that takes our mail.
pub struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Relay {
    pub(super) fn new(config: &SmtpConfig) -> anyhow::Result<Self> {
        let builder = match config.security {
            SmtpSecurity::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host),
            SmtpSecurity::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&config.host)?,
            SmtpSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&config.host)?,
        };
        let mut builder = builder.port(config.port).timeout(Some(std::time::Duration::from_secs(20)));
        if let Some((user, password)) = &config.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.reveal().clone()));
        }
        Ok(Self { transport: builder.build(), from: config.from.parse()? })
    }

    pub(super) async fn send(&self, message: &Message) -> Result<(), SendFault> {
        let to: Mailbox = message.to.parse().map_err(|_| SendFault::AddressRefused)?;
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(message.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|e| SendFault::NotTaken(e.to_string()))?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(SendFault::AddressRefused),
            // A relay's answer may repeat the address, so only its code is kept.
            Err(error) => Err(SendFault::NotTaken(match error.status() {
                Some(code) => format!("the mail relay answered {code}"),
                None => "the mail relay could not be reached".to_owned(),
            })),
        }
    }
}
