//! Kinds are told from bytes.

use media::{Kind, sniff};

use crate::made::{mp4, part};

/// An MP3 frame of 128 kbit/s at 44.1 kHz: 417 bytes.
fn frame() -> Vec<u8> {
    let mut frame = vec![0xFF, 0xFB, 0x90, 0x00];
    frame.resize(417, 0);
    frame
}

#[test]
fn each_kind_is_told_by_its_content() {
    let webm = [&b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm"[..], &[0; 60], b"A_OPUS"].concat();
    let ogg = [&b"OggS\0\x02"[..], &[0; 20], b"\x01\x13OpusHead"].concat();
    for (bytes, kind) in [
        (&b"\xff\xd8\xff\xe0"[..], Kind::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Kind::Png),
        (b"RIFF\0\0\0\0WEBPVP8 ", Kind::WebP),
        (b"RIFF\0\0\0\0WAVEfmt ", Kind::Wav),
        (b"%PDF-1.7", Kind::Pdf),
        (&ogg, Kind::Ogg),
        (&webm, Kind::WebM),
        (&mp4(*b"soun"), Kind::M4a),
        (&[frame(), frame()].concat(), Kind::Mp3),
        (b"ID3\x04\0\0", Kind::Mp3),
    ] {
        assert_eq!(sniff(bytes), kind);
        assert_eq!(kind.media_type().is_some(), kind.extension().is_some());
        assert!(kind == Kind::Pdf || kind.is_picture() != kind.is_sound());
    }
}

#[test]
fn films_and_lookalikes_are_unknown() {
    let film = [&b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm"[..], &[0; 60], b"V_VP9 A_OPUS"].concat();
    let both = [mp4(*b"soun"), part(*b"moov", b"")].concat();
    let fragment = [part(*b"ftyp", b"isom"), part(*b"moov", b""), vec![0, 0, 0, 1, b'm']].concat();
    for bytes in [
        &film[..],
        &mp4(*b"vide"),
        &fragment,
        &frame(),
        b"\xff\xf1\x50\x80",
        b"OggS",
        b" %PDF-1.4",
        b"\0\0\0\x01ftyp\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        assert_eq!(sniff(bytes), Kind::Unknown);
    }
    assert_eq!(sniff(&both), Kind::M4a);
    assert_eq!((Kind::Unknown.media_type(), Kind::Unknown.extension()), (None, None));
}
