//! The demo as a script meets it: the real program, two real Postgres instances, `demo.json` alone. Restarts, kill -9 of
//! the server and of each Postgres while people vote, and a marker choice that is found nowhere before the opening.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use reparto::{base::Clock, platform::senders};
use reqwest::StatusCode;

use crate::support::{
    Visitor,
    html::{Document, Form},
    world::{accept, to_review, votes},
};

/// A running demo in a folder of its own.
struct Demo {
    folder: PathBuf,
    port: u16,
    child: Child,
    summary: serde_json::Value,
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn fresh_folder(name: &str) -> PathBuf {
    // Postgres' user must be able to walk here.
    let folder = std::env::temp_dir().join(format!("reparto-demo-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

impl Demo {
    async fn start(folder: &Path) -> Self {
        let port = free_port();
        let log = fs::File::options().create(true).append(true).open(folder.with_extension("log")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_reparto"))
            .args(["demo", "--port", &port.to_string(), "--data-dir", folder.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut demo = Self { folder: folder.to_owned(), port, child, summary: serde_json::Value::Null };
        demo.wait_until_up().await;
        demo.summary = serde_json::from_str(&fs::read_to_string(folder.join("demo.json")).unwrap()).unwrap();
        demo
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn wait_until_up(&mut self) {
        for _ in 0..600 {
            if let Ok(reply) = reqwest::get(format!("{}/readyz", self.url())).await
                && reply.status() == StatusCode::OK
            {
                return;
            }
            assert!(
                self.child.try_wait().unwrap().is_none(),
                "the demo ended: {}",
                fs::read_to_string(self.folder.with_extension("log")).unwrap()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the demo did not come up");
    }

    /// After a database died, a page may still meet one of its dead connections and say "try again": until none does.
    async fn wait_for_pages(&self) {
        let mut in_a_row = 0;
        for _ in 0..300 {
            let reply = reqwest::get(format!("{}/en/vote/BOY", self.url())).await;
            in_a_row = if reply.is_ok_and(|reply| reply.status() == StatusCode::OK) { in_a_row + 1 } else { 0 };
            if in_a_row == 10 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the pages do not come back");
    }

    fn visitor(&self) -> Visitor {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .cookie_store(true)
            .timeout(Duration::from_secs(10))
            .build()
            .unwrap();
        Visitor { url: self.url(), client, headers: reqwest::header::HeaderMap::new() }
    }

    async fn code_for(&self, to: &str) -> Option<String> {
        for _ in 0..80 {
            let found = senders::read_latest(&self.folder.join("outbox"), 500).into_iter().find(|m| m.to == to);
            if let Some(message) = found {
                return message.text.split(|c: char| !c.is_ascii_digit()).find(|w| w.len() == 6).map(str::to_owned);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        None
    }

    /// Signs in the person at this place among those of a role.
    async fn staff(&self, role: &str, index: usize) -> (Visitor, String) {
        let people: Vec<&serde_json::Value> =
            self.summary["staff"].as_array().unwrap().iter().filter(|p| p["role"] == role).collect();
        let person = people[index];
        let link = person["link"].as_str().unwrap();
        let path = format!("/{}", link.splitn(4, '/').nth(3).unwrap());
        let visitor = self.visitor();
        accept(&visitor, &path, Clock::System.now().timestamp()).await;
        (visitor, person["name"].as_str().unwrap().to_owned())
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends every process of the instance in this subfolder with SIGKILL; the demo starts it again by itself.
    fn kill_postgres(&self, name: &str) {
        for entry in fs::read_dir(self.folder.join(name)).unwrap().flatten() {
            if let Ok(text) = fs::read_to_string(entry.path().join("postmaster.pid")) {
                let pid = text.lines().next().unwrap().trim().to_owned();
                Command::new("sh").args(["-c", &format!("kill -9 {pid}")]).status().unwrap();
            }
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn press(visitor: &Visitor, page: &str, form: &str, fields: &[(&str, &str)]) {
    let mut filled = visitor.open(page).await.page().form(form);
    for (name, value) in fields {
        filled = filled.fill(name, value);
    }
    let reply = visitor.send(&filled).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{page} {form}: {} {:?}", reply.heading(), reply.page().texts(".errors li"));
}

/// Presses until the receipt comes, as a person with a bad line does. Returns the receipt's address.
async fn press_until_cast(visitor: &Visitor, form: &Form) -> String {
    for _ in 0..300 {
        if let Ok(reply) = visitor.try_send(form).await
            && let Some(location) = reply.location.filter(|l| l.contains("/receipt/"))
        {
            return location;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no receipt after thirty seconds");
}

async fn cast_form(demo: &Demo, zone: &str, phone: &str, picks: &[u16]) -> (Visitor, Form) {
    let visitor = demo.visitor();
    to_review(&visitor, zone, "en", picks).await;
    let page = visitor.open(&format!("/en/vote/{zone}/verify")).await.page();
    let code_page = visitor.go(&page.form("phone-form").fill("phone", phone)).await;
    let code = demo.code_for(&format!("+1{phone}")).await.expect("a code");
    (visitor, code_page.page().form("cast-form").fill("code", &code))
}

/// Every file below a folder that holds one of the needles.
fn files_with(folder: &Path, needles: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, needles));
        } else if let Ok(bytes) = fs::read(&path) {
            for needle in needles {
                if bytes.windows(needle.len()).any(|window| window == needle.as_slice()) {
                    found.push(format!("{} holds {}", path.display(), String::from_utf8_lossy(needle)));
                }
            }
        }
    }
    found
}

/// `reparto trustee open` with files alone, as on a machine without a network.
async fn opened_on_another_machine(demo: &Demo, trustee: &Visitor, cycle: &str) -> String {
    let away = demo.folder.join("another-machine");
    fs::create_dir_all(&away).unwrap();
    let (sealed, definition) = (away.join("sealed.txt"), away.join("definition.json"));
    fs::write(&sealed, trustee.open(&format!("{cycle}/sealed")).await.body).unwrap();
    fs::write(&definition, trustee.open("/data/sample-1/definition.json").await.body).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_reparto"));
    command.args(["trustee", "open", "--definition"]).arg(&definition).arg("--sealed").arg(&sealed);
    for index in 0..3 {
        let file = away.join(format!("share-{index}"));
        fs::write(&file, demo.summary["shares"][index].as_str().unwrap()).unwrap();
        command.arg("--share").arg(file);
    }
    let out = command.arg("--out").arg(away.join("opened")).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// T58: the pack alone, with the verifier that has no network code; and every byte of it counts.
fn the_pack_is_checked_by_a_stranger(demo: &Demo) {
    let file = demo.folder.join("vote.tar.zst");
    let out = Command::new(env!("CARGO_BIN_EXE_reparto"))
        .args(["export", "pack", "--cycle", "sample-1", "--out"])
        .arg(&file)
        .arg("--logs")
        .arg(demo.summary["logs"].as_str().unwrap())
        .env("DATABASE_URL", demo.summary["database_url"].as_str().unwrap())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let policy = fs::read_to_string(demo.summary["policy"].as_str().unwrap()).unwrap();
    let archive = fs::read(&file).unwrap();
    let checks = verify::pack::check(&archive, &policy.parse().unwrap());
    let failed: Vec<String> = checks.iter().filter(|c| !c.holds).map(|c| format!("{}: {}", c.name, c.told)).collect();
    assert_eq!(failed, Vec::<String>::new());
    assert!(checks.len() >= 40, "{} checks", checks.len());
    let mut changed = archive;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert!(verify::pack::check(&changed, &policy.parse().unwrap()).iter().any(|c| !c.holds), "one bit is enough");
}

/// The votes of a zone as `reparto export` writes them in one form.
fn exported(demo: &Demo, form: &str, zone: &str) -> String {
    let file = demo.folder.join(format!("{zone}.{form}"));
    let out = Command::new(env!("CARGO_BIN_EXE_reparto"))
        .args(["export", form, "--cycle", "sample-1", "--zone", zone, "--out"])
        .arg(&file)
        .env("DATABASE_URL", demo.summary["database_url"].as_str().unwrap())
        .output()
        .unwrap();
    assert!(out.status.success(), "{form}: {}", String::from_utf8_lossy(&out.stderr));
    fs::read_to_string(&file).unwrap()
}

/// Votes for each proposal in cast vote records, after every reference in the file led somewhere.
fn votes_of_records(report: &serde_json::Value) -> BTreeMap<u16, u64> {
    let of = |value: &serde_json::Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let election = &report["Election"][0];
    let contest = &election["Contest"][0];
    let candidates: BTreeMap<String, u16> = of(election, "Candidate")
        .iter()
        .map(|c| {
            (c["@id"].as_str().unwrap().to_owned(), c["@id"].as_str().unwrap().trim_start_matches("proposal-").parse().unwrap())
        })
        .collect();
    let selections: BTreeMap<String, u16> = of(contest, "ContestSelection")
        .iter()
        .map(|s| (s["@id"].as_str().unwrap().to_owned(), candidates[s["CandidateIds"][0].as_str().unwrap()]))
        .collect();
    assert_eq!(election["ElectionScopeId"], report["GpUnit"][0]["@id"]);
    assert_eq!(report["ReportGeneratingDeviceIds"][0], report["ReportingDevice"][0]["@id"]);
    let (mut votes, mut names) = (BTreeMap::new(), std::collections::BTreeSet::new());
    for record in of(report, "CVR") {
        let state = &record["CVRSnapshot"][0];
        assert_eq!((&record["ElectionId"], &record["CurrentSnapshotId"]), (&election["@id"], &state["@id"]));
        assert!(names.insert(state["@id"].as_str().unwrap().to_owned()), "two states of one name");
        assert_eq!(state["CVRContest"][0]["ContestId"], contest["@id"]);
        for choice in of(&state["CVRContest"][0], "CVRContestSelection") {
            let mark = &choice["SelectionPosition"][0];
            assert_eq!((&mark["HasIndication"], &mark["NumberVotes"]), (&"yes".into(), &1.into()));
            *votes.entry(selections[choice["ContestSelectionId"].as_str().unwrap()]).or_default() += 1;
        }
    }
    votes
}

/// A zone's votes in each form for other people's tools say the same as the result.
fn every_form_says_the_same(demo: &Demo, zone: &str, expected: &BTreeMap<u16, u64>, ballots: usize) {
    let records = exported(demo, "cvr", zone);
    assert_eq!(records, exported(demo, "cvr", zone), "the same result gives the same file");
    let report: serde_json::Value = serde_json::from_str(&records).unwrap();
    assert_eq!(report["Version"], "1.0.0");
    assert_eq!(report["CVR"].as_array().unwrap().len(), ballots);
    assert_eq!(votes_of_records(&report), *expected);
    let pabulib = tally::pb::read(exported(demo, "pb", zone).as_bytes()).unwrap().election;
    let found: BTreeMap<u16, u64> =
        pabulib.projects.iter().zip(1..).filter_map(|(p, n)| p.votes.filter(|v| *v > 0).map(|v| (n, v))).collect();
    assert_eq!(found, *expected, "Pabulib");
    let table = exported(demo, "csv", zone);
    let counts = table.lines().skip(1).map(|line| line.split(',').next().unwrap().parse::<usize>().unwrap());
    assert_eq!(counts.sum::<usize>(), ballots, "{table}");
}

/// Two people withdraw proposal 3 of a zone.
async fn take_back(lead: &Visitor, certifier: &Visitor, cycle: &str, zone: &str) {
    let notice = [("zone", zone), ("number", "3"), ("kind", "withdrawal"), ("words-en", "Closed."), ("words-es", "Cerró.")];
    press(lead, &format!("{cycle}/notices"), "notice", &notice).await;
    press(certifier, &format!("{cycle}/notices"), &format!("agree-{zone}-3-1"), &[]).await;
}

/// The whole story from `demo.json` alone, with T21 on the way, a second opening on another machine and the pack.
#[tokio::test(flavor = "multi_thread")]
async fn a_script_votes_closes_opens_and_reads_the_official_result() {
    let folder = fresh_folder("story");
    let demo = Demo::start(&folder).await;
    let zone = "SKR";
    // A choice no one else makes, in every form in which it could be written down.
    let marker = [3_u16, 5, 8];
    for (index, picks) in [&marker[..], &marker, &[1], &[]].iter().enumerate() {
        let (visitor, form) = cast_form(&demo, zone, &format!("21355507{index:02}"), picks).await;
        press_until_cast(&visitor, &form).await;
    }
    let pass = demo.summary["passes"][zone][0].as_str().unwrap();
    let visitor = demo.visitor();
    to_review(&visitor, zone, "es", &marker).await;
    let page = visitor.open(&format!("/es/vote/{zone}/verify/pass")).await.page();
    visitor.go(&page.form("cast-form").fill("code", pass)).await;

    let choices: Vec<Vec<u8>> = ["3,5,8", "{3,5,8}", "[3,5,8]", "\"picks\":[3", "pick=3&pick=5", "pick=3", "21355507"]
        .iter()
        .map(|s| s.as_bytes().to_vec())
        .collect();
    // What the control finds in a file of its own, the search would find anywhere.
    fs::write(folder.join("control"), b"pick=3&pick=5&pick=8").unwrap();
    assert_eq!(files_with(&folder, &choices[4..5]).len(), 1, "the search works");
    fs::remove_file(folder.join("control")).unwrap();
    let outbox = folder.join("outbox");
    let found: Vec<String> =
        files_with(&folder, &choices).into_iter().filter(|f| !f.starts_with(outbox.to_str().unwrap())).collect();
    assert_eq!(found, Vec::<String>::new(), "a choice or a phone stands in the data folders, logs or WAL");
    let log = fs::read_to_string(folder.with_extension("log")).unwrap();
    assert!(!log.contains("pick") && !log.contains("21355507"), "{log}");

    let (lead, _) = demo.staff("program_staff", 0).await;
    let certifiers = [demo.staff("certifier", 0).await, demo.staff("certifier", 1).await];
    let cycle = format!("/en/staff/cycles/{}", demo.summary["cycle"].as_str().unwrap());
    take_back(&lead, &certifiers[0].0, &cycle, zone).await;
    press(&lead, &format!("{cycle}/close"), "close-form", &[("reason", "end of the rehearsal")]).await;
    for zone in demo.summary["passes"].as_object().unwrap().keys() {
        press(&lead, &format!("{cycle}/canvass/{zone}"), "canvass-form", &[]).await;
    }
    press(&lead, &format!("{cycle}/cut"), "cut-form", &[]).await;
    for index in 0..3 {
        let (trustee, _) = demo.staff("trustee", index).await;
        let share = demo.summary["shares"][index + 1].as_str().unwrap();
        press(&trustee, &format!("{cycle}/open"), "open-form", &[("share", share)]).await;
    }
    let (trustee, _) = demo.staff("trustee", 4).await;
    let lines = opened_on_another_machine(&demo, &trustee, &cycle).await;
    press(&lead, &format!("{cycle}/second"), "second-form", &[("hashes", &lines)]).await;
    for zone in demo.summary["passes"].as_object().unwrap().keys() {
        press(&lead, &format!("{cycle}/result/{zone}"), "count-form", &[]).await;
        for (certifier, name) in &certifiers {
            press(certifier, &format!("{cycle}/result/{zone}"), "certify-form", &[("name", name)]).await;
        }
    }
    the_pack_is_checked_by_a_stranger(&demo);
    let official = demo.visitor().open(&format!("/en/results/sample-1/{zone}")).await;
    let heading = official.heading().to_lowercase();
    assert!(heading.contains("official") && !heading.contains("unofficial"), "{heading}");
    assert!(official.body.contains("took it back before the count"), "votes without money");
    let expected = BTreeMap::from([(1, 1), (3, 3), (5, 3), (8, 3)]);
    let counted: BTreeMap<u16, u64> = votes(&official.page()).into_iter().filter(|(_, n)| *n > 0).collect();
    assert_eq!(counted, expected);
    every_form_says_the_same(&demo, zone, &expected, 5);
    drop(demo);
    let _ = fs::remove_dir_all(&folder);
}

/// Kill -9 of the server and of each Postgres while people vote: whoever saw a receipt finds it again.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_processes_are_killed() {
    let folder = fresh_folder("kill");
    let mut demo = Demo::start(&folder).await;
    let mut receipts = Vec::new();
    // `make soak` asks for hundreds of rounds.
    let rounds: u16 = std::env::var("REPARTO_SOAK_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    for round in 0..rounds {
        let mut waiting = Vec::new();
        for voter in 0..4_u16 {
            waiting.push(cast_form(&demo, "BOY", &format!("2135{round:04}{voter:02}"), &[1 + voter]).await);
        }
        let presses: Vec<_> = waiting
            .into_iter()
            .map(|(visitor, form)| tokio::spawn(async move { (visitor.clone(), form.clone(), visitor.try_send(&form).await) }))
            .collect();
        // The first ballots are on their way when the blow falls.
        tokio::time::sleep(Duration::from_millis(u64::from(round % 25) * 4)).await;
        let server_died = round % 3 == 0;
        match round % 3 {
            0 => demo.kill(),
            1 => demo.kill_postgres("box"),
            _ => demo.kill_postgres("civic"),
        }
        let mut unanswered = Vec::new();
        for press in presses {
            match press.await.unwrap() {
                (_, _, Ok(reply)) if reply.location.as_ref().is_some_and(|l| l.contains("/receipt/")) => {
                    receipts.push(reply.location.unwrap())
                }
                (visitor, form, _) => unanswered.push((visitor, form)),
            }
        }
        if server_died {
            // It comes back with its data, on another port, like a second run of the command.
            demo = Demo::start(&folder).await;
        } else {
            demo.wait_until_up().await;
        }
        demo.wait_for_pages().await;
        for (mut visitor, form) in unanswered {
            visitor.url = demo.url();
            receipts.push(press_until_cast(&visitor, &form).await);
        }
        if (round + 1) % 25 == 0 {
            println!("{} of {rounds} rounds, {} receipts", round + 1, receipts.len());
        }
    }
    let voters = usize::from(rounds) * 4;
    assert_eq!(receipts.len(), voters);
    receipts.sort();
    receipts.dedup();
    assert_eq!(receipts.len(), voters, "every voter has a receipt of their own");
    for receipt in &receipts {
        let page: Document = demo.visitor().open(receipt).await.page();
        assert_eq!(page.count(".panel"), 1, "{receipt} is recorded and counts");
    }
    the_log_catches_up(&demo, voters).await;
    the_box_holds(&demo, voters);
    drop(demo);
    let _ = fs::remove_dir_all(&folder);
}

/// So many ballots, each live and in the log, none waiting.
fn the_box_holds(demo: &Demo, voters: usize) {
    let url = demo.summary["database_url"].as_str().unwrap().replace("/civic/run", "/box/run");
    let binaries = reparto::platform::private_postgres::find_binaries().unwrap();
    let count = Command::new(binaries.join("psql"))
        .args([&url, "-Atc", "SELECT count(*) FILTER (WHERE live), count(*), (SELECT count(*) FROM log_entry), (SELECT max(position) + 1 FROM log_entry), (SELECT count(*) FROM outbox) FROM sealed_ballot"])
        .output()
        .unwrap();
    let wanted = format!("{voters}|{voters}|{voters}|{voters}|0");
    assert_eq!(String::from_utf8_lossy(&count.stdout).trim(), wanted, "none lost, none doubled, a log without gap");
}

/// The published checkpoint comes to hold every ballot, with both witnesses' signatures.
async fn the_log_catches_up(demo: &Demo, entries: usize) {
    for _ in 0..300 {
        let note = demo.visitor().get("/log/ballots/checkpoint").await.body;
        if note.lines().nth(1) == Some(entries.to_string().as_str()) {
            assert_eq!(note.matches("\u{2014} ").count(), 3, "{note}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the log does not catch up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_demo_in_the_folder_is_refused_and_a_second_run_keeps_links_and_data() {
    let folder = fresh_folder("twice");
    let mut demo = Demo::start(&folder).await;
    let first = demo.summary.clone();
    let second =
        Command::new(env!("CARGO_BIN_EXE_reparto")).args(["demo", "--data-dir", folder.to_str().unwrap()]).output().unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("--data-dir"), "says what to do");
    demo.kill();
    drop(demo);
    let demo = Demo::start(&folder).await;
    assert_eq!(demo.summary["shares"], first["shares"]);
    assert_eq!(demo.summary["passes"], first["passes"]);
    let (administrator, _) = demo.staff("administrator", 0).await;
    administrator.open("/en/staff/people").await;
    drop(demo);
    let _ = fs::remove_dir_all(&folder);
}

#[test]
fn configuration_faults_are_reported_all_at_once_and_exit_2() {
    let out = Command::new(env!("CARGO_BIN_EXE_reparto"))
        .arg("serve")
        .env_clear()
        .env("DATABASE_URL", "mysql://nowhere")
        .env("REPARTO_LISTEN", "everywhere")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{words}");
    for name in ["DATABASE_URL", "BOX_DATABASE_URL", "REPARTO_LISTEN", "REPARTO_PUBLIC_URL", "REPARTO_KEYS_DIR", "REPARTO_SENDER"]
    {
        assert!(words.contains(name), "{name}: {words}");
    }
    let help = Command::new(env!("CARGO_BIN_EXE_reparto")).args(["serve", "--help"]).output().unwrap();
    assert!(String::from_utf8_lossy(&help.stdout).contains("REPARTO_SMTP_HOST"));
}

/// `reparto serve` with one Postgres instance for both databases is refused, unless it is asked for.
#[tokio::test(flavor = "multi_thread")]
async fn one_instance_for_both_databases_is_refused() {
    let databases = crate::support::TestDatabases::new().await;
    let folder = tempfile::tempdir().unwrap();
    let serve = |extra: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reparto"));
        command.arg("serve").args(extra).env_clear();
        command.env("DATABASE_URL", &databases.civic_url).env("BOX_DATABASE_URL", &databases.box_url);
        command.env("REPARTO_PUBLIC_URL", "http://localhost:1").env("REPARTO_KEYS_DIR", folder.path().join("keys"));
        command.env("REPARTO_SENDER", "file").env("REPARTO_OUTBOX_DIR", folder.path().join("outbox"));
        let port = free_port();
        command.env("REPARTO_LISTEN", format!("127.0.0.1:{port}")).env("REPARTO_METRICS_LISTEN", "127.0.0.1:0");
        (command, port)
    };
    let refused = serve(&[]).0.output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--one-instance"));
    let (mut command, port) = serve(&["--one-instance"]);
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let mut up = false;
    for _ in 0..100 {
        up = reqwest::get(format!("http://127.0.0.1:{port}/readyz")).await.is_ok_and(|r| r.status() == StatusCode::OK);
        if up {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(up, "with --one-instance it serves");
}
