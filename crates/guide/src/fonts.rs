//! The fonts that come with Reparto: Noto Sans for Latin, Greek and Cyrillic, Noto Sans Arabic. `fonts/OFL.txt` is their licence.

/// Noto Sans Regular and Bold, Noto Sans Arabic Regular and Bold, as TrueType files; the first is the one to try first.
pub const fn fonts() -> [&'static [u8]; 4] {
    [
        include_bytes!("../fonts/NotoSans-Regular.ttf"),
        include_bytes!("../fonts/NotoSans-Bold.ttf"),
        include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
        include_bytes!("../fonts/NotoSansArabic-Bold.ttf"),
    ]
}
