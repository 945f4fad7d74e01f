//! Commands of an operator: serve, migrate, doctor, import, invite.

use std::{net::TcpListener, path::Path, process::ExitCode};

use super::exit;
use crate::{
    accounts::{self, NewPerson},
    app::{self, Listeners, Shared},
    base::{Clock, CycleSlug, Env, Random, Role, ZoneCode},
    config::{self, Config, Fault, VARIABLES},
    platform::{
        CivicConn, Db,
        keys::KeyDir,
        migrations::{self, Which},
        senders::Channel,
    },
    publication::{self, ImportError},
    telemetry,
};

/// The table under `reparto serve --help`.
pub(super) fn variables_help() -> String {
    let mut out = String::from("Environment:\n");
    for (name, default, meaning) in VARIABLES {
        out.push_str(&format!("  {name:<28} {meaning} [{default}]\n"));
    }
    out
}

/// Every fault on standard error, exit 2.
pub(super) fn report(faults: &[Fault]) -> ExitCode {
    for fault in faults {
        eprintln!("reparto: {} {}", fault.variable, fault.advice);
    }
    ExitCode::from(2)
}

pub(super) async fn serve(one_instance: bool) -> ExitCode {
    telemetry::start(false);
    match Config::from_env() {
        Ok(mut config) => {
            config.one_instance |= one_instance;
            exit(serve_with(&config).await)
        }
        Err(faults) => report(&faults),
    }
}

/// Two databases of one instance share transaction ids and log: refused unless it is asked for.
async fn check_instances(config: &Config) -> anyhow::Result<()> {
    let (civic, ballot_box) =
        (migrations::instance_of(&config.civic_url).await?, migrations::instance_of(&config.box_url).await?);
    if civic != ballot_box {
        return Ok(());
    }
    if !config.one_instance {
        anyhow::bail!(
            "DATABASE_URL and BOX_DATABASE_URL are in one Postgres instance. Whoever can read its files could link voters to \
             their ballots by transaction id. Use two instances, or accept this for a rehearsal with --one-instance"
        );
    }
    tracing::warn!("one Postgres instance for both databases: voters can be linked to ballots by transaction id and log");
    Ok(())
}

async fn serve_with(config: &Config) -> anyhow::Result<()> {
    check_instances(config).await?;
    for (which, url) in [(Which::Civic, &config.civic_url), (Which::Box, &config.box_url)] {
        if migrations::is_behind(which, url).await? {
            anyhow::bail!("the {which:?} database is behind this program. Run: reparto migrate");
        }
    }
    let shared = Shared::new(config, false, Clock::System)?;
    let listeners =
        Listeners { site: vec![TcpListener::bind(config.listen)?], metrics: TcpListener::bind(config.metrics_listen)? };
    tracing::info!(listen = %config.listen, metrics = %config.metrics_listen, "serving");
    let (site, figures) = app::serve(&shared, listeners)?;
    let handle = figures.handle();
    let task = tokio::spawn(figures);
    site.await?;
    handle.stop(false).await;
    Ok(task.await??)
}

pub(super) async fn migrate() -> ExitCode {
    let urls = match config::database_urls() {
        Ok(urls) => urls,
        Err(faults) => return report(&faults),
    };
    let both = async {
        for (which, url) in [(Which::Civic, &urls.0), (Which::Box, &urls.1)] {
            let ran = migrations::run(which, url).await?;
            println!("{which:?}: {ran} migrations ran");
        }
        Ok(())
    };
    exit(both.await)
}

