//! Sample guides.

use guide::{CostLine, Guide, Labels, Proposal};

pub fn labels() -> Labels {
    let text = |text: &str| text.to_owned();
    Labels {
        price: text("Price:"),
        place: text("Where:"),
        people: text("For:"),
        author: text("By:"),
        costs: text("What it costs"),
        what: text("Item"),
        amount: text("Amount"),
        page: text("Page {page} of {pages}"),
        online: text("Read this online:"),
        oval: text("Oval to fill in for number {number}"),
    }
}

pub fn proposal(number: usize) -> Proposal {
    let cost = |what: &str, amount: &str| CostLine { what: what.to_owned(), amount: amount.to_owned() };
    let text = "Forty trees will give shade to people who walk or wait for the bus. The city waters them for three years. ";
    Proposal {
        number: number.to_string(),
        title: format!("Shade trees on Sample Street {number}"),
        price: "$250,000".to_owned(),
        summary: "Forty trees and ten benches along a street without shade.".to_owned(),
        description: vec![text.repeat(4), text.repeat(2)],
        place: "Sample Street, from the park to the school".to_owned(),
        people: "About 4,000 residents".to_owned(),
        author: "Sample Group".to_owned(),
        costs: vec![
            cost("Trees and planting", "$150,000"),
            cost("Ten benches", "$60,000"),
            cost("Water, three years", "$40,000"),
        ],
    }
}

pub fn guide(proposals: usize) -> Guide {
    Guide {
        lang: "en-US".to_owned(),
        rtl: false,
        title: "Voter guide".to_owned(),
        zone: "Sample Zone".to_owned(),
        intro: vec!["Each resident may choose up to five.".to_owned()],
        proposals: (1..=proposals).map(proposal).collect(),
        labels: labels(),
        url: "https://sample.example/z/guide".to_owned(),
        created: None,
    }
}
