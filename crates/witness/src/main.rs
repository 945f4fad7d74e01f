//! `reparto-witness`: for people outside the city who watch its public logs.
//! Exit codes: 0 done or all well, 1 an alarm or a refusal, 2 bad usage or unreadable input.
#![forbid(unsafe_code)]

mod commands;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Cosign and follow the public logs of a vote, from outside the city.
#[derive(Parser)]
#[command(name = "reparto-witness", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a secret key file and print the public key to give to the city
    Keygen(commands::Keygen),
    /// Cosign checkpoints that the logs send (C2SP tlog-witness)
    Serve(commands::Serve),
    /// Keep an own copy of logs, check every entry, and alarm when something is wrong
    Follow(commands::Follow),
    /// Say whether two checkpoints of one log, with its entries, can both be true
    Compare(commands::Compare),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Keygen(arguments) => arguments.run(),
        Command::Serve(arguments) => arguments.run(),
        Command::Follow(arguments) => arguments.run(),
        Command::Compare(arguments) => arguments.run(),
    };
    done.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::from(2)
    })
}
