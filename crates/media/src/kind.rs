//! Tells the kind of a file from its bytes. A name or a stated media type is never asked.

use crate::boxes;

/// A kind of file that people may upload, or none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A WebP picture.
    WebP,
    /// A PDF.
    Pdf,
    /// Opus, Vorbis, FLAC or Speex in Ogg.
    Ogg,
    /// MP3.
    Mp3,
    /// Sound alone in an MP4 or 3GP file, as phones record it.
    M4a,
    /// Sound alone in WebM, as browsers record it.
    WebM,
    /// WAV.
    Wav,
    /// Anything else; SVG, GIF, HEIC and moving pictures with sound are among it.
    Unknown,
}

impl Kind {
    /// The media type to serve the file with. None for [`Kind::Unknown`].
    pub const fn media_type(self) -> Option<&'static str> {
        Some(match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Ogg => "audio/ogg",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::WebM => "audio/webm",
            Self::Wav => "audio/wav",
            Self::Unknown => return None,
        })
    }

    /// The ending of a file name, without the dot. None for [`Kind::Unknown`].
    pub const fn extension(self) -> Option<&'static str> {
        Some(match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Pdf => "pdf",
            Self::Ogg => "ogg",
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::WebM => "webm",
            Self::Wav => "wav",
            Self::Unknown => return None,
        })
    }

    /// Whether [`crate::picture()`] takes it.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::WebP)
    }

    /// Whether [`crate::sound()`] takes it.
    pub const fn is_sound(self) -> bool {
        matches!(self, Self::Ogg | Self::Mp3 | Self::M4a | Self::WebM | Self::Wav)
    }
}

/// The kind of a file, told from its bytes (all of them: the table of an M4A may stand at its end).
pub fn sniff(bytes: &[u8]) -> Kind {
    let at = |place: usize, mark: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(mark));
    match () {
        () if at(0, &[0xFF, 0xD8, 0xFF]) => Kind::Jpeg,
        () if at(0, b"\x89PNG\r\n\x1a\n") => Kind::Png,
        () if at(0, b"RIFF") && at(8, b"WEBPVP8") => Kind::WebP,
        () if at(0, b"RIFF") && at(8, b"WAVE") => Kind::Wav,
        () if at(0, b"%PDF-") => Kind::Pdf,
        () if at(0, b"OggS") && is_ogg_sound(bytes) => Kind::Ogg,
        () if at(4, b"ftyp") && boxes::is_sound(bytes) => Kind::M4a,
        () if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) && is_webm_sound(bytes) => Kind::WebM,
        () if at(0, b"ID3") || is_mp3(bytes) => Kind::Mp3,
        () => Kind::Unknown,
    }
}

/// Whether `mark` stands somewhere in the first `within` bytes.
fn has(bytes: &[u8], within: usize, mark: &[u8]) -> bool {
    bytes.get(..within.min(bytes.len())).is_some_and(|head| crate::search::find(head, mark).is_some())
}

/// The first page of an Ogg file names its codec; one page of video there and it is no recording.
fn is_ogg_sound(bytes: &[u8]) -> bool {
    let first = |mark: &[u8]| has(bytes, 64, mark);
    let sound = first(b"OpusHead") || first(b"\x01vorbis") || first(b"\x7fFLAC") || first(b"Speex   ");
    sound && !has(bytes, 4096, b"\x80theora")
}

/// Browsers write the tracks in front; a track of video there and it is no recording.
fn is_webm_sound(bytes: &[u8]) -> bool {
    let head = |mark: &[u8]| has(bytes, 4096, mark);
    has(bytes, 64, b"webm") && (head(b"A_OPUS") || head(b"A_VORBIS")) && !head(b"V_VP") && !head(b"V_AV1")
}

/// Two MP3 frames, one where the other ends: two bytes of sync alone are found in any file.
fn is_mp3(bytes: &[u8]) -> bool {
    frame_length(bytes).and_then(|length| bytes.get(length..)).and_then(frame_length).is_some()
}

/// Bytes of the MPEG layer III frame that stands in front.
fn frame_length(bytes: &[u8]) -> Option<usize> {
    const V1: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const V2: [usize; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let &[sync, flags, rates, ..] = bytes else { return None };
    if sync != 0xFF || flags & 0xE0 != 0xE0 || flags & 0x06 != 0x02 {
        return None;
    }
    let (kilobits, samples, divide) = match flags >> 3 & 3 {
        3 => (V1, 144, 1),
        2 => (V2, 72, 2),
        0 => (V2, 72, 4),
        _ => return None,
    };
    let rate = [44_100, 48_000, 32_000].get(usize::from(rates >> 2 & 3))? / divide;
    let bits = kilobits.get(usize::from(rates >> 4)).copied().filter(|bits| *bits > 0)?;
    Some(samples * bits * 1000 / rate + usize::from(rates >> 1 & 1))
}
