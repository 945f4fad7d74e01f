//! `reparto-witness keygen`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use witness::keys;
use zeroize::Zeroizing;

#[derive(Args)]
pub struct Keygen {
    /// Name of the witness without spaces, such as witness.university.example
    #[arg(long)]
    name: String,
    /// File for the secret; must not exist yet
    #[arg(long)]
    out: PathBuf,
}

impl Keygen {
    pub fn run(self) -> Result<ExitCode, String> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(|error| format!("no random numbers from the system: {error}"))?;
        let public = keys::create(&self.out, &self.name, &seed).map_err(|fault| fault.to_string())?;
        println!("{public}");
        Ok(ExitCode::SUCCESS)
    }
}
