//! Real elections from Pabulib: brought in, counted by the declared rule, signed, shown - with the city's own winners.
//! Without the files (`PABULIB_DIR`, or `../shared/pabulib`) these tests say `skipped`.

use std::path::PathBuf;

use reparto::{
    base::{CycleSlug, Lang, Role, ZoneCode},
    counting, cycles,
    publication::{ImportError, import_pb},
};
use reqwest::StatusCode;

use crate::support::world::World;

fn folder() -> Option<PathBuf> {
    let dir = std::env::var_os("PABULIB_DIR").map_or_else(|| PathBuf::from("../shared/pabulib"), PathBuf::from);
    if dir.is_dir() {
        return Some(dir);
    }
    println!("skipped: no Pabulib files in {}", dir.display());
    None
}

/// Three cities, three greedy rules: skip, no-skip, threshold on points.
const FILES: &[(&str, &str)] = &[
    ("Poland_Gdynia_2020_Grabowek__large.pb", "GDY-1"),
    ("Poland_Czestochowa_2024_Rakow.pb", "CZE-1"),
    ("Poland_Czestochowa_2025_Polnoc.pb", "CZE-2"),
    ("Poland_Gdynia_2024_Cisowa__large.pb", "GDY-2"),
];

fn read(path: &std::path::Path) -> tally::pb::PbFile {
    tally::pb::read(std::io::BufReader::new(std::fs::File::open(path).unwrap())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn real_elections_give_exactly_the_winners_their_cities_published() {
    let Some(dir) = folder() else { return };
    let world = World::open().await;
    let lead = world.staff(Role::ProgramStaff, 0).await;
    for (index, (name, zone)) in FILES.iter().enumerate() {
        let file = read(&dir.join(name));
        let (state, env) = (world.app.state(), world.app.state().env());
        let (slug, code) = (CycleSlug::parse(&format!("past-{index}")).unwrap(), ZoneCode::parse(zone).unwrap());
        let imported =
            state.civic.write("import", async |conn| import_pb(conn, &env, "operator", &file, &slug, &code).await).await.unwrap();
        assert!(!imported.published.is_empty(), "{name} publishes its winners");
        let page = format!("/en/staff/cycles/{slug}/result/{zone}");
        assert_eq!(super::console::press(&lead, &page, "count-form", &[]).await.status, StatusCode::SEE_OTHER, "{name}");
        let (contest, result) = state
            .civic
            .read(async |conn| {
                let contest = cycles::contest_by_zone(conn, &slug, zone).await?.unwrap();
                let result = counting::latest_result(conn, contest.id).await?.unwrap();
                Ok::<_, diesel::result::Error>((contest, result))
            })
            .await
            .unwrap();
        let mut funded: Vec<String> =
            result.record.funded.iter().map(|f| file.election.projects[usize::from(f.number) - 1].id.clone()).collect();
        let mut published = imported.published.clone();
        funded.sort();
        published.sort();
        assert_eq!(funded, published, "{name} by {}", imported.rule);
        let shown = world.app.visitor().open(&format!("/en/results/{slug}/{zone}")).await.page();
        assert_eq!(shown.count("table.bars tr.strong"), published.len(), "{name}: the page shows the winners");
        assert_eq!(contest.budget.cents, file.election.budget);
        println!("{name}: {} winners as published, {} ballots, {}", published.len(), imported.ballots, imported.rule);
    }
    let one = world.staff(Role::Certifier, 0).await;
    let two = world.staff(Role::Certifier, 1).await;
    for (index, certifier) in [one, two].iter().enumerate() {
        let name = world.name(Role::Certifier, index);
        let page = "/en/staff/cycles/past-0/result/GDY-1";
        assert_eq!(
            super::console::press(certifier, page, "certify-form", &[("name", &name)]).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let heading = world.app.visitor().open("/en/results/past-0/GDY-1").await.heading().to_lowercase();
    assert!(heading.contains("official") && !heading.contains("unofficial"), "{heading}");
}

const SMALL: &str = "META\nkey;value\ndescription;A small one\ncountry;X\nunit;Town\ninstance;2024\nnum_projects;2\nnum_votes;3\nbudget;100\nvote_type;approval\nrule;greedy\ndate_begin;01.02.2024\ndate_end;10.02.2024\ncurrency;EUR\nPROJECTS\nproject_id;cost;votes;name;selected\na;60;2;Trees;1\nb;50;1;Lights;0\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n";

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_brought_in_is_refused_whole() {
    let world = World::open().await;
    let (state, env) = (world.app.state(), world.app.state().env());
    let file = tally::pb::read(SMALL.as_bytes()).unwrap();
    let bring = async |slug: &str, zone: &str, file: &tally::pb::PbFile| {
        let (slug, zone) = (CycleSlug::parse(slug).unwrap(), ZoneCode::parse(zone).unwrap());
        state.civic.write("import", async |conn| import_pb(conn, &env, "operator", file, &slug, &zone).await).await
    };
    assert!(matches!(bring("sample-1", "T", &file).await, Err(ImportError::NotAnImportedCycle(_))));
    bring("old", "T", &file).await.unwrap();
    assert!(matches!(bring("old", "T", &file).await, Err(ImportError::ZoneTaken(_))));
    let other_rule = tally::pb::read(SMALL.replace("rule;greedy", "rule;greedy-no-skip").as_bytes()).unwrap();
    assert!(matches!(bring("old", "U", &other_rule).await, Err(ImportError::OtherRule(..))));
    let no_rule = tally::pb::read(SMALL.replace("rule;greedy", "rule;unknown").as_bytes()).unwrap();
    assert!(matches!(bring("older", "U", &no_rule).await, Err(ImportError::Rule(_))));
    let gone = state.civic.read(async |conn| cycles::find_cycle(conn, "older", Lang::En).await).await.unwrap();
    assert!(gone.is_none(), "a refused file leaves nothing behind");
}

#[test]
fn a_malformed_file_names_its_line_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.pb");
    std::fs::write(&path, SMALL.replace("a;60;2", "a;sixty;2")).unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_reparto"))
        .args(["import", "pb", path.to_str().unwrap(), "--cycle", "old", "--zone", "T"])
        .env("DATABASE_URL", "postgres://nobody@/nothing?host=/nowhere")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{words}");
    assert!(words.contains("bad.pb:17:"), "{words}");
}
