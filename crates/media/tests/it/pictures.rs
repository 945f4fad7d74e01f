//! Pictures that are taken: upright, small, and without anything else that was in the file.

use image::{ImageFormat, Rgb, RgbImage};
use media::{Limits, Rendition, picture};

use crate::made::{flag, jpeg_with_exif, png_chunk, written};

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|part| part == mark)
}

fn shown(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory(jpeg).unwrap().into_rgb8()
}

/// Red, green or blue, whichever is strongest.
fn colour(picture: &RgbImage, x: u32, y: u32) -> usize {
    let Rgb(parts) = *picture.get_pixel(x, y);
    (0..3).max_by_key(|part| parts[*part]).unwrap()
}

fn every_file(size: &Rendition) -> Vec<&Vec<u8>> {
    std::iter::once(&size.jpeg).chain(&size.webp).collect()
}

#[test]
fn every_kind_gives_two_sizes_in_shape_and_in_both_formats() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let done = picture(&written(&flag(1200, 900), format), &Limits::default()).unwrap();
        assert_eq!((done.small.width, done.small.height), (320, 240));
        assert_eq!((done.large.width, done.large.height), (640, 480));
        for size in [&done.small, &done.large] {
            let jpeg = shown(&size.jpeg);
            assert_eq!(jpeg.dimensions(), (size.width, size.height));
            assert_eq!(shown(size.webp.as_ref().unwrap()).dimensions(), (size.width, size.height));
            assert_eq!([colour(&jpeg, 4, 4), colour(&jpeg, 4, 200), colour(&jpeg, size.width - 4, 200)], [1, 0, 2]);
        }
    }
}

#[test]
fn a_small_picture_is_never_enlarged_and_a_tall_one_stays_a_column() {
    let done = picture(&written(&flag(100, 60), ImageFormat::Png), &Limits::default()).unwrap();
    assert_eq!((done.small.width, done.large.width, done.large.height), (100, 100, 60));
    let tall = picture(&written(&flag(60, 6000), ImageFormat::Png), &Limits::default()).unwrap();
    assert_eq!((tall.small.width, tall.small.height, tall.large.width, tall.large.height), (6, 640, 13, 1280));
    let dot = picture(&written(&flag(1, 1), ImageFormat::Png), &Limits::default()).unwrap();
    assert_eq!((dot.large.width, dot.large.height), (1, 1));
}

#[test]
fn each_of_the_eight_orientations_is_turned_upright() {
    // Which edge the green row (top of the file) is at, and the colours of the four corners inside it, clockwise.
    let seen = |orientation: u8| {
        let done = picture(&jpeg_with_exif(&flag(160, 80), orientation), &Limits::default()).unwrap();
        let jpeg = shown(&done.large.jpeg);
        let (right, foot) = (jpeg.width() - 1, jpeg.height() - 1);
        let edges = [(right / 2, 2), (right - 2, foot / 2), (right / 2, foot - 2), (2, foot / 2)];
        let green = edges.iter().position(|(x, y)| colour(&jpeg, *x, *y) == 1);
        let corners = [(1, 1), (3, 1), (3, 3), (1, 3)].map(|(x, y)| colour(&jpeg, right * x / 4, foot * y / 4));
        (jpeg.dimensions(), green, corners)
    };
    let (wide, high) = ((160, 80), (80, 160));
    assert_eq!(seen(1), (wide, Some(0), [0, 2, 2, 0]));
    assert_eq!(seen(2), (wide, Some(0), [2, 0, 0, 2]));
    assert_eq!(seen(3), (wide, Some(2), [2, 0, 0, 2]));
    assert_eq!(seen(4), (wide, Some(2), [0, 2, 2, 0]));
    assert_eq!(seen(5), (high, Some(3), [0, 0, 2, 2]));
    assert_eq!(seen(6), (high, Some(1), [0, 0, 2, 2]));
    assert_eq!(seen(7), (high, Some(1), [2, 2, 0, 0]));
    assert_eq!(seen(8), (high, Some(3), [2, 2, 0, 0]));
}

#[test]
fn the_place_where_a_picture_was_taken_is_gone_and_so_is_every_note() {
    let jpeg = jpeg_with_exif(&flag(400, 300), 1);
    assert!(has(&jpeg, b"GPS-PLACE-MARK") && has(&jpeg, b"Exif"));
    let plain = written(&flag(400, 300), ImageFormat::Png);
    let png = [&plain[..33], &png_chunk(*b"tEXt", b"Author\0NOTE-OF-AUTHOR"), &plain[33..]].concat();
    for file in [jpeg, png] {
        let done = picture(&file, &Limits::default()).unwrap();
        for bytes in [every_file(&done.small), every_file(&done.large)].concat() {
            for mark in [&b"GPS-PLACE-MARK"[..], b"Exif", b"EXIF", b"NOTE-OF-AUTHOR", b"ICC_PROFILE", b"http://ns.adobe.com"] {
                assert!(!has(bytes, mark), "{}", String::from_utf8_lossy(mark));
            }
        }
    }
}

#[test]
fn noise_that_no_encoder_can_shrink_still_fits_its_bytes() {
    let mut grain = 7_u32;
    let noise = RgbImage::from_fn(900, 1800, |_, _| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([grain.to_be_bytes()[0], grain.to_be_bytes()[1], grain.to_be_bytes()[0] ^ 0x5A])
    });
    let done = picture(&written(&noise, ImageFormat::Png), &Limits::default()).unwrap();
    assert!(done.small.jpeg.len() <= 15_000 && done.large.jpeg.len() <= 45_000);
    assert!(done.small.width <= 320 && done.large.width <= 640);
    for size in [&done.small, &done.large] {
        assert!(size.webp.as_ref().is_none_or(|webp| webp.len() < size.jpeg.len()));
        assert_eq!(shown(&size.jpeg).dimensions(), (size.width, size.height));
    }
}

#[test]
fn see_through_becomes_white() {
    let clear = image::RgbaImage::from_pixel(64, 64, image::Rgba([0, 0, 0, 0]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let done = picture(bytes.get_ref(), &Limits::default()).unwrap();
    assert!(shown(&done.large.jpeg).pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
}

#[test]
fn colours_of_a_wider_profile_are_shown_as_srgb() {
    let red = RgbImage::from_pixel(64, 64, Rgb([200, 60, 60]));
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.add_icc_profile(&profile).unwrap();
    encoder.encode(red.as_raw(), 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
    let done = picture(&bytes, &Limits::default()).unwrap();
    let shown = *shown(&done.large.jpeg).get_pixel(32, 32);
    assert!(shown.0[0] > 210 && shown.0[1] < 55, "{shown:?}");
}
