//! `reparto-witness compare`: two people hold their checkpoints against each other.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use ledger::{SignedCheckpoint, VerifierKey};
use witness::follow::{Source, Verdict, compare};

use super::read_text;

#[derive(Args)]
pub struct Compare {
    /// A checkpoint file
    one: PathBuf,
    /// Another checkpoint file of the same log
    other: PathBuf,
    /// Public key of the log
    #[arg(long, value_name = "VKEY")]
    log: VerifierKey,
    /// Address of the log, whose tiles prove consistency; not needed for two checkpoints of one size
    #[arg(long)]
    url: Option<String>,
}

impl Compare {
    pub fn run(self) -> Result<ExitCode, String> {
        let open = |path: &PathBuf| {
            let signed = SignedCheckpoint::open(&read_text(path)?, &self.log);
            signed.map_err(|fault| format!("{}: {fault}", path.display()))
        };
        let (one, other) = (open(&self.one)?, open(&self.other)?);
        let source = self.url.as_deref().map(Source::new);
        match compare(one.checkpoint(), other.checkpoint(), source.as_ref()) {
            Verdict::Consistent => {
                println!("consistent: one history");
                Ok(ExitCode::SUCCESS)
            }
            Verdict::Fork => {
                println!("FORK: the log's key signed two histories; these two files prove it");
                Ok(ExitCode::from(1))
            }
            Verdict::Unknown(why) => Err(format!("cannot tell: {why}")),
        }
    }
}
