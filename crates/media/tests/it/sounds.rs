//! Recordings keep their sound and lose their place.

use media::{Kind, MediaFault, sniff, sound};

use crate::made::mp4;

#[test]
fn a_recording_loses_where_it_was_made_and_no_byte_moves() {
    let before = mp4(*b"soun");
    let after = sound(&before, 1 << 20).unwrap();
    let has = |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).any(|part| part == mark);
    assert_eq!((after.kind, after.bytes.len()), (Kind::M4a, before.len()));
    for mark in [&b"+34.0522"[..], b"TRACK-NOTE", b"udta"] {
        assert!(has(&before, mark) && !has(&after.bytes, mark));
    }
    assert!(has(&after.bytes, b"SOUNDSOUND") && sniff(&after.bytes) == Kind::M4a);
}

#[test]
fn other_files_are_no_recording() {
    assert_eq!(sound(&mp4(*b"vide"), 1 << 20), Err(MediaFault::NotASound));
    assert_eq!(sound(b"%PDF-1.4", 1 << 20), Err(MediaFault::NotASound));
    assert_eq!(sound(&[0; 9], 8), Err(MediaFault::TooBig { bytes: 9, limit: 8 }));
    let wav = b"RIFF\x04\0\0\0WAVE";
    assert_eq!(sound(wav, 99).unwrap().bytes, wav);
}

#[test]
fn an_mp3_loses_its_tags_and_nothing_else() {
    // MPEG 1 layer III, 128 kbit/s, 44,100 Hz: 417 bytes a frame.
    let frames = [[0xFF, 0xFB, 0x90, 0x64].as_slice(), &[7; 413]].concat().repeat(2);
    let front = [b"ID3\x04\0\0\0\0\x01\x02".as_slice(), &[b'P'; 130]].concat();
    let back = [b"TAG".as_slice(), &[b'N'; 125]].concat();
    let after = sound(&[front.as_slice(), &frames, &back].concat(), 1 << 20).unwrap();
    assert_eq!((after.kind, after.bytes), (Kind::Mp3, frames));
    let claims = b"ID3\x04\0\0\x7f\x7f\x7f\x7f\xFF\xFB\x90\x64";
    assert_eq!(sound(claims, 99), Err(MediaFault::NotASound), "a tag that claims more than there is");
}
