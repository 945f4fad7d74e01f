//! Commands for trustees, on a computer without a network: making the opening key and its shares, and opening ballots.
//! Nothing here speaks to a database or a server.

use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use ballot::{
    definition::Definition,
    opening::Opener,
    seal::{self, OpeningPublicKey, OpeningSecretKey},
    sealed_file::SealedFile,
    shares::{self, Share},
};
use clap::Subcommand;
use indicatif::ProgressBar;

use crate::base::{Random, Secret};

/// What a trustee can do.
#[derive(Subcommand)]
pub enum Trustee {
    /// Make an opening key: prints its public half and writes one file for each share. The key itself is written nowhere.
    Keygen {
        /// Shares needed to open.
        #[arg(long, default_value_t = 3)]
        threshold: u8,
        /// Shares made.
        #[arg(long, default_value_t = 5)]
        count: u8,
        /// Folder for the shares; each goes to another person.
        #[arg(long)]
        out: PathBuf,
    },
    /// Split a key that exists, given as a file of 64 hexadecimal digits.
    Split {
        /// The file with the key.
        #[arg(long)]
        key: PathBuf,
        /// Shares needed to open.
        #[arg(long, default_value_t = 3)]
        threshold: u8,
        /// Shares made.
        #[arg(long, default_value_t = 5)]
        count: u8,
        /// Folder for the shares.
        #[arg(long)]
        out: PathBuf,
    },
    /// Open sealed ballots: prints a line ZONE HASH for each zone, to be compared with another opening.
    Open {
        /// The frozen definition, definition.json.
        #[arg(long)]
        definition: PathBuf,
        /// The sealed ballots, from the console or from `reparto export sealed`.
        #[arg(long)]
        sealed: PathBuf,
        /// A file with a share, or the share itself; as many as are needed.
        #[arg(long = "share", required = true)]
        shares: Vec<String>,
        /// Folder for the opened ballots, one file a zone.
        #[arg(long)]
        out: PathBuf,
    },
}

/// What goes wrong, by its exit code.
enum Fault {
    /// 2: a file can't be read.
    Unreadable(String),
    /// 1: the act is refused.
    Refused(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

pub(super) fn run(what: &Trustee) -> ExitCode {
    let done = match what {
        Trustee::Keygen { threshold, count, out } => keygen(*threshold, *count, out),
        Trustee::Split { key, threshold, count, out } => split(key, *threshold, *count, out),
        Trustee::Open { definition, sealed, shares, out } => open(definition, sealed, shares, out),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Fault::Refused(error)) => {
            eprintln!("reparto: {error:#}");
            ExitCode::from(1)
        }
        Err(Fault::Unreadable(text)) => {
            eprintln!("{text}");
            ExitCode::from(2)
        }
    }
}

fn read(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|error| Fault::Unreadable(format!("{}: {error}", path.display())))
}

/// Writes a file that only its owner can read, and never over another one.
fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let file = file.as_mut().map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}

fn deal(secret: &OpeningSecretKey, threshold: u8, count: u8, out: &Path) -> Result<(), Fault> {
    fs::create_dir_all(out).with_context(|| format!("making {}", out.display()))?;
    let dealt = shares::split(&secret.to_bytes(), threshold, count, &Random::System.bytes())?;
    for (number, share) in (1..).zip(&dealt) {
        let path = out.join(format!("share-{number}.txt"));
        write_private(&path, &format!("{}\n", share.to_text().as_str()))?;
        eprintln!("{}: for one trustee alone", path.display());
    }
    println!("{}", hex::encode(secret.public().0));
    eprintln!("The line above is the public half, for the definition. Any {threshold} of the {count} shares open the ballots.");
    Ok(())
}

fn keygen(threshold: u8, count: u8, out: &Path) -> Result<(), Fault> {
    let seed = Secret::new(Random::System.bytes());
    let (secret, _) = seal::keypair(seed.reveal());
    deal(&secret, threshold, count, out)
}

fn split(key: &Path, threshold: u8, count: u8, out: &Path) -> Result<(), Fault> {
    let text = Secret::new(read(key)?);
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.reveal().trim(), &mut bytes)
        .map_err(|_| Fault::Unreadable(format!("{}:1: 64 hexadecimal digits are expected", key.display())))?;
    deal(&OpeningSecretKey::from_bytes(&bytes), threshold, count, out)
}

fn share_of(given: &str) -> Result<Share, Fault> {
    let text = Secret::new(if given.starts_with("reparto-share-") { given.to_owned() } else { read(Path::new(given))? });
    Share::parse(text.reveal().trim()).map_err(|fault| {
        // A share that was given in place is never repeated in a message.
        let place = if given.starts_with("reparto-share-") { "--share" } else { given };
        Fault::Unreadable(format!("{place}: {fault}"))
    })
}

fn open(definition: &Path, sealed: &Path, given: &[String], out: &Path) -> Result<(), Fault> {
    let text = read(definition)?;
    let rules = Definition::from_bytes(text.as_bytes())
        .map_err(|fault| Fault::Unreadable(format!("{}: {fault}", definition.display())))?;
    let ballots =
        SealedFile::from_text(&read(sealed)?).map_err(|fault| Fault::Unreadable(format!("{}:{fault}", sealed.display())))?;
    if rules.hash()? != ballots.definition {
        return Err(anyhow::anyhow!("the ballots were sealed under another definition than {}", definition.display()).into());
    }
    let shares = given.iter().map(|one| share_of(one)).collect::<Result<Vec<_>, _>>()?;
    let key = shares::combine(&shares, rules.trustees.threshold, &OpeningPublicKey(rules.opening_key))?;
    let opener = Opener::new(&key, &rules)?;
    fs::create_dir_all(out).with_context(|| format!("making {}", out.display()))?;
    let total = ballots.zones.iter().map(|(_, ballots)| u64::try_from(ballots.len()).unwrap_or(0)).sum();
    let progress = ProgressBar::new(total);
    let (mut opened, mut invalid) = (0, 0);
    for (zone, sealed) in &ballots.zones {
        let zone_opened = opener.open_zone(zone, progress.wrap_iter(sealed.iter()));
        (opened, invalid) = (opened + zone_opened.ballots.len(), invalid + zone_opened.invalid.len());
        let path = out.join(format!("{zone}.txt"));
        fs::write(&path, zone_opened.to_text()).with_context(|| format!("writing {}", path.display()))?;
        println!("{zone} {}", hex::encode(zone_opened.hash()));
    }
    progress.finish_and_clear();
    eprintln!("{opened} ballots opened, {invalid} invalid. Compare the lines above with the other opening.");
    Ok(())
}
