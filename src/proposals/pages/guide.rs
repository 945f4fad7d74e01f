//! The voter guide of a zone and the picture of a shared link: every word of them, for the parts that draw them.

use super::public::issue_area;
use crate::{
    base::{Lang, Money},
    cycles::{Contest, Cycle},
    platform::{
        i18n::{self, Arg},
        ui,
        web::Ctx,
    },
    proposals::model::{Notice, Proposal, ProposalText},
};

/// The fixed words of a guide.
pub fn guide_labels(lang: Lang) -> guide::Labels {
    let t = |key: &str| i18n::text(lang, key, &[]);
    let marked = |key: &str, names: &[&'static str]| {
        let args: Vec<(&str, Arg)> = names.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
        i18n::text(lang, key, &args)
    };
    guide::Labels {
        place: t("proposal-place"),
        people: t("proposal-people"),
        author: t("proposal-author"),
        costs: t("proposal-costs"),
        what: t("proposal-costs-what"),
        amount: t("proposal-costs-amount"),
        price: t("guide-price"),
        page: marked("guide-page", &["page", "pages"]),
        online: t("guide-online"),
        oval: marked("guide-oval", &["number"]),
    }
}

/// One proposal in a guide.
pub fn guide_entry(number: u16, price: &Money, people: Option<i32>, text: &ProposalText) -> guide::Proposal {
    let amount = |cents| ui::shown(&Money::new(cents, &price.currency));
    guide::Proposal {
        number: number.to_string(),
        title: text.title.clone(),
        price: ui::shown(price),
        summary: text.summary.clone(),
        description: text.description.split("\n\n").map(str::to_owned).collect(),
        place: text.place.clone(),
        people: people.map(|count| count.to_string()).unwrap_or_default(),
        author: String::new(),
        costs: text
            .cost_parts
            .iter()
            .map(|part| guide::CostLine { what: part.what.clone(), amount: amount(part.cents) })
            .collect(),
    }
}

/// A notice as one paragraph.
fn notice_words(ctx: &Ctx, notice: &Notice) -> String {
    let what = ctx.t(&format!("notice-kind-{}", notice.kind.code()));
    let money = if notice.takes_back() { ctx.t("notice-no-money") } else { String::new() };
    format!("{what}: {} {money}", notice.text(ctx.lang.code())).trim_end().to_owned()
}

/// The guide of a zone in the page's language.
pub fn guide_of(
    ctx: &Ctx,
    (cycle, contest): (&Cycle, &Contest),
    proposals: &[Proposal],
    notices: &[Notice],
    url: &str,
) -> guide::Guide {
    let entry = |proposal: &Proposal| {
        let mut entry = guide_entry(proposal.number, &proposal.cost, proposal.people_served, &proposal.text);
        entry.author = super::public::author(ctx, &proposal.author_kind);
        if let Some(area) = &proposal.issue_area {
            entry.author = format!("{} · {}", entry.author, issue_area(ctx, area));
        }
        for notice in notices.iter().filter(|notice| notice.number == proposal.number) {
            entry.description.insert(0, notice_words(ctx, notice));
        }
        entry
    };
    let amount = ui::shown(&contest.budget);
    let intro = ctx.tf(
        "guide-intro",
        &[
            ("amount", amount.into()),
            ("limit", i64::from(contest.pick_limit).into()),
            ("when", ui::moment(ctx, cycle.closes_at).into()),
        ],
    );
    let mut sorted: Vec<&Proposal> = proposals.iter().collect();
    let mut lines = vec![intro];
    if let Some(order) = &cycle.order {
        sorted.sort_by_cached_key(|proposal| order.place(&proposal.public_id));
        lines.push(ctx.t("guide-order"));
    }
    if contest.budget_is_sample {
        lines.push(ctx.t("zones-sample-budgets"));
    }
    guide::Guide {
        lang: ctx.lang.code().to_owned(),
        rtl: ctx.lang.direction() == "rtl",
        title: cycle.title.clone(),
        zone: contest.zone.name.clone(),
        intro: lines,
        proposals: sorted.into_iter().map(entry).collect(),
        labels: guide_labels(ctx.lang),
        url: url.to_owned(),
        created: None,
    }
}

/// The words of the picture of a shared link: what it is and what it costs, never how many want it.
pub struct CardWords {
    zone: String,
    number: String,
    title: String,
    price: String,
    programme: String,
    rtl: bool,
}

impl CardWords {
    /// The words for a proposal.
    pub fn of(ctx: &Ctx, contest: &Contest, proposal: &Proposal) -> Self {
        Self {
            zone: contest.zone.name.clone(),
            number: proposal.number.to_string(),
            title: proposal.text.title.clone(),
            price: ui::shown(&proposal.cost),
            programme: ctx.t("service-name"),
            rtl: ctx.lang.direction() == "rtl",
        }
    }

    /// Draws the picture, as PNG.
    ///
    /// # Errors
    /// A letter that no font has.
    pub fn draw(&self) -> Result<Vec<u8>, media::CardFault> {
        let card = media::Card {
            zone: &self.zone,
            number: &self.number,
            title: &self.title,
            price: &self.price,
            programme: &self.programme,
            rtl: self.rtl,
        };
        media::share_card(&card, &guide::fonts())
    }
}
