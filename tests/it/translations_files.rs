//! Files for translators: what is taken along comes back as it was, a file with a fault is refused with its line and changes
//! nothing, and a file is imported once.

use reqwest::StatusCode;

use crate::support::desk::{Desk, send, typed};

/// A proposal's texts as an XLIFF file; `inside` stands in its only file.
fn xliff(desk: &Desk, inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" trgLang=\"es\">\n<file id=\"{}\">\n{inside}\n</file>\n</xliff>\n",
        desk.application
    )
}

const SOURCE: &str = "Shade for the bus stops";

fn unit(id: &str, source: &str, target: &str) -> String {
    format!("<unit id=\"{id}\"><segment><source>{source}</source>{target}</segment></unit>")
}

async fn export(desk: &Desk, lang: &str, which: &str, format: &str) -> String {
    desk.translator.open(&format!("{}?lang={lang}&which={which}&format={format}", desk.page("export"))).await.body
}

/// Sends a file that can be read, and opens its check.
async fn checked(desk: &Desk, lang: &str, machine: &str, bytes: &[u8]) -> String {
    let reply = desk.upload(lang, machine, bytes).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{:?}", reply.page().texts(".errors li"));
    reply.location.unwrap()
}

async fn import(desk: &Desk, lang: &str, bytes: &[u8]) {
    let address = checked(desk, lang, "no", bytes).await;
    let done = desk.translator.go(&desk.translator.open(&address).await.page().form("confirm")).await;
    assert_eq!(done.heading(), "The file is imported");
}

