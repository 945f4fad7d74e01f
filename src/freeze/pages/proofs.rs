//! The proofs of one zone: the ballot in each language as a phone shows it and as paper shows it, and who approved.

use maud::{Markup, html};

use super::super::{
    actions::ZoneProofs,
    links,
    model::{APPROVALS, Channel, Proof},
};
use crate::{
    accounts::Grant,
    base::{Duty, Lang, Money},
    cycles::Cycle,
    platform::{
        i18n,
        ui::{self, Page},
        web::{Ctx, csrf},
    },
    proposals::{self, NewProposal, ProposalText},
    translations,
};

fn cards(zone: &ZoneProofs, lang: &str) -> Markup {
    let currency = zone.contest.budget.currency.as_str();
    let line = |proposal: &'_ NewProposal| -> Option<(u16, i64, ProposalText)> {
        let text = proposal.texts.iter().find(|text| text.lang == lang)?;
        Some((proposal.number, proposal.cost_cents, text.clone()))
    };
    html! {
        ul.proposals {
            @for (number, cents, text) in zone.slate.iter().filter_map(line) {
                li.card lang=(text.words_lang()) {
                    p { span.number { (number) "." } " " span.title dir="auto" { (text.title) } ", " (ui::money(&Money::new(cents, currency))) }
                    p.gist dir="auto" { (text.summary) }
                    @for paragraph in text.description.split("\n\n") { p dir="auto" { (paragraph) } }
                    @if !text.place.is_empty() { p dir="auto" { (text.place) } }
                    ul { @for part in &text.cost_parts { li { span dir="auto" { (part.what) } ": " (ui::money(&Money::new(part.cents, currency))) } } }
                    @if let Some(words) = &text.fallback { p.hint { bdi { (words) } } }
                }
            }
        }
    }
}

fn approval(ctx: &Ctx, cycle: &Cycle, zone: &ZoneProofs, proof: &Proof, grant: &Grant) -> Markup {
    let names: Vec<&str> = proof.approvals.iter().map(|approval| approval.name.as_str()).collect();
    let about = ctx.tf(
        "proof-name",
        &[
            ("lang", translations::language_words(ctx, &proof.lang).into()),
            ("channel", ctx.t(&format!("channel-{}", proof.channel.code())).into()),
        ],
    );
    let may = grant.has(Duty::ApproveProofs) && !proof.is_approved_by(grant.account()) && cycle.definition_hash.is_none();
    html! {
        p {
            (ctx.tf("proof-approvals", &[("count", names.len().into()), ("need", APPROVALS.into())]))
            @if !names.is_empty() { " " bdi { (names.join(", ")) } }
        }
        p.hint { bdi.code-box { (hex::encode(proof.hash)) } }
        @if may {
            form method="post" id={ "approve-" (proof.lang) "-" (proof.channel.code()) } action=(ctx.link(&links::proofs(&cycle.slug, &zone.contest.zone.code))) {
                input type="hidden" name=(csrf::FIELD) value=(ctx.csrf_token());
                input type="hidden" name="lang" value=(proof.lang);
                input type="hidden" name="channel" value=(proof.channel.code());
                input type="hidden" name="hash" value=(hex::encode(proof.hash));
                p.buttons { button.primary { (ctx.t("proof-approve")) span.unseen { " " (about) } } }
            }
        }
    }
}

/// The page of one zone.
pub fn proofs(ctx: &Ctx, cycle: &Cycle, zone: &ZoneProofs, grant: &Grant) -> Markup {
    let heading = ctx.tf("proofs-title", &[("zone", zone.contest.zone.name.clone().into())]);
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("proofs-lead")) }
        p {
            (ctx.tf("proofs-rules", &[
                ("limit", i64::from(zone.contest.pick_limit).into()),
                ("opens", ui::moment(ctx, cycle.opens_at).into()),
                ("closes", ui::moment(ctx, cycle.closes_at).into()),
            ]))
        }
        @if zone.slate.is_empty() { p { (ctx.t("obstacle-empty")) } }
        @for proof in zone.proofs.iter().filter(|_| !zone.slate.is_empty()) {
            section.card {
                h2 { (ctx.tf("proof-name", &[("lang", translations::language_words(ctx, &proof.lang).into()), ("channel", ctx.t(&format!("channel-{}", proof.channel.code())).into())])) }
                @match proof.channel {
                    Channel::Phone => { (ui::details(&ctx.t("proof-show"), cards(zone, &proof.lang))) }
                    Channel::Paper => {
                        p { a href=(ctx.link(&links::paper(&cycle.slug, &zone.contest.zone.code, &proof.lang))) { (ctx.t("proof-paper")) } }
                        @if cycle.order.is_none() { p.hint { (ctx.t("proof-order")) } }
                    }
                }
                (approval(ctx, cycle, zone, proof, grant))
            }
        }
    };
    Page::new(ctx, heading).place(cycle.title.clone()).staff().back(ctx.link(&links::freeze(&cycle.slug))).render(&body)
}

/// The slate as the paper sheet shows it, in one language.
pub fn guide_of(cycle: &Cycle, zone: &ZoneProofs, lang: &str, url: &str) -> ::guide::Guide {
    let currency = zone.contest.budget.currency.as_str();
    // A language without a catalog of its own is labelled in English.
    let site = Lang::parse(lang).unwrap_or(Lang::En);
    let t = |key: &str| i18n::text(site, key, &[]);
    let mut slate: Vec<_> = zone.slate.iter().collect();
    if let Some(order) = &cycle.order {
        slate.sort_by_cached_key(|proposal| order.place(&proposal.public_id));
    }
    let proposals = slate.into_iter().filter_map(|proposal| {
        let text = proposal.texts.iter().find(|text| text.lang == lang)?;
        Some(proposals::guide_entry(proposal.number, &Money::new(proposal.cost_cents, currency), proposal.people_served, text))
    });
    ::guide::Guide {
        lang: lang.to_owned(),
        rtl: translations::languages::direction(lang) == "rtl",
        title: cycle.title.clone(),
        zone: zone.contest.zone.name.clone(),
        intro: vec![t("guide-card-intro")],
        proposals: proposals.collect(),
        labels: proposals::guide_labels(site),
        url: url.to_owned(),
        created: None,
    }
}
