//! Changes of single files, by somebody without the log key.

use pack::{Pack, paths};

use super::{Change::Files, Mutation, row};
use crate::rng::Rng;
use crate::world::World;

/// Flips a bit in a file whose path `keep` keeps.
fn flip(pack: &mut Pack, rng: &mut Rng, keep: impl Fn(&str) -> bool) -> Option<()> {
    let kept: Vec<String> =
        pack.paths().filter(|path| keep(path) && !pack.get(path).unwrap().is_empty()).map(str::to_owned).collect();
    if kept.is_empty() {
        return None;
    }
    let path = rng.pick(&kept);
    let mut bytes = pack.get(path)?.to_vec();
    let at = rng.below(bytes.len());
    bytes[at] ^= 1 << rng.below(8);
    pack.insert(path.as_str(), bytes).unwrap();
    Some(())
}

/// Edits a text file.
fn edit(pack: &mut Pack, path: &str, from: &str, to: &str) -> Option<()> {
    let text = std::str::from_utf8(pack.get(path)?).unwrap();
    let changed = text.contains(from).then(|| text.replacen(from, to, 1))?;
    pack.insert(path, changed).unwrap();
    Some(())
}

/// Zone of the first contest.
fn zone(world: &World) -> &str {
    &world.definition.contests[0].zone
}

