//! Catalogs: no key missing, none unused, same values and plural forms in every language, sorted, plain words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use reparto::{
    base::Lang,
    platform::i18n::{self, Arg},
};

#[derive(Default, Clone)]
struct Message {
    variables: BTreeSet<String>,
    plurals: Vec<BTreeSet<String>>,
    text: String,
    file: String,
}

fn read_pattern(pattern: &Pattern<String>, message: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => message.text.push_str(value),
            PatternElement::Placeable { expression } => read_expression(expression, message),
        }
    }
}

fn read_expression(expression: &Expression<String>, message: &mut Message) {
    match expression {
        Expression::Inline(inline) => read_inline(inline, message),
        Expression::Select { selector, variants } => {
            read_inline(selector, message);
            let mut keys = BTreeSet::new();
            for variant in variants {
                if let VariantKey::Identifier { name } = &variant.key {
                    keys.insert(name.clone());
                }
                read_pattern(&variant.value, message);
                message.text.push(' ');
            }
            message.plurals.push(keys);
        }
    }
}

fn read_inline(inline: &InlineExpression<String>, message: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => {
            message.variables.insert(id.name.clone());
            message.text.push('7');
        }
        InlineExpression::Placeable { expression } => read_expression(expression, message),
        _ => {}
    }
}

fn catalog(lang: Lang) -> BTreeMap<String, Message> {
    let mut out = BTreeMap::new();
    for (path, text) in i18n::catalog_files().into_iter().filter(|(p, _)| p.starts_with(&format!("{}/", lang.code()))) {
        let parsed = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{path}: {faults:?}"));
        let mut last = String::new();
        for entry in parsed.body {
            match entry {
                Entry::Message(found) => {
                    let mut message = Message { file: path.clone(), ..Message::default() };
                    read_pattern(found.value.as_ref().expect("a value"), &mut message);
                    assert!(found.id.name > last, "{path}: {} is not sorted after {last}", found.id.name);
                    last.clone_from(&found.id.name);
                    assert!(out.insert(found.id.name.clone(), message).is_none(), "{path}: {} twice", found.id.name);
                }
                Entry::Junk { content } => panic!("{path}: can't be read: {content}"),
                _ => {}
            }
        }
    }
    out
}

fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// String literals that look like catalog keys.
fn literals(code: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for piece in code.split('"').skip(1).step_by(1) {
        let is_key = piece.contains('-')
            && piece.len() < 60
            && piece.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if is_key {
            out.insert(piece.to_owned());
        }
    }
    out
}

/// Keys that the code puts together from a fixed front and a list.
const BUILT: &[&str] = &[
    "act-",
    "role-",
    "tie-",
    "gap-",
    "void-ground-",
    "application-state-",
    "reason-p-",
    "section-",
    "field-",
    "cost-",
    "changes-",
    "channel-",
    "notice-kind-",
    "idea-standing-",
    "idea-reason-",
    "idea-event-",
    "idea-channel-",
    "phase-name-",
    "count-rule-",
    "count-then-",
    "setup-author-",
    "setup-door-",
    "setup-equal-",
    "setup-field-",
    "setup-flag-",
    "setup-kind-",
    "setup-per-",
    "setup-task-",
    "setup-tie-",
    "voters-door-",
    "voters-tie-",
    "bodies-org-",
    "bodies-part-",
    "bodies-spoken-",
    "bodies-issue-",
    "disclosure-tie-",
    "event-kind-",
    "translation-state-",
    "unit-",
    "language-",
    "finding-",
];

