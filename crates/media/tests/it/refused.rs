//! Pictures that are refused, each with what to do.

use std::time::Instant;

use image::ImageFormat;
use media::{Kind, Limits, MediaFault, picture, sniff};

use crate::made::{flag, png_chunk, png_head, written, zip};

fn refused(bytes: &[u8]) -> MediaFault {
    picture(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn a_bomb_is_refused_by_its_head() {
    let start = Instant::now();
    assert_eq!(
        refused(&png_head(20_000, 20_000)),
        MediaFault::TooManyPixels { width: 20_000, height: 20_000, limit: 50_000_000 }
    );
    assert_eq!(refused(&png_head(12_001, 10)), MediaFault::TooLong { width: 12_001, height: 10, limit: 12_000 });
    assert!(matches!(refused(&png_head(u32::MAX >> 1, u32::MAX >> 1)), MediaFault::TooManyPixels { .. } | MediaFault::Damaged));
    assert!(start.elapsed().as_millis() < 500);
}

#[test]
fn a_jpeg_bomb_is_refused_by_its_head() {
    let mut jpeg = written(&flag(64, 64), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    assert_eq!(refused(&jpeg), MediaFault::TooManyPixels { width: 65_535, height: 65_535, limit: 50_000_000 });
}

#[test]
fn a_kind_that_needs_more_memory_may_have_fewer_pixels() {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    encoder.set_progressive(true);
    encoder.encode(flag(400, 400).as_raw(), 400, 400, jpeg_encoder::ColorType::Rgb).unwrap();
    let limits = Limits { memory: 900_000, ..Limits::default() };
    assert_eq!(picture(&bytes, &limits), Err(MediaFault::TooManyPixels { width: 400, height: 400, limit: 100_000 }));
    assert!(picture(&written(&flag(400, 400), ImageFormat::Jpeg), &limits).is_ok());
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = written(&flag(200, 150), format);
        for part in [20, 50, 80, 95] {
            let cut = &whole[..whole.len() * part / 100];
            assert!(matches!(refused(cut), MediaFault::Damaged), "{format:?} {part}");
        }
        assert_eq!(refused(&whole[..whole.len() - 2]), MediaFault::Damaged);
    }
}

#[test]
fn a_picture_with_a_second_file_behind_it_is_refused() {
    let page: &[u8] = b"\n<ScRiPt>alert(1)</ScRiPt>";
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let plain = written(&flag(64, 64), format);
        for hidden in [&zip()[..], b"%PDF-1.4\n1 0 obj", page, b"<!DOCTYPE html>"] {
            assert_eq!(refused(&[&plain, hidden].concat()), MediaFault::HiddenFile, "{format:?}");
        }
    }
    // A phone's second view behind the first is dropped, not refused.
    let jpeg = written(&flag(64, 64), ImageFormat::Jpeg);
    assert!(picture(&[&jpeg[..], &jpeg].concat(), &Limits::default()).is_ok());
}

#[test]
fn drawings_that_can_run_and_kinds_that_move_are_not_taken() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>"#;
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    for file in [&svg[..], gif, heic, b"<?xml version='1.0'?><svg/>", b"", b"\xff", b"BM"] {
        assert_eq!(sniff(file), Kind::Unknown);
        assert_eq!(refused(file), MediaFault::NotAPicture);
    }
}

#[test]
fn moving_png_and_webp_are_refused_as_moving() {
    let plain = written(&flag(32, 32), ImageFormat::Png);
    let moving = [&plain[..33], &png_chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), &plain[33..]].concat();
    assert_eq!(refused(&moving), MediaFault::Animated);
    let frame = written(&flag(32, 32), ImageFormat::WebP);
    let frame = &frame[12..];
    let mut body = b"WEBPVP8X\x0a\0\0\0\x02\0\0\0\x1f\0\0\x1f\0\0ANIM\x06\0\0\0\xff\xff\xff\xff\0\0ANMF".to_vec();
    body.extend(u32::try_from(frame.len() + 16).unwrap().to_le_bytes());
    body.extend(b"\0\0\0\0\0\0\x1f\0\0\x1f\0\0\x64\0\0\0");
    body.extend(frame);
    let file = [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat();
    assert_eq!(refused(&file), MediaFault::Animated);
}

#[test]
fn a_file_of_too_many_bytes_is_refused_unread() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    assert_eq!(picture(&[0; 11], &limits), Err(MediaFault::TooBig { bytes: 11, limit: 10 }));
}

#[test]
fn a_flipped_byte_anywhere_is_an_answer_and_never_a_panic() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = written(&flag(40, 30), format);
        for at in (0..whole.len()).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let _ = picture(&changed, &Limits::default());
        }
    }
}
