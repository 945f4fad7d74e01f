//! Fluent catalogs, embedded in the binary: one folder for each language, one file for each feature.
//! A missing key cannot reach a page: a test compares the keys used in the code with every catalog.

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;

use crate::base::Lang;

#[derive(RustEmbed)]
#[folder = "static/i18n"]
struct Catalogs;

static BUNDLES: LazyLock<HashMap<Lang, FluentBundle<FluentResource>>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect());

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let locale = match lang {
        Lang::En => unic_langid::langid!("en-US"),
        Lang::Es => unic_langid::langid!("es-US"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string())),
        _ => None,
    }));
    let prefix = format!("{}/", lang.code());
    for path in Catalogs::iter().filter(|path| path.starts_with(&prefix)) {
        let Some(file) = Catalogs::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(partial, faults)| {
            tracing::error!(catalog = %path, faults = faults.len(), "catalog has lines that can't be read");
            partial
        });
        if bundle.add_resource(resource).is_err() {
            tracing::error!(catalog = %path, "catalog repeats a key");
        }
    }
    bundle
}

/// Digits in groups of three with commas: the form used for numbers in every US-based catalog.
pub fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A value that goes into a sentence.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Words or a ready-made figure such as an amount.
    Text(String),
    /// A count, which also chooses the plural form.
    Count(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}
impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}
impl From<u16> for Arg {
    fn from(count: u16) -> Self {
        Self::Count(count.into())
    }
}

/// The words for `key` in `lang`, with `args` filled in. An unknown key shows itself in brackets and is logged.
pub fn text(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    let mut values = FluentArgs::new();
    for (name, value) in args {
        match value {
            Arg::Text(text) => values.set(*name, FluentValue::from(text.as_str())),
            Arg::Count(count) => values.set(*name, FluentValue::from(*count)),
        }
    }
    let pattern = BUNDLES.get(&lang).and_then(|b| b.get_message(key).and_then(|m| m.value()).map(|p| (b, p)));
    let Some((bundle, pattern)) = pattern else {
        tracing::error!(key, lang = lang.code(), "catalog has no such key");
        return format!("[{key}]");
    };
    let mut faults = Vec::new();
    let words = bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned();
    if !faults.is_empty() {
        tracing::error!(key, lang = lang.code(), "catalog message lacks a value");
    }
    words
}

/// Every catalog file with its text, for the tests that compare catalogs.
pub fn catalog_files() -> Vec<(String, String)> {
    let mut files: Vec<_> = Catalogs::iter()
        .filter_map(|path| Catalogs::get(&path).map(|f| (path.to_string(), String::from_utf8_lossy(&f.data).into_owned())))
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped() {
        for (plain, shown) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567", "-1,234,567"), ("1.5", "1.5")] {
            assert_eq!(grouped(plain), shown);
        }
    }
}
