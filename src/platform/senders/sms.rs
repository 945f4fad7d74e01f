//! Text messages through an HTTPS gateway: `POST {"to","text"}` with a bearer token; any 2xx answer means taken.

use super::{Message, SendFault};
use crate::config::SmsConfig;

pub(super) async fn send(gateway: &SmsConfig, message: &Message) -> Result<(), SendFault> {
    let (url, token) = (gateway.url.clone(), gateway.token.clone());
    let body = serde_json::json!({ "to": message.to, "text": message.text });
    let sent = tokio::task::spawn_blocking(move || {
        ureq::post(&url)
            .config()
            .timeout_global(Some(std::time::Duration::from_secs(20)))
            .build()
            .header("authorization", &format!("Bearer {}", token.reveal()))
            .send_json(body)
    });
    match sent.await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(ureq::Error::StatusCode(400 | 404 | 422))) => Err(SendFault::AddressRefused),
        Ok(Err(ureq::Error::StatusCode(code))) => Err(SendFault::NotTaken(format!("the text gateway answered {code}"))),
        Ok(Err(_)) => Err(SendFault::NotTaken("the text gateway could not be reached".to_owned())),
        Err(error) => Err(SendFault::NotTaken(error.to_string())),
    }
}