/// One line for each check; any that fails makes the exit code 1.
pub(super) async fn doctor() -> ExitCode {
    let config = match Config::from_env() {
        Ok(config) => config,
        Err(faults) => return report(&faults),
    };
    let mut fine = true;
    let mut line = |name: &str, outcome: Result<String, String>| match outcome {
        Ok(text) => println!("ok    {name}: {text}"),
        Err(text) => {
            fine = false;
            println!("FAIL  {name}: {text}");
        }
    };
    for (which, url) in [(Which::Civic, &config.civic_url), (Which::Box, &config.box_url)] {
        let outcome = match migrations::is_behind(which, url).await {
            Ok(false) => Ok("reachable and up to date".to_owned()),
            Ok(true) => Err("behind this program; run reparto migrate".to_owned()),
            Err(error) => Err(format!("{error:#}")),
        };
        line(&format!("{which:?} database"), outcome);
    }
    line("two instances", check_instances(&config).await.map(|()| "yes, or accepted".to_owned()).map_err(|e| e.to_string()));
    line("keys", KeyDir::open(&config.keys_dir).map(|_| "readable by this user alone".to_owned()).map_err(|e| e.to_string()));
    match crate::platform::senders::Sender::new(&config.sender) {
        Ok(sender) => {
            for (name, channel) in [("text messages", Channel::Text), ("e-mail", Channel::Email)] {
                line(name, if sender.offers(channel) { Ok("set up".to_owned()) } else { Ok("not offered".to_owned()) });
            }
        }
        Err(error) => line("messages", Err(format!("{error:#}"))),
    }
    line(
        "clock",
        migrations::clock_skew(&config.civic_url, Clock::System.now()).await.map_err(|e| format!("{e:#}")).and_then(|seconds| {
            if seconds.abs() <= 5 {
                Ok(format!("within {} s of the database", seconds.abs()))
            } else {
                Err(format!("{seconds} s away from the database; set both by NTP"))
            }
        }),
    );
    if fine { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

pub(super) fn civic_db() -> Result<Db<CivicConn>, ExitCode> {
    let urls = config::civic_url().map_err(|faults| report(&faults))?;
    Db::new(&urls, 2).map_err(|error| exit(Err(error)))
}

fn env() -> Env {
    Env { now: Clock::System.now(), random: Random::default() }
}

pub(super) async fn import_pb(path: &Path, cycle: &CycleSlug, zone: &ZoneCode) -> ExitCode {
    let opened = std::fs::File::open(path).map(std::io::BufReader::new);
    let file = match opened {
        Ok(reader) => tally::pb::read(reader),
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(2);
        }
    };
    let file = match file {
        Ok(file) => file,
        Err(fault) => {
            eprintln!("{}:{fault}", path.display());
            return ExitCode::from(2);
        }
    };
    let db = match civic_db() {
        Ok(db) => db,
        Err(code) => return code,
    };
    let env = env();
    match db.write("import_pb", async |conn| publication::import_pb(conn, &env, "operator", &file, cycle, zone).await).await {
        Ok(imported) => {
            for warning in &imported.warnings {
                eprintln!("{}: {warning}", path.display());
            }
            println!(
                "{} proposals and {} ballots in {cycle}/{zone}, to be counted by {}",
                imported.proposals, imported.ballots, imported.rule
            );
            println!("Next: count and sign it at /en/staff/cycles/{cycle}/result/{zone}");
            ExitCode::SUCCESS
        }
        Err(ImportError::Db(error)) => exit(Err(error.into())),
        Err(refusal) => {
            eprintln!("{}: {refusal}", path.display());
            ExitCode::from(1)
        }
    }
}

pub(super) async fn invite(email: String, role: Role, name: Option<String>, zone: Option<ZoneCode>) -> ExitCode {
    let db = match civic_db() {
        Ok(db) => db,
        Err(code) => return code,
    };
    let env = env();
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or("").to_owned());
    let person = NewPerson { email, name, role, zone };
    match db.write("invite", async |conn| accounts::invite(conn, &env, "operator", &person).await).await {
        Ok(Some(token)) => {
            let site = config::public_url().unwrap_or_default();
            println!("{site}/en{}", accounts::links::invitation(&token));
            ExitCode::SUCCESS
        }
        Ok(None) => {
            println!("The role was added; this person signs in as before.");
            ExitCode::SUCCESS
        }
        Err(error) => exit(Err(error.into())),
    }
}
