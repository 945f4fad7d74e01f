//! Changes of definition, canvass, opening and count by insiders, who correct what follows from them.

use ballot::Digest;
use ballot::choices::OpenFault;
use ballot::opening::OpenedZone;
use pack::acts::Deed;
use pack::{CountRecord, Recount, ZoneContents};

use super::{
    Change::{Insider, Signer},
    Mutation, row,
};
use crate::rng::Rng;
use crate::world::World;
use crate::world::honest::choose;

/// Changes a figure of the first sheet.
fn sheet(world: &mut World, change: fn(&mut pack::Sheet)) -> Option<()> {
    change(&mut world.zones[0].sheet);
    Some(())
}

/// Changes the newest record of the first zone.
fn newest(world: &mut World, change: impl Fn(&mut CountRecord) -> Option<()>) -> Option<()> {
    change(world.zones[0].records.last_mut()?)
}

/// Opens other ballots in the first zone, and counts them.
fn reopen(world: &mut World, opened: OpenedZone) -> Option<()> {
    let zone: &mut ZoneContents = &mut world.zones[0];
    let recount = Recount::new(&world.definition, &opened, &zone.withdrawn, |number| number.to_string());
    let record = recount.unwrap().record().clone();
    zone.opened = opened;
    *zone.records.last_mut()? = record;
    Some(())
}

/// A changed definition, with every entry bound to it anew: what follows must fail all the same.
fn redefine(world: &mut World, change: fn(&mut World, &mut Rng), rng: &mut Rng) -> Option<()> {
    let before = world.hash();
    change(world, rng);
    let hash = world.hash();
    let places = world.ballots.iter_mut().map(|entry| &mut entry.place.definition);
    let bound = places.chain(world.issuances.iter_mut().map(|entry| &mut entry.definition));
    bound.filter(|bound| **bound == before).for_each(|bound| *bound = hash);
    Some(())
}

