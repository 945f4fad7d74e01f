//! The command line. Exit codes: 0 done, 1 refused or a check failed, 2 bad usage or unreadable input.

mod export;
mod operator;
mod tally;
mod trustee;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    base::{CycleSlug, Role, ZoneCode},
    demo::{self, DemoOptions},
    telemetry,
};

/// Participatory-budgeting voting that a resident can cast on an old phone and a stranger can recount.
#[derive(Parser)]
#[command(name = "reparto", version = crate::VERSION, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the sample cycle with two private Postgres instances.
    Demo {
        /// Port of the site; the next free one from 8080 when left out.
        #[arg(long)]
        port: Option<u16>,
        /// Folder for everything the demo keeps.
        #[arg(long, default_value = ".demo")]
        data_dir: PathBuf,
        /// Seed of what is random in the sample and no secret.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Throw the old data away first.
        #[arg(long)]
        fresh: bool,
        /// `city` seeds 200,000 people and 60,000 cast ballots.
        #[arg(long, value_parser = ["city"])]
        scale: Option<String>,
        /// Forms accepted from one network address in a minute.
        #[arg(long, default_value_t = 6000)]
        posts_per_minute: u32,
        /// Accepted for scripts; no browser is ever opened.
        #[arg(long, hide = true)]
        no_open: bool,
    },
    /// Serve the site; everything is configured by the environment.
    #[command(after_help = operator::variables_help())]
    Serve {
        /// Allow one Postgres instance for both databases. Voters can then be linked to ballots.
        #[arg(long)]
        one_instance: bool,
    },
    /// Bring both databases up to date.
    Migrate,
    /// Check databases, keys, clock, messages and disk; one line each.
    Doctor,
    /// Count a Pabulib file by a rule.
    Tally(tally::TallyArgs),
    /// The rules that `tally` knows, with a line about each.
    Rules,
    /// Bring data in.
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Write what others check.
    Export {
        #[command(subcommand)]
        what: export::Export,
    },
    /// The opening key and the opening, on a computer without a network.
    Trustee {
        #[command(subcommand)]
        what: trustee::Trustee,
    },
    /// Staff accounts.
    Staff {
        #[command(subcommand)]
        what: Staff,
    },
}

#[derive(Subcommand)]
enum Import {
    /// A Pabulib file becomes a zone's slate and its ballots an imported channel.
    Pb {
        /// The file.
        file: PathBuf,
        /// Cycle for past elections; made when there is none.
        #[arg(long)]
        cycle: CycleSlug,
        /// Zone code, such as POZ-1.
        #[arg(long)]
        zone: ZoneCode,
    },
}

#[derive(Subcommand)]
enum Staff {
    /// Invite a person; prints a one-time link. The first administrator is made this way too.
    Invite {
        /// E-mail address.
        email: String,
        /// administrator, program_staff, certifier, trustee, poll_worker or committee_member.
        #[arg(long, value_parser = parse_role)]
        role: Role,
        /// Name, as the public may see it next to acts.
        #[arg(long)]
        name: Option<String>,
        /// Zone, for poll workers and committee members.
        #[arg(long)]
        zone: Option<ZoneCode>,
    },
}

fn parse_role(text: &str) -> Result<Role, String> {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    Role::parse(text).ok_or_else(|| format!("is not a role. Choose one of: {}", known.join(", ")))
}

/// Runs the command line; called by `main` alone.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("reparto: {error}");
            return ExitCode::from(1);
        }
    };
    runtime.block_on(dispatch(cli.command))
}

async fn dispatch(command: Command) -> ExitCode {
    match command {
        Command::Demo { port, data_dir, seed, fresh, scale, posts_per_minute, no_open: _ } => {
            telemetry::start(true);
            let options = DemoOptions { port, data_dir, seed, fresh, city: scale.is_some(), posts_per_minute };
            exit(demo::run(options).await)
        }
        Command::Tally(args) => exit_with(tally::run_tally(&args, &mut std::io::stdout(), &mut std::io::stderr())),
        Command::Rules => exit_with(tally::run_rules(&mut std::io::stdout())),
        Command::Serve { one_instance } => operator::serve(one_instance).await,
        Command::Migrate => operator::migrate().await,
        Command::Doctor => operator::doctor().await,
        Command::Import { what: Import::Pb { file, cycle, zone } } => operator::import_pb(&file, &cycle, &zone).await,
        Command::Export { what } => export::run(what).await,
        Command::Trustee { what } => trustee::run(&what),
        Command::Staff { what: Staff::Invite { email, role, name, zone } } => operator::invite(email, role, name, zone).await,
    }
}

/// A command's own exit code.
fn exit_with(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// 0, or 1 with the whole chain of causes on standard error.
fn exit(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reparto: {error:#}");
            ExitCode::from(1)
        }
    }
}
