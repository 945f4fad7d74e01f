//! The languages of the interface, their own names, direction, and the order of fallback.

/// A language with a complete catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// English, the source language.
    En,
    /// Spanish as used in the United States.
    Es,
}

impl Lang {
    /// Every language, in the order of their own names.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// Reads a language code as it stands in a path.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// BCP 47 code, used in paths and in `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language's name in the language itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// `ltr` or `rtl`, for the `dir` attribute.
    pub fn direction(self) -> &'static str {
        "ltr"
    }

    /// Picks a language from an `Accept-Language` header by its weights; English when nothing fits.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0_u32, Self::En);
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=").map(str::to_owned)).map_or(1000, |q| thousandths(&q));
            let primary = tag.split('-').next().unwrap_or("");
            if let Some(lang) = Self::parse(primary)
                && weight > best.0
            {
                best = (weight, lang);
            }
        }
        best.1
    }
}

/// `0.8` as 800; anything unreadable counts as 0.
fn thousandths(q: &str) -> u32 {
    let (whole, fraction) = q.split_once('.').unwrap_or((q, ""));
    let padded: String = format!("{fraction}000").chars().take(3).collect();
    match (whole.parse::<u32>(), padded.parse::<u32>()) {
        (Ok(w), Ok(f)) => w.min(1) * 1000 + f,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        for (header, expected) in [
            ("es-MX,es;q=0.9,en;q=0.8", Lang::Es),
            ("en-US,en;q=0.9,es;q=0.8", Lang::En),
            ("fr-FR, es;q=0.4, en;q=0.3", Lang::Es),
            ("ko", Lang::En),
            ("", Lang::En),
            ("es;q=banana", Lang::En),
        ] {
            assert_eq!(Lang::from_accept_language(header), expected, "{header}");
        }
    }
}