pub const ALL: &[Mutation] = &[
    row("a bit of SHA256SUMS", "pack.sums", Files(|pack, _, rng| flip(pack, rng, |path| path == paths::SUMS))),
    row("a bit of any file", "pack.sums", Files(|pack, _, rng| flip(pack, rng, |_| true))),
    row("a file missing", "pack.files", Files(|pack, world, _| pack.remove(&paths::opened_csv(zone(world))).map(drop))),
    row("a trace missing", "pack.files", Files(|pack, world, _| pack.remove(&paths::trace(zone(world), 1)).map(drop))),
    row("a file more", "pack.files", Files(|pack, _, _| pack.insert("log/ballots/tile/1/000.p/1", [0; 32]).ok())),
    row("a file that nobody knows", "pack.files", Files(|pack, _, _| pack.insert("README.md", "Trust me").ok())),
    row(
        "a later version nobody announced",
        "results.counted",
        Files(|pack, world, _| {
            let versions = world.zones[0].records.len() as u32;
            let copy = |pack: &mut Pack, path: fn(&str, u32) -> String| {
                let bytes = pack.get(&path(zone(world), versions))?.to_vec();
                pack.insert(path(zone(world), versions + 1), bytes).ok()
            };
            copy(pack, paths::count)?;
            copy(pack, paths::trace)
        }),
    ),
    row(
        "a bit of pack.json",
        "pack.front",
        Files(|pack, _, rng| {
            flip(pack, rng, |path| path == paths::FRONT)?;
            // Only what is no canonical JSON any more; values are changed below.
            pack::Front::from_bytes(pack.get(paths::FRONT)?).is_err().then_some(())
        }),
    ),
    row("another cycle in pack.json", "pack.front", Files(|pack, _, _| edit(pack, paths::FRONT, "la-2026", "la-2027"))),
    row("another size in pack.json", "pack.front", Files(|pack, _, _| edit(pack, paths::FRONT, "\"size\":", "\"size\":1"))),
    row(
        "another definition hash in pack.json",
        "definition.hash",
        Files(|pack, _, _| {
            edit(pack, paths::FRONT, "\"definition_hash\":\"", "\"definition_hash\":\"0")?;
            let text = String::from_utf8(pack.get(paths::FRONT)?.to_vec()).unwrap();
            let at = text.find("\"definition_hash\":\"")? + 19 + 64;
            pack.insert(paths::FRONT, format!("{}{}", &text[..at], &text[at + 1..])).ok()
        }),
    ),
    row("another origin in pack.json", "pack.keys", Files(|pack, _, _| edit(pack, paths::FRONT, "log/acts+", "log/deeds+"))),
    row(
        "other instructions",
        "pack.instructions",
        Files(|pack, _, _| edit(pack, paths::INSTRUCTIONS, "policy.txt", "policy2.txt")),
    ),
    row(
        "a definition that is not canonical",
        "definition.canonical",
        Files(|pack, _, _| edit(pack, paths::DEFINITION, ",", ", ")),
    ),
    row(
        "a budget in the definition file",
        "definition.hash",
        Files(|pack, _, _| edit(pack, paths::DEFINITION, "\"budget_cents\":", "\"budget_cents\":1")),
    ),
    row(
        "a rule that does not exist",
        "definition.rulebook",
        Files(|pack, _, _| edit(pack, paths::DEFINITION, "\"count_rule\":\"", "\"count_rule\":\"my_")),
    ),
    row("a changed voter text", "definition.texts", Files(|pack, _, rng| flip(pack, rng, |path| path.starts_with("texts/")))),
    row(
        "a bit of the checkpoint of acts",
        "log.acts.checkpoint",
        Files(|pack, _, _| edit(pack, "log/acts/checkpoint", "— vote.example.org/log/acts ", "— vote.example.org/log/acts A")),
    ),
    row(
        "another size in the checkpoint of ballots",
        "log.ballots.checkpoint",
        Files(|pack, _, _| edit(pack, "log/ballots/checkpoint", "ballots\n", "ballots\n1")),
    ),
    row(
        "the checkpoint of another log",
        "log.issuance.checkpoint",
        Files(|pack, _, _| {
            let other = pack.get("log/acts/checkpoint")?.to_vec();
            pack.insert("log/issuance/checkpoint", other).ok()
        }),
    ),
    row(
        "a bit of a hash tile of acts",
        "log.acts.tiles",
        Files(|pack, _, rng| flip(pack, rng, |path| path.starts_with("log/acts/tile/0/"))),
    ),
    row(
        "a bit of a hash tile of ballots",
        "log.ballots.tiles",
        Files(|pack, _, rng| flip(pack, rng, |path| path.starts_with("log/ballots/tile/0/"))),
    ),
    row(
        "a bit of a hash tile of issuances",
        "log.issuance.tiles",
        Files(|pack, _, rng| flip(pack, rng, |path| path.starts_with("log/issuance/tile/0/"))),
    ),
    row(
        "a bundle of ballots missing",
        "log.ballots.tiles",
        Files(|pack, _, _| {
            let path = pack.paths().find(|path| path.starts_with("log/ballots/tile/entries/"))?.to_owned();
            pack.remove(&path).map(drop)
        }),
    ),
    row(
        "a wrong canvass line",
        "canvass.confirmed",
        Files(|pack, world, _| edit(pack, &paths::canvass(zone(world)), "\"shown\":", "\"shown\":1")),
    ),
    row(
        "a sheet that is not canonical",
        "canvass.form",
        Files(|pack, world, _| edit(pack, &paths::canvass(zone(world)), ",", ", ")),
    ),
    row(
        "a void left out of voids.csv",
        "canvass.voids",
        Files(|pack, _, _| {
            let text = String::from_utf8(pack.get(paths::VOIDS)?.to_vec()).unwrap();
            let last = text.trim_end().rfind('\n')?;
            pack.insert(paths::VOIDS, &text.as_bytes()[..=last]).ok()
        }),
    ),
    row(
        "a table that says something else",
        "opened.csv",
        Files(|pack, world, _| edit(pack, &paths::opened_csv(zone(world)), "\n1,", "\n2,")),
    ),
    row(
        "a Pabulib file that says something else",
        "opened.pb",
        Files(|pack, world, _| edit(pack, &paths::opened_pb(zone(world)), "budget;", "budget;1")),
    ),
    row(
        "a ballot left out of the Pabulib file",
        "opened.pb",
        Files(|pack, world, _| {
            let path = paths::opened_pb(zone(world));
            let text = String::from_utf8(pack.get(&path)?.to_vec()).unwrap();
            let last = text.trim_end().rfind('\n')?;
            pack.insert(path, &text.as_bytes()[..=last]).ok()
        }),
    ),
    row(
        "opened ballots out of order",
        "opened.text",
        Files(|pack, world, _| {
            let path = paths::opened(zone(world));
            let text = String::from_utf8(pack.get(&path)?.to_vec()).unwrap();
            let mut lines: Vec<&str> = text.lines().collect();
            (lines.get(3)? != lines.get(4)? && world.zones[0].opened.ballots.len() > 1).then_some(())?;
            lines.swap(3, 4);
            pack.insert(path, lines.join("\n") + "\n").ok()
        }),
    ),
    row(
        "a count record that is not canonical",
        "count.form",
        Files(|pack, world, _| edit(pack, &paths::count(zone(world), 1), ",", ", ")),
    ),
    row(
        "another winner in the trace",
        "count.trace",
        Files(|pack, world, _| edit(pack, &paths::trace(zone(world), 1), "\"winners\":[", "\"winners\":[\"X\",")),
    ),
];
