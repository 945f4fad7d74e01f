//! Files made for the tests, byte by byte where a library would not write them.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Left half red, right half blue, the top row of eight green: turned or mirrored, it shows.
pub fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match () {
        () if y < height / 8 => Rgb([0, 200, 0]),
        () if x < width / 2 => Rgb([200, 0, 0]),
        () => Rgb([0, 0, 200]),
    })
}

pub fn written(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(picture.clone()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with EXIF right behind its start: an orientation, and a place (latitude 34 degrees north).
pub fn jpeg_with_exif(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = written(picture, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff(orientation));
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

fn tiff(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend(entry(0x0112, 3, 1, [orientation, 0, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 38_u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 68_u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend([34_u32, 1, 3, 1, 7, 1].into_iter().flat_map(u32::to_le_bytes));
    tiff.extend(b"GPS-PLACE-MARK");
    tiff
}

/// The head of a PNG of this size, eight bits of colour, and nothing behind it.
pub fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let data = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    bytes.extend(png_chunk(*b"IHDR", &data));
    bytes.extend(png_chunk(*b"IDAT", b"\x78\x9c\x03\0\0\0\0\x01"));
    bytes.extend(png_chunk(*b"IEND", b""));
    bytes
}

pub fn png_chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(&name);
    sum.update(data);
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], &name, data, &sum.sum().to_be_bytes()].concat()
}

/// A zip archive of one empty file, `a`.
pub fn zip() -> Vec<u8> {
    let local = [b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0".as_slice(), b"a"].concat();
    let mut central = b"PK\x01\x02\x0a\0\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0".to_vec();
    central.extend([0; 16]);
    central.extend(b"a");
    let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
    end.extend(u32::try_from(central.len()).unwrap().to_le_bytes());
    end.extend(u32::try_from(local.len()).unwrap().to_le_bytes());
    end.extend([0, 0]);
    [local, central, end].concat()
}

/// A box of an MP4 file.
pub fn part(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], &name, content].concat()
}

/// An MP4 file with one track of this kind, and a place among its notes.
pub fn mp4(handler: [u8; 4]) -> Vec<u8> {
    let head = [&[0; 8][..], &handler, &[0; 13]].concat();
    let media = part(*b"mdia", &part(*b"hdlr", &head));
    let track = part(*b"trak", &[media, part(*b"udta", b"TRACK-NOTE")].concat());
    let notes = part(*b"udta", &part(*b"\xa9xyz", b"\0\x12\x15\xc7+34.0522-118.2437/"));
    let movie = part(*b"moov", &[track, notes].concat());
    [part(*b"ftyp", b"M4A \0\0\0\0M4A isom"), part(*b"mdat", b"SOUNDSOUND"), movie].concat()
}
