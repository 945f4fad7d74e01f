//! Measures a guide of 60 proposals and its card: milliseconds, bytes, peak memory.
//! `cargo run --release -p guide --example sixty -- [folder]` also writes both files to the folder.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on should stop where it stands")]

use std::time::Instant;

use guide::{CostLine, Guide, Labels, Proposal, card_sheet, fonts, guide};

fn sample() -> Guide {
    let cost = |what: &str, amount: &str| CostLine { what: what.into(), amount: amount.into() };
    let text = "Forty trees will give shade to people who walk or wait for the bus. The city waters them for three years. ";
    let proposal = |number: usize| Proposal {
        number: number.to_string(),
        title: format!("Shade trees on Sample Street {number}"),
        price: "$250,000".into(),
        summary: "Forty trees and ten benches along a street without shade.".into(),
        description: vec![text.repeat(4), text.repeat(2)],
        place: "Sample Street, from the park to the school".into(),
        people: "About 4,000 residents".into(),
        author: "Sample Group".into(),
        costs: vec![
            cost("Trees and planting", "$150,000"),
            cost("Ten benches", "$60,000"),
            cost("Water, three years", "$40,000"),
        ],
    };
    let labels = Labels {
        price: "Price:".into(),
        place: "Where:".into(),
        people: "For:".into(),
        author: "By:".into(),
        costs: "What it costs".into(),
        what: "Item".into(),
        amount: "Amount".into(),
        page: "Page {page} of {pages}".into(),
        online: "Read this online:".into(),
        oval: "Oval to fill in for number {number}".into(),
    };
    Guide {
        lang: "en-US".into(),
        title: "Voter guide".into(),
        zone: "Sample Zone".into(),
        intro: vec!["Each resident may choose up to five.".into()],
        proposals: (1..=60).map(proposal).collect(),
        labels,
        url: "https://sample.example/z/guide".into(),
        ..Guide::default()
    }
}

fn main() {
    let sample = sample();
    let folder = std::env::args().nth(1);
    for (name, write) in [("guide", guide as fn(&Guide, &[&'static [u8]]) -> _), ("card", card_sheet)] {
        for _ in 0..3 {
            let start = Instant::now();
            let bytes: Vec<u8> = write(&sample, &fonts()).unwrap();
            println!("{name} of 60 proposals: {} ms, {} bytes", start.elapsed().as_millis(), bytes.len());
            if let Some(folder) = &folder {
                std::fs::write(format!("{folder}/{name}.pdf"), bytes).unwrap();
            }
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("peak {}", status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim));
}
