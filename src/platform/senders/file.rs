//! The `file` sender: each message is one JSON line in `messages.jsonl`, appended by one write.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{Message, SendFault};

const FILE: &str = "messages.jsonl";

pub(super) async fn append(folder: &Path, message: &Message) -> Result<(), SendFault> {
    let path: PathBuf = folder.join(FILE);
    let mut line = serde_json::to_string(message).map_err(|e| SendFault::NotTaken(e.to_string()))?;
    line.push('\n');
    let written = tokio::task::spawn_blocking(move || {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(line.as_bytes())
    });
    match written.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(SendFault::NotTaken(format!("outbox folder: {error}"))),
        Err(error) => Err(SendFault::NotTaken(error.to_string())),
    }
}

/// The last `count` messages, newest first; for the demo's outbox page and for scripts.
pub fn read_latest(folder: &Path, count: usize) -> Vec<Message> {
    let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    text.lines().rev().filter_map(|line| serde_json::from_str(line).ok()).take(count).collect()
}
