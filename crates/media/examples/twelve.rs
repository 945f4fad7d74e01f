//! Measures a picture of 12 megapixels, as JPEG, progressive JPEG and PNG, and a share card: milliseconds, bytes, peak memory.
//! `cargo run --release -p media --example twelve -- [jpeg|progressive|png|card [file]]`, one at a time: the peak is the process's.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that cannot go on should stop where it stands")]

use std::time::Instant;

use image::{ImageFormat, Rgb, RgbImage};
use media::{Card, Limits, picture, share_card};

const SIDES: (u16, u16) = (4000, 3000);

/// Waves and grain, so that no encoder has it easier than with a photograph.
fn scene() -> RgbImage {
    let mut grain = 1_u32;
    RgbImage::from_fn(u32::from(SIDES.0), u32::from(SIDES.1), |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wave = |step: u32| ((x / step) ^ (y / (step + 3))) % 180 + (grain >> 28);
        Rgb([wave(7), wave(13), wave(29)].map(|part| u8::try_from(part).unwrap()))
    })
}

fn file(kind: &str) -> Vec<u8> {
    let scene = scene();
    let mut bytes = Vec::new();
    if kind == "png" {
        scene.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    } else {
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
        encoder.set_progressive(kind == "progressive");
        encoder.encode(scene.as_raw(), SIDES.0, SIDES.1, jpeg_encoder::ColorType::Rgb).unwrap();
    }
    bytes
}

/// A line of `/proc/self/status`, in kB: VmHWM is the peak, which this resets.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or_else(|| "unknown".to_owned(), |kb| kb.trim().to_owned())
}

fn main() {
    let kind = std::env::args().nth(1).unwrap_or_else(|| "jpeg".to_owned());
    if kind == "card" {
        let card = Card {
            zone: "Sample Zone",
            number: "12",
            title: "Shade trees and benches along the river path",
            price: "$750,000",
            programme: "Sample Programme 2026",
            rtl: false,
        };
        for _ in 0..3 {
            let start = Instant::now();
            let bytes = share_card(&card, &guide::fonts()).unwrap();
            println!("card: {} ms, {} bytes, peak {}", start.elapsed().as_millis(), bytes.len(), peak());
            if let Some(file) = std::env::args().nth(2) {
                std::fs::write(file, bytes).unwrap();
            }
        }
        return;
    }
    let made = std::env::temp_dir().join(format!("twelve-{kind}"));
    // Made in a first run and read in a second: making it takes memory too.
    let Ok(bytes) = std::fs::read(&made) else {
        std::fs::write(&made, file(&kind)).unwrap();
        println!("made; run again to measure");
        return;
    };
    let start = Instant::now();
    let done = picture(&bytes, &Limits { bytes: 64 << 20, ..Limits::default() }).unwrap();
    let took = start.elapsed().as_millis();
    for size in [&done.small, &done.large] {
        let webp = size.webp.as_ref().map_or(0, Vec::len);
        println!("{} x {}: {} bytes of JPEG, {webp} of WebP", size.width, size.height, size.jpeg.len());
    }
    println!("{kind} of {} bytes: {took} ms, peak {}", bytes.len(), peak());
}
