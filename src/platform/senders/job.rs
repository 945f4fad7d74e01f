//! The job that sends a message. Running it twice may deliver a code twice, which harms no one.

use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};

use super::{Message, SendFault};
use crate::platform::{State, jobs::Job};

/// One message to send.
#[derive(Serialize, Deserialize)]
pub struct SendMessage(pub Message);

impl Job for SendMessage {
    const KIND: &'static str = "send_message";

    fn run<'a>(&'a self, state: &'a State) -> LocalBoxFuture<'a, anyhow::Result<()>> {
        Box::pin(async move {
            let sent = state.sender.send(&self.0).await;
            state.late.note(self.0.channel, &sent);
            match sent {
                // Trying again cannot help; the page already told how else to get a code.
                Err(SendFault::AddressRefused) => {
                    tracing::info!(job.kind = Self::KIND, "an address was refused by the relay");
                    Ok(())
                }
                other => Ok(other?),
            }
        })
    }
}