pub const ALL: &[Mutation] = &[
    row(
        "keys of a definition alike",
        "definition.rules",
        Insider(|world, rng| redefine(world, |world, _| world.definition.receipt_key = world.definition.ticket_key, rng)),
    ),
    row(
        "another rule parameter after the count",
        "count.rulebook",
        Insider(|world, rng| {
            redefine(world, |world, _| drop(world.definition.rule_params.insert("min_votes".to_owned(), "7".to_owned())), rng)
        }),
    ),
    row(
        "another price after the count",
        "count.slate",
        Insider(|world, rng| redefine(world, |world, _| world.definition.contests[0].slate[0].cost_cents += 100, rng)),
    ),
    row(
        "another budget after the count",
        "count.rulebook",
        Insider(|world, rng| redefine(world, |world, _| world.definition.contests[0].budget_cents += 1, rng)),
    ),
    row(
        "another text hash",
        "definition.texts",
        Insider(|world, rng| {
            let change: fn(&mut World, &mut Rng) = |world, rng| {
                let hashes = &mut world.definition.contests[0].slate[0].text_hashes;
                hashes.insert("en".to_owned(), Digest(rng.bytes()).to_string());
            };
            redefine(world, change, rng)
        }),
    ),
    row(
        "a wrong printed line",
        "canvass.logs",
        Insider(|world, _| {
            sheet(world, |sheet| {
                (sheet.printed, sheet.registered, sheet.unused) = (sheet.printed + 1, sheet.registered + 1, sheet.unused + 1);
            })
        }),
    ),
    row("a wrong registered line", "canvass.equations", Insider(|world, _| sheet(world, |sheet| sheet.registered += 1))),
    row("a wrong unused line", "canvass.equations", Insider(|world, _| sheet(world, |sheet| sheet.unused += 1))),
    row("a wrong issued line", "canvass.logs", Insider(|world, _| sheet(world, |sheet| sheet.issued_online += 1))),
    row(
        "more shown than issued",
        "canvass.equations",
        Insider(|world, _| sheet(world, |sheet| sheet.shown = sheet.issued_online + 1)),
    ),
    row("a wrong void line", "canvass.equations", Insider(|world, _| sheet(world, |sheet| sheet.void += 1))),
    row("a wrong cast line", "canvass.equations", Insider(|world, _| sheet(world, |sheet| sheet.cast += 1))),
    row("a wrong live line", "canvass.logs", Insider(|world, _| sheet(world, |sheet| sheet.live += 1))),
    row("a wrong replaced line", "canvass.logs", Insider(|world, _| sheet(world, |sheet| sheet.replaced += 1))),
    row("a wrong voided line", "canvass.logs", Insider(|world, _| sheet(world, |sheet| sheet.voided += 1))),
    row("a wrong challenged line", "canvass.logs", Insider(|world, _| sheet(world, |sheet| sheet.challenged += 1))),
    row("a wrong line of entries", "canvass.equations", Insider(|world, _| sheet(world, |sheet| sheet.log_entries += 1))),
    row(
        "another sheet than confirmed",
        "canvass.confirmed",
        Signer(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::Canvassed { .. }))?;
            let Some(Deed::Canvassed { hash, .. }) = &mut world.acts[at].deed else { return None };
            *hash = Digest([7; 32]);
            Some(())
        }),
    ),
    row(
        "an opened ballot added",
        "opened.number",
        Insider(|world, rng| {
            let mut ballots = world.zones[0].opened.ballots.clone();
            ballots.push(choose(rng, &world.definition, &world.definition.contests[0]));
            let (zone, invalid) = (world.zones[0].opened.zone.clone(), world.zones[0].opened.invalid.clone());
            reopen(world, OpenedZone::sorted(&zone, ballots, invalid))
        }),
    ),
    row(
        "an opened ballot removed",
        "opened.number",
        Insider(|world, _| {
            let mut opened = world.zones[0].opened.clone();
            opened.ballots.pop()?;
            reopen(world, opened)
        }),
    ),
    row(
        "an opened ballot changed after the second opening",
        "opened.confirmed",
        Signer(|world, rng| {
            let (before, definition) = (world.zones[0].opened.clone(), world.definition.clone());
            let mut ballots = before.ballots.clone();
            ballots.pop()?;
            ballots.push(choose(rng, &definition, &definition.contests[0]));
            let opened = OpenedZone::sorted(&before.zone, ballots, before.invalid.clone());
            (opened != before).then_some(())?;
            reopen(world, opened)?;
            let kept: Vec<_> = world.acts.iter().map(|said| said.deed.clone()).collect();
            world.rehash();
            for (said, deed) in world.acts.iter_mut().zip(kept) {
                if matches!(deed, Some(Deed::OpeningConfirmed { .. })) {
                    said.deed = deed;
                }
            }
            Some(())
        }),
    ),
    row(
        "an opened ballot changed",
        "opened.declared",
        Signer(|world, rng| {
            let before = world.zones[0].opened.clone();
            let mut ballots = before.ballots.clone();
            ballots.pop()?;
            ballots.push(choose(rng, &world.definition, &world.definition.contests[0]));
            let opened = OpenedZone::sorted(&before.zone, ballots, before.invalid.clone());
            (opened != before).then_some(())?;
            reopen(world, opened)
        }),
    ),
    row(
        "an invalid ballot from elsewhere",
        "opened.invalid",
        Insider(|world, rng| {
            let mut opened = world.zones[0].opened.clone();
            opened.ballots.pop()?;
            opened.invalid.push((rng.bytes(), OpenFault::Form));
            reopen(world, OpenedZone::sorted(&opened.zone, opened.ballots, opened.invalid))
        }),
    ),
    row(
        "second opening missing",
        "opened.confirmed",
        Insider(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::OpeningConfirmed { .. }))?;
            world.acts.remove(at);
            Some(())
        }),
    ),
    row(
        "a wrong winner",
        "count.recount",
        Insider(|world, _| {
            newest(world, |record| {
                let lost = record.not_funded.first()?.clone();
                let won = record.funded.first_mut()?;
                (won.number, won.votes) = (lost.number, lost.votes);
                Some(())
            })
        }),
    ),
    row(
        "a wrong order of winners",
        "count.recount",
        Insider(|world, _| newest(world, |record| (record.funded.len() > 1).then(|| record.funded.swap(0, 1)))),
    ),
    row(
        "wrong votes of a loser",
        "count.recount",
        Insider(|world, _| {
            newest(world, |record| {
                record.not_funded.first_mut()?.votes += 1;
                Some(())
            })
        }),
    ),
    row(
        "a wrong total",
        "count.recount",
        Insider(|world, _| {
            newest(world, |record| {
                record.total_cents += 1;
                Some(())
            })
        }),
    ),
    row(
        "a wrong price",
        "count.slate",
        Insider(|world, _| {
            newest(world, |record| {
                record.funded.first_mut()?.cost_cents += 1;
                Some(())
            })
        }),
    ),
    row("a proposal left out", "count.slate", Insider(|world, _| newest(world, |record| record.not_funded.pop().map(drop)))),
    row(
        "a wrong reason",
        "count.reasons",
        Insider(|world, _| {
            newest(world, |record| {
                record.not_funded.iter_mut().find(|lost| lost.why != pack::count::Why::NotReached)?.why =
                    pack::count::Why::NotReached;
                Some(())
            })
        }),
    ),
    row("a tie kept quiet", "count.reasons", Insider(|world, _| newest(world, |record| record.ties.pop().map(drop)))),
    row(
        "a wrong tie rule",
        "count.rulebook",
        Insider(|world, _| {
            newest(world, |record| {
                record.tie_break = "list:B A".to_owned();
                Some(())
            })
        }),
    ),
    row(
        "a wrong budget",
        "count.rulebook",
        Insider(|world, _| {
            newest(world, |record| {
                record.budget_cents += 1;
                Some(())
            })
        }),
    ),
    row(
        "a wrong rule",
        "count.rulebook",
        Insider(|world, _| {
            newest(world, |record| {
                record.rule = "phragmen_skip".to_owned();
                Some(())
            })
        }),
    ),
    row(
        "ballots not counted",
        "count.ballots",
        Insider(|world, _| {
            newest(world, |record| {
                record.ballots += 1;
                Some(())
            })
        }),
    ),
    row(
        "a record of another zone",
        "count.form",
        Insider(|world, _| {
            newest(world, |record| {
                record.zone = "XYZ".to_owned();
                Some(())
            })
        }),
    ),
    row(
        "a record edited after signing",
        "results.signed",
        Signer(|world, _| {
            newest(world, |record| {
                record.total_cents += 1;
                Some(())
            })
        }),
    ),
    row(
        "a count of another hash",
        "results.counted",
        Signer(|world, _| {
            newest(world, |record| {
                record.total_cents += 1;
                Some(())
            })
        }),
    ),
    row(
        "a correction without a reason",
        "results.counted",
        Insider(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::Corrected(_)))?;
            world.acts[at].reason = None;
            Some(())
        }),
    ),
    row(
        "certified by one person twice",
        "results.certified",
        Insider(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::Certified(_)))?;
            let version = world.zones[0].records.len();
            (version == 1 && world.zones.len() == 1).then_some(())?;
            world.acts[at].actor = "Hal Jun/administrator".to_owned();
            Some(())
        }),
    ),
    row(
        "never certified",
        "results.certified",
        Insider(|world, _| {
            let at = world.acts.iter().rposition(|said| matches!(said.deed, Some(Deed::Certified(_))))?;
            world.acts.remove(at);
            Some(())
        }),
    ),
    row(
        "signed by three",
        "results.certified",
        Insider(|world, _| {
            let at = world.acts.iter().rposition(|said| matches!(said.deed, Some(Deed::Certified(_))))?;
            let third = crate::world::Said { actor: "Joy Lee/certifier".to_owned(), ..world.acts[at].clone() };
            world.acts.push(third);
            Some(())
        }),
    ),
];
