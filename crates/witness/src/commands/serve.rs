//! `reparto-witness serve`.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use ledger::VerifierKey;
use witness::{Config, keys};

use super::read_text;

#[derive(Args)]
pub struct Serve {
    /// Secret key file of `keygen`
    #[arg(long)]
    key: PathBuf,
    /// The name given to `keygen`
    #[arg(long)]
    name: String,
    /// Folder for what was cosigned; never restore it from an old copy
    #[arg(long)]
    state: PathBuf,
    /// Address and port to listen on, such as 127.0.0.1:8090; put a web server with TLS before it
    #[arg(long)]
    listen: String,
    /// Public key of a log to watch; give it once for each log
    #[arg(long = "log", required = true, value_name = "VKEY")]
    logs: Vec<VerifierKey>,
    /// File with a published checkpoint that bears this witness's cosignature: after a loss of the state folder, the
    /// witness goes on from there and not from before
    #[arg(long = "cosigned", value_name = "FILE")]
    cosigned: Vec<PathBuf>,
}

impl Serve {
    pub fn run(self) -> Result<ExitCode, String> {
        let key = keys::load(&self.key, &self.name).map_err(|fault| fault.to_string())?;
        let public = key.verifier().map_err(|fault| fault.to_string())?;
        let listener = TcpListener::bind(&self.listen).map_err(|error| format!("{}: {error}", self.listen))?;
        let address = listener.local_addr().map_err(|error| format!("{}: {error}", self.listen))?;
        let mut config = Config::new(key, self.logs, self.state);
        config.signals = true;
        config.cosigned = self.cosigned.iter().map(|path| read_text(path)).collect::<Result<_, _>>()?;
        println!("{public} at http://{address}");
        witness::run(listener, config).map_err(|fault| fault.to_string())?;
        Ok(ExitCode::SUCCESS)
    }
}