/// Words with everything that breaks files: quotes, line ends, formulas, marks, directions, faces.
const HARD: [(&str, &str); 7] = [
    ("title", "=1+1, \"ظل\" & <b>ម្លប់</b>"),
    ("summary", "@SUM(A1) 한국어, 繁體中文; 'quoted'\u{200f}"),
    ("description", "First line\nسطر ثانٍ\n\n-5 and +7 👩‍👩‍👧‍👧"),
    ("gains", "'=already quoted"),
    ("place", "＝wide, ไทย; ខ្មែរ\u{200b}"),
    ("runner", "Հայերեն \"half quote"),
    ("start", "]]> &amp; {x} \\n"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_script_direction_quote_and_formula_comes_back_from_both_kinds_of_file() {
    let desk = Desk::open().await;
    let mut form = desk.form(&desk.translator, "ar").await;
    for (key, words) in HARD {
        form = typed(form, key, words);
    }
    send(&desk.translator, &form.tick("go", "save")).await;
    let (csv, xlf) = (export(&desk, "ar", "all", "csv").await, export(&desk, "ar", "all", "xlf").await);
    assert!(csv.contains("\"'=1+1, \"\"ظل\"\"") && csv.contains("'＝wide"), "no cell begins a formula: {csv}");
    assert!(!csv.contains(",=") && !csv.contains(",@") && !csv.contains("\n="));
    assert!(xlf.contains("trgLang=\"ar\"") && xlf.contains("rp:source-hash="));
    for (kind, bytes) in [("csv", csv), ("xlf", xlf)] {
        let page = desk.translator.open(&checked(&desk, "ar", "no", bytes.as_bytes()).await).await.page();
        let rows = page.texts(".summary dd");
        assert_eq!((rows[0].as_str(), rows[1].as_str()), ("0 texts", "7 texts"), "{kind}: {rows:?}");
        // The same words into a language that has none: exactly the same stand there afterwards.
        let moved = bytes.replace("trgLang=\"ar\"", "trgLang=\"km\"");
        desk.season.world.app.databases.civic("ALTER TABLE translation DISABLE TRIGGER translation_only_grows; DELETE FROM translation WHERE lang = 'km'; ALTER TABLE translation ENABLE TRIGGER translation_only_grows").await.unwrap();
        import(&desk, "km", moved.as_bytes()).await;
        let stored = desk.form(&desk.translator, "km").await;
        for (key, words) in HARD {
            let at = stored.fields.iter().position(|(_, value)| value.starts_with(&format!("{key}:"))).unwrap();
            assert_eq!(stored.fields[at + 1].1, words, "{kind} {key}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_lacks_words_or_is_stale_is_taken_along_when_asked() {
    let desk = Desk::open().await;
    let all = export(&desk, "es", "missing", "csv").await;
    send(&desk.translator, &typed(desk.form(&desk.translator, "es").await, "title", "Sombra").tick("go", "save")).await;
    let rest = export(&desk, "es", "missing", "csv").await;
    assert!(all.contains(",title,") && !rest.contains(",title,") && rest.contains(",summary,"));
    desk.change("name", &[("title", "More shade"), ("area", "HEALTH")]).await;
    assert!(export(&desk, "es", "missing", "csv").await.contains(",title,More shade,Sombra"));
    desk.approve("km").await;
    let nothing = desk.translator.get(&format!("{}?lang=km&which=missing&format=xlf", desk.page("export"))).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "an empty file helps nobody");
    let (types, other) = (
        desk.translator.open(&format!("{}?lang=es&format=csv", desk.page("export"))).await,
        desk.translator.get(&format!("{}?lang=fr&format=csv", desk.page("export"))).await,
    );
    assert_eq!(types.headers["content-type"], "text/csv; charset=utf-8");
    assert!(types.headers["content-disposition"].to_str().unwrap().contains("next-1-es.csv"));
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[expect(clippy::too_many_lines, reason = "one table of files, each with what is wrong with it")]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_a_fault_is_refused_with_its_line_and_what_to_do_and_changes_nothing() {
    let desk = Desk::open().await;
    let good = unit("title", SOURCE, "<target>Sombra</target>");
    let fine = xliff(&desk, &good);
    let with = |from: &str, to: &str| fine.replacen(from, to, 1).into_bytes();
    let head = "application,unit,source,target\n";
    let csv = |rest: &str| format!("{head}{rest}").into_bytes();
    let id = desk.application;
    let deep = xliff(&desk, &format!("{}{}{}", "<group>".repeat(200), good, "</group>".repeat(200)));
    let long = format!("<unit id=\"title\" {}>", (0..2000).map(|n| format!("a{n}=\"x\" ")).collect::<String>());
    let bomb = "<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<xliff";
    let mut latin = csv(&format!("{id},title,{SOURCE},"));
    latin.extend_from_slice(b"Espa\xf1a\n");
    let faults: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "a document type",
            with("<xliff", "<!DOCTYPE xliff SYSTEM \"file:///etc/passwd\">\n<xliff"),
            "Line 2: take out the DOCTYPE",
        ),
        ("an entity bomb", with("<xliff", bomb), "Line 2: take out the DOCTYPE"),
        ("an entity", with("Sombra", "&xxe;"), "Line 4: write the letters"),
        ("an entity in an attribute", with("id=\"title\"", "id=\"&xxe;\""), "Line 4: write the letters"),
        ("deep nesting", deep.into_bytes(), "Line 4: too many parts inside each other"),
        ("a huge tag", with("<unit id=\"title\">", &long), "Line 4: a tag is far too long"),
        ("another root", b"<html><body/></html>".to_vec(), "Line 1: this is XML, but not XLIFF"),
        ("an old version", with("version=\"2.0\" ", "version=\"1.2\" "), "Line 2: use XLIFF 2.0"),
        ("another namespace", with("document:2.0", "document:1.2"), "Line 2: use XLIFF 2.0"),
        ("another language", with("trgLang=\"es\"", "trgLang=\"fr\""), "Line 2: this file is not for Spanish"),
        ("no language", with(" trgLang=\"es\"", ""), "Line 2: this file is not for Spanish"),
        ("a text twice", xliff(&desk, &format!("{good}\n{good}")).into_bytes(), "Line 5: this text is here twice"),
        ("a text without its id", with(" id=\"title\"", ""), "Line 4: the id of the proposal or the text is missing"),
        ("a proposal without its id", with(&format!(" id=\"{id}\""), ""), "Line 3: the id of the proposal"),
        (
            "a unit out of place",
            with("<segment>", "<unit id=\"x\"></unit><segment>"),
            "Line 4: this part stands in the wrong place",
        ),
        ("a mark in a text", with("Sombra", "Som<ph id=\"1\"/>bra"), "Line 4: there is a mark inside the text"),
        ("tags that cross", with("</target></segment>", "</segment></target>"), "Line 4: this is not well-formed XML"),
        (
            "an attribute twice",
            with("<unit id=\"title\"", "<unit id=\"title\" id=\"title\""),
            "Line 4: this is not well-formed XML",
        ),
        ("a character that is none", with("Sombra", "Som&#0;bra"), "Line 4: there is a character that no text has"),
        ("another encoding", with("UTF-8", "ISO-8859-1"), "Line 1: save the file as UTF-8"),
        ("a cut file", fine.as_bytes()[..fine.len() - 30].to_vec(), "the file ends too soon"),
        ("a file cut in a tag", fine.as_bytes()[..fine.find("<segment").unwrap() + 4].to_vec(), "Line 4: the file ends too soon"),
        ("no texts", xliff(&desk, "").into_bytes(), "There are no texts in this file"),
        ("an archive", b"PK\x03\x04 and so on".to_vec(), "This file is packed"),
        ("NUL", csv(&format!("{id},title,{SOURCE},Som\0bra\n")), "Line 2: there is a character that no text has"),
        ("Latin letters", latin, "Line 2: save the file as UTF-8"),
        ("UTF-16", b"\xff\xfea\0p\0".to_vec(), "Line 1: save the file as UTF-8"),
        ("no head", format!("{id},title,{SOURCE},Sombra\n").into_bytes(), "Line 1: the columns must be"),
        ("a row too short", csv(&format!("{id},title,{SOURCE}\n")), "Line 2: this row must have four cells"),
        (
            "a row too long",
            csv(&format!("{id},title,{SOURCE},Sombra\n{id},place,x,uno, dos\n")),
            "Line 3: this row must have four cells",
        ),
        ("an open quote", csv(&format!("{id},title,{SOURCE},\"Sombra\n{id},place,x,y\n")), "Line 2: a quote mark is not closed"),
        (
            "a row twice",
            csv(&format!("{id},title,{SOURCE},Sombra\n{id},title,{SOURCE},Sombra\n")),
            "Line 3: this text is here twice",
        ),
        ("a row without its id", csv(&format!(",title,{SOURCE},Sombra\n")), "Line 2: the id of the proposal"),
        ("only a head", csv(""), "There are no texts in this file"),
        ("white space", b" \n\n".to_vec(), "There are no texts in this file"),
    ];
    assert!(faults.len() >= 20);
    for (name, bytes, expected) in faults {
        let reply = desk.upload("es", "no", &bytes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let found = reply.page().texts(".errors li");
        assert!(found.len() == 1 && found[0].contains(expected), "{name}: {found:?}");
        assert!(reply.page().form("import").fields.contains(&("target".to_owned(), "es".to_owned())), "answers are kept");
    }
    let empty = desk.upload("", "", b"").await;
    assert_eq!(empty.page().texts(".errors li"), ["Choose a file", "Choose a language", "Choose yes or no"]);
    let big = desk.upload("es", "no", &vec![b'a'; 2_100_000]).await;
    assert_eq!(big.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!((desk.count("translation").await, desk.count("translation_file").await), (0, 0), "nothing is changed or kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_tells_each_row_s_fate_before_anything_changes() {
    let desk = Desk::open().await;
    send(&desk.translator, &typed(desk.form(&desk.translator, "es").await, "title", "Sombra").tick("go", "save")).await;
    let (id, stranger) = (desk.application, "00000000-0000-0000-0000-000000000000");
    let mut file = format!(
        "application,unit,source,target\n{id},title,{SOURCE},Sombra\n{id},place,Ten stops along the main street,Diez paradas\n\
         {id},start,Another original,x\n{id},runner,The committee with a builder chosen in the open.,\n{id},photo-9,x,y\n\
         {id},cost-1,Roofs and benches,{}\n",
        "x".repeat(169)
    );
    for n in 0..60 {
        file.push_str(&format!("{stranger},unit-{n},x,=cmd\n"));
    }
    let address = checked(&desk, "es", "no", file.as_bytes()).await;
    let page = desk.translator.open(&address).await.page();
    let counted: Vec<(String, String)> = page.texts(".summary dt").into_iter().zip(page.texts(".summary dd")).collect();
    let expected = [
        ("New words", "1 text"),
        ("The same words stand already", "1 text"),
        ("The original changed after this file was made", "1 text"),
        ("Too long", "1 text"),
        ("No words in the file", "1 text"),
        ("The proposal has no such text now", "1 text"),
        ("No such proposal in this cycle", "60 texts"),
    ];
    assert_eq!(counted, expected.map(|(name, count)| (name.to_owned(), count.to_owned())));
    assert_eq!(page.count("main table tbody tr"), 50, "the page stays short");
    assert!(
        page.texts("main table tbody tr")[0].starts_with("4ARP 1When it starts"),
        "{:?}",
        page.texts("main table tbody tr")[0]
    );
    assert!(page.texts("main table tbody tr").iter().any(|row| row.contains("Has 169 characters. Use 168 or fewer")));
    let report = desk.translator.open(&format!("{address}/report")).await.body;
    assert_eq!(report.lines().count(), 65, "head and every row: {report}");
    assert_eq!(desk.count("translation").await, 1, "looking changes nothing");
    desk.translator.go(&page.form("confirm")).await;
    let form = desk.form(&desk.translator, "es").await;
    assert!(
        form.fields.iter().any(|(_, value)| value == "Diez paradas") && form.fields.iter().any(|(_, value)| value == "Sombra")
    );
    assert_eq!(desk.standing("es").await, "Draft", "what a file brought has to be looked at");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_imported_once_however_often_it_is_sent() {
    let desk = Desk::open().await;
    let file = xliff(&desk, &unit("title", SOURCE, "<target>Sombra</target>"));
    let first = checked(&desk, "es", "no", file.as_bytes()).await;
    let second = checked(&desk, "es", "yes", file.as_bytes()).await;
    assert_eq!(first, second, "the same bytes are kept once");
    let confirm = desk.translator.open(&first).await.page().form("confirm");
    let clicks = (0..4).map(|_| {
        let (translator, confirm) = (desk.translator.clone(), confirm.clone());
        tokio::spawn(async move { translator.send(&confirm).await.status })
    });
    for click in clicks.collect::<Vec<_>>() {
        assert_eq!(click.await.unwrap(), StatusCode::SEE_OTHER, "a double click sees the result");
    }
    assert_eq!(desk.count("translation").await, 1);
    let again = desk.upload("es", "no", file.as_bytes()).await;
    let found = again.page().texts(".errors li");
    assert!(found[0].starts_with("You already imported this file on "), "{found:?}");
    let result = desk.translator.open(&first).await;
    assert!(result.body.contains("Imported by Sample Translator on"));
    let databases = &desk.season.world.app.databases;
    let refused = databases.civic("UPDATE translation_file SET imported_at = NULL, imported_name = NULL, result = NULL").await;
    assert!(format!("{:#}", refused.expect_err("once")).contains("this file is imported"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_draft_is_labelled_until_a_person_approves_it() {
    let desk = Desk::open().await;
    let units = export(&desk, "es", "all", "xlf").await.replace("</source>\n", "</source>\n<target>palabras</target>\n");
    let address = checked(&desk, "es", "yes", units.as_bytes()).await;
    desk.translator.go(&desk.translator.open(&address).await.page().form("confirm")).await;
    assert!(desk.translator.open(&desk.grid()).await.body.contains("machine draft"));
    let form = desk.form(&desk.translator, "es").await;
    assert_eq!(send(&desk.translator, &form.tick("go", "send")).await.status, StatusCode::SEE_OTHER);
    assert!(desk.lead.open(&desk.text("es")).await.body.contains("This is a machine draft"), "also while it waits");
    desk.lead.go(&desk.lead.open(&desk.text("es")).await.page().form("review").fill("go", "approve")).await;
    assert!(!desk.translator.open(&desk.grid()).await.body.contains("machine draft"));
    assert!(desk.readiness(&["es"]).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_translation_programs_add_to_a_file_is_understood_or_passed_over() {
    let desk = Desk::open().await;
    let file = format!(
        "\u{feff}<?xml version='1.0' encoding='utf-8'?><!-- made elsewhere -->\n\
         <x:xliff xmlns:x='urn:oasis:names:tc:xliff:document:2.0' xmlns:m='urn:other' version='2.1' srcLang='en' trgLang='es-MX'>\n\
         <x:file id='{}'><m:unit id='title'><m:segment/></m:unit><x:notes><x:note>n &amp; m</x:note></x:notes><x:group id='g'>\n\
         <x:unit id='title'><m:data>x</m:data><x:segment><x:source>Shade for </x:source><x:target>Sombra <x:mrk id='1'>para</x:mrk></x:target></x:segment>\n\
         <x:ignorable><x:source></x:source></x:ignorable>\n\
         <x:segment><x:source>the bus stops</x:source><x:target><![CDATA[ las <paradas>]]> &#x1F68C;</x:target></x:segment></x:unit>\n\
         </x:group></x:file></x:xliff>",
        desk.application
    );
    import(&desk, "es", file.as_bytes()).await;
    let form = desk.form(&desk.translator, "es").await;
    assert!(form.fields.iter().any(|(_, value)| value == "Sombra para las <paradas> 🚌"), "{:?}", form.fields);
}
