//! The languages that a ballot may be in: BCP 47 tag, own name, direction, and whether words stand apart (ux.md E5). The site
//! itself has a catalog for few of them.

/// A language that texts may be translated into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Its name in itself.
    pub own_name: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// False when its words are written without spaces, so that they can't be counted.
    pub spaced: bool,
}

const fn ltr(tag: &'static str, own_name: &'static str) -> Language {
    Language { tag, own_name, direction: "ltr", spaced: true }
}

const fn rtl(tag: &'static str, own_name: &'static str) -> Language {
    Language { tag, own_name, direction: "rtl", spaced: true }
}

const fn joined(tag: &'static str, own_name: &'static str) -> Language {
    Language { tag, own_name, direction: "ltr", spaced: false }
}

/// Every known language.
pub const LANGUAGES: [Language; 23] = [
    ltr("en", "English"),
    ltr("es", "Español"),
    ltr("ko", "한국어"),
    ltr("hy", "Հայերեն"),
    joined("zh-Hant", "繁體中文"),
    joined("zh-Hans", "简体中文"),
    ltr("fil", "Tagalog / Filipino"),
    ltr("vi", "Tiếng Việt"),
    joined("ja", "日本語"),
    joined("th", "ไทย"),
    joined("km", "ខ្មែរ"),
    rtl("fa", "فارسی"),
    ltr("ru", "Русский"),
    rtl("ar", "العربية"),
    ltr("hi", "हिन्दी"),
    ltr("bn", "বাংলা"),
    joined("my", "မြန်မာ"),
    ltr("gu", "ગુજરાતી"),
    ltr("te", "తెలుగు"),
    ltr("mn", "Монгол"),
    ltr("id", "Bahasa Indonesia"),
    rtl("ur", "اردو"),
    ltr("uk", "Українська"),
];

/// The language with this tag, if it is known.
pub fn find(tag: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(tag))
}

/// Value of the `dir` attribute for a tag; the browser decides about one that is not known.
pub fn direction(tag: &str) -> &'static str {
    find(tag).map_or("auto", |language| language.direction)
}

/// A language's name in itself; the tag of one that is not known.
pub fn own_name(tag: &str) -> &str {
    find(tag).map_or(tag, |language| language.own_name)
}

/// True when a file's tag names the wanted language: the same tag, or one of its regions (`es-MX` for `es`).
pub fn fits(wanted: &str, found: &str) -> bool {
    let (wanted, found) = (wanted.to_ascii_lowercase(), found.to_ascii_lowercase());
    found.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_known_in_any_case_and_stand_for_their_regions() {
        assert_eq!(find("ZH-hant").map(|l| l.own_name), Some("繁體中文"));
        assert_eq!(direction("ar"), "rtl");
        assert_eq!(direction("xx"), "auto");
        assert!(fits("es", "es-MX") && fits("km", "KM"));
        assert!(!fits("es", "est") && !fits("zh-Hant", "zh-Hans"));
    }
}
