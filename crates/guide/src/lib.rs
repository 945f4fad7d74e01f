//! The voter guide, and a preview of the paper card, as tagged PDF (PDF/UA-1) that a screen reader reads in order.
//! Pure: no input or output, no clock; the same input gives the same bytes. Every word is given by the caller.
#![forbid(unsafe_code)]

mod card;
mod draw;
mod fault;
mod flow;
mod fonts;
mod page_of;
mod pages;
mod tree;
mod type_setter;

pub use card::card_sheet;
pub use fault::GuideFault;
pub use fonts::fonts;
pub use pages::guide;

/// Everything that stands in a guide. Texts are plain, without markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guide {
    /// Language tag of the texts (BCP 47): `es`, `en-US`.
    pub lang: String,
    /// Whether the language runs from right to left.
    pub rtl: bool,
    /// Title of the whole guide.
    pub title: String,
    /// Name of the zone; left out when empty.
    pub zone: String,
    /// Paragraphs before the proposals.
    pub intro: Vec<String>,
    /// The proposals, in the order of the ballot.
    pub proposals: Vec<Proposal>,
    /// The words beside them.
    pub labels: Labels,
    /// Address of the guide on the web; printed at the foot of every page. Left out when empty.
    pub url: String,
    /// The day that is written into the file. None leaves it out.
    pub created: Option<Created>,
}

/// A day in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// Year, 2026.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// A proposal as voters read it. Empty texts and lists are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Number on the ballot.
    pub number: String,
    /// Title.
    pub title: String,
    /// Price as people read it: "$750,000".
    pub price: String,
    /// One sentence.
    pub summary: String,
    /// Paragraphs.
    pub description: Vec<String>,
    /// Where.
    pub place: String,
    /// For whom.
    pub people: String,
    /// By whom.
    pub author: String,
    /// What it costs, line by line.
    pub costs: Vec<CostLine>,
}

/// A line of the table of costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostLine {
    /// What is paid.
    pub what: String,
    /// The amount as people read it: "$20,000".
    pub amount: String,
}

/// Words beside the texts, in the guide's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// Before the price: "Price:".
    pub price: String,
    /// Before the place: "Where:".
    pub place: String,
    /// Before the people: "For:".
    pub people: String,
    /// Before the author: "By:".
    pub author: String,
    /// Heading of the table of costs.
    pub costs: String,
    /// Head of its first column.
    pub what: String,
    /// Head of its second column.
    pub amount: String,
    /// Foot of each page, with two marks: "Page {page} of {pages}".
    pub page: String,
    /// Before the address at the end of the introduction: "Read this online:".
    pub online: String,
    /// What a screen reader says for an oval, with a mark: "Oval to fill in for number {number}".
    pub oval: String,
}