#[test]
fn every_key_exists_and_every_message_is_used() {
    let mut code = String::new();
    sources(Path::new("src"), &mut code);
    let used = literals(&code);
    let english = catalog(Lang::En);
    let unused: Vec<&String> = english.keys().filter(|k| !used.contains(*k) && !BUILT.iter().any(|b| k.starts_with(b))).collect();
    assert!(unused.is_empty(), "unused: {unused:?}");
    // A literal of the same family as some message, but without one, is a missing key.
    let called: BTreeSet<String> = code
        .split("t(\"")
        .chain(code.split("tf(\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|k| k.contains('-') && k.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .map(str::to_owned)
        .collect();
    let missing: Vec<&String> = called.iter().filter(|k| !english.contains_key(*k)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn keys_put_together_by_the_code_exist() {
    let english = catalog(Lang::En);
    let mut code = String::new();
    sources(Path::new("src"), &mut code);
    let mut wanted: Vec<String> = Vec::new();
    for role in reparto::base::Role::ALL {
        let name = role.code().replace('_', "-");
        wanted.extend([format!("role-{name}"), format!("role-{name}-does")]);
    }
    wanted.extend(["live", "work", "study", "guardian", "none"].map(|tie| format!("tie-{tie}")));
    wanted.extend(["printed", "passes", "ballots", "entries", "online", "opened"].map(|gap| format!("gap-{gap}")));
    wanted.extend(["not-eligible", "duplicate", "fraud", "order", "missing"].map(|ground| format!("void-ground-{ground}")));
    wanted.extend(["listed", "joined", "waiting", "hidden"].map(|standing| format!("idea-standing-{standing}")));
    wanted.extend(["program", "zone", "merged", "private", "harm"].map(|reason| format!("idea-reason-i-{reason}")));
    wanted.extend(["web", "paper", "phone", "event"].map(|channel| format!("idea-channel-{channel}")));
    let events = ["given", "entered", "published", "hidden", "moved", "redacted", "transcribed", "joined", "split", "undone"];
    wanted.extend(events.map(|event| format!("idea-event-{event}")));
    let steps = ["entered", "published", "hidden", "moved", "redacted", "transcribed", "undone", "joined", "split"];
    wanted.extend(steps.map(|step| format!("act-idea-{step}")));
    for piece in code.split("Act::new(").chain(code.split("Act::general(")).skip(1) {
        for word in piece.split('"').skip(1).step_by(2).take(2) {
            if word.contains('.') && word.chars().all(|c| c.is_ascii_lowercase() || c == '.') {
                wanted.push(format!("act-{}", word.replace('.', "-")));
            }
        }
    }
    let missing: Vec<&String> = wanted.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_language_says_the_same_things() {
    let english = catalog(Lang::En);
    for lang in Lang::ALL {
        let other = catalog(lang);
        let keys: BTreeSet<_> = other.keys().collect();
        assert_eq!(keys, english.keys().collect(), "{lang:?}");
        let forms: BTreeSet<String> = match lang {
            Lang::En => ["one", "other"],
            Lang::Es => ["one", "other"],
        }
        .map(str::to_owned)
        .into();
        for (key, message) in &other {
            assert_eq!(message.variables, english[key].variables, "{lang:?} {key}: other values than English");
            // A choice by role or the like is no plural.
            for plural in message.plurals.iter().filter(|p| p.contains("one")) {
                assert!(plural.is_superset(&forms), "{lang:?} {key}: plural forms {plural:?}, needed {forms:?}");
            }
        }
    }
}

#[test]
fn every_message_can_be_said_with_any_count() {
    for lang in Lang::ALL {
        for (key, message) in catalog(lang) {
            for count in [0, 1, 2, 3, 5, 11, 21, 100, 101, 1_000_000] {
                let args: Vec<(&str, Arg)> = message.variables.iter().map(|v| (v.as_str(), Arg::Count(count))).collect();
                let words = i18n::text(lang, &key, &args);
                assert!(!words.is_empty() && !words.contains("{$") && !words.contains("{ $"), "{lang:?} {key}: {words}");
            }
        }
    }
}

const BANNED: &[&str] =
    &["please", "sorry", "valid", "invalid", "forbidden", "illegal", "oops", "citizen", "allocate", "tabulate", "submit"];

fn syllables(word: &str) -> usize {
    let lower: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in &lower {
        if vowel(*c) && !before {
            count += 1;
        }
        before = vowel(*c);
    }
    if lower.ends_with(&['e']) && count > 1 && !lower.ends_with(&['l', 'e']) {
        count -= 1;
    }
    count.max(1)
}

/// Flesch-Kincaid grade of all sentences together.
fn grade(text: &str) -> f64 {
    let sentences = text.split(['.', '?', '!', '\n']).filter(|s| s.split_whitespace().count() > 0).count().max(1);
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).collect();
    let total: usize = words.iter().map(|w| syllables(w)).sum();
    let count = words.len().max(1);
    #[allow(clippy::cast_precision_loss, clippy::as_conversions, reason = "a reading grade is an estimate")]
    let (w, s, y) = (count as f64, sentences as f64, total as f64);
    0.39 * w / s + 11.8 * y / w - 15.59
}

#[test]
fn words_are_plain() {
    let english = catalog(Lang::En);
    let mut by_file: BTreeMap<String, String> = BTreeMap::new();
    for (key, message) in &english {
        let plain = message.text.to_lowercase();
        let is_error = key.contains("empty") || key.contains("wrong") || key.contains("format") || key.starts_with("problem-");
        for word in BANNED {
            let said = plain.split(|c: char| !c.is_alphanumeric()).any(|w| w == *word);
            assert!(!(said && is_error), "{key}: says {word:?}");
        }
        for sentence in message.text.split(['.', '?', '!']) {
            assert!(sentence.split_whitespace().count() <= 32, "{key}: a sentence of more than 32 words");
        }
        let text = by_file.entry(message.file.clone()).or_default();
        text.push_str(message.text.trim());
        text.push_str(if message.text.trim_end().ends_with(['.', '?', '!']) { " " } else { ". " });
    }
    for (file, text) in by_file {
        let grade = grade(&text);
        let limit = if file.contains("counting") || file.contains("accounts") { 9.0 } else { 6.0 };
        println!("{file}: grade {grade:.1}");
        assert!(grade <= limit, "{file}: reading grade {grade:.1}, at most {limit}");
    }
}
