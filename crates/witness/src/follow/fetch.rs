//! Fetching a log's files over HTTP, with a limit on time and bytes for each.

use std::time::Duration;

use ledger::bundle;
use ledger::tile::{Tile, TileKind, WIDTH};
use ureq::Agent;

use super::alarm::Alarm;

const PATIENCE: Duration = Duration::from_secs(30);
const MAX_CHECKPOINT: u64 = 1 << 20;
/// 256 entries of 65,535 bytes, each after its length.
const MAX_TILE: u64 = 256 * (65_535 + 2);

/// One address under which a log is served, the log's own or a mirror's.
pub struct Source {
    /// The address, ending in `/`.
    url: String,
    agent: Agent,
}

impl Source {
    /// A source below this address.
    pub fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(3)
            .user_agent(concat!("reparto-witness/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { url: format!("{}/", url.trim_end_matches('/')), agent: config.into() }
    }

    /// The address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The newest checkpoint as served.
    pub fn checkpoint(&self) -> Result<String, Alarm> {
        let unreachable = |why: &str| Alarm::Unreachable { path: "checkpoint".to_owned(), why: why.to_owned() };
        let bytes = self.get("checkpoint", MAX_CHECKPOINT)?.ok_or_else(|| unreachable("not found"))?;
        String::from_utf8(bytes).map_err(|_| unreachable("not a text"))
    }

    /// A tile of exactly its width. A log may drop a partial tile once the full one is there, which then serves as well.
    pub fn tile(&self, tile: &Tile) -> Result<Vec<u8>, Alarm> {
        if let Some(bytes) = self.get(&tile.to_string(), MAX_TILE)? {
            return Ok(bytes);
        }
        let full = Tile { width: WIDTH, ..*tile };
        match self.get(&full.to_string(), MAX_TILE)? {
            Some(bytes) if !tile.is_full() => cut(&full, tile, bytes).ok_or(Alarm::Malformed(full)),
            _ => Err(Alarm::Missing(*tile)),
        }
    }

    /// `None` when the server says that there is no such file.
    fn get(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, Alarm> {
        let fault = |why: String| Alarm::Unreachable { path: path.to_owned(), why };
        let mut answer = self.agent.get(format!("{}{path}", self.url)).call().map_err(|error| fault(error.to_string()))?;
        match answer.status().as_u16() {
            200 => {}
            404 | 410 => return Ok(None),
            status => return Err(fault(format!("status {status}"))),
        }
        let read = answer.body_mut().with_config().limit(limit).read_to_vec();
        read.map(Some).map_err(|error| fault(error.to_string()))
    }
}

/// The beginning of a full tile.
fn cut(full: &Tile, wanted: &Tile, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    match full.kind {
        TileKind::Hashes(_) => {
            full.hashes(&bytes).ok()?;
            bytes.truncate(usize::from(wanted.width) * 32);
            Some(bytes)
        }
        TileKind::Entries => {
            let entries = bundle::decode(&bytes, full.width).ok()?;
            bundle::encode(entries.get(..usize::from(wanted.width))?).ok()
        }
    }
}
