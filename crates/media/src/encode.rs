//! Writes a picture within a number of bytes, so that a page of them loads on an old phone.

use image::RgbImage;
use image::imageops::{self, FilterType};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::MediaFault;

/// One size of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The picture as JPEG, which everything shows.
    pub jpeg: Vec<u8>,
    /// The same as WebP, which saves about a quarter. None where it saves nothing.
    pub webp: Option<Vec<u8>>,
}

/// Tried in turn until the bytes suffice.
const QUALITIES: [u8; 7] = [82, 76, 70, 62, 54, 46, 38];

/// Writes the picture with at most `budget` bytes of JPEG: at lower quality, and if that is not enough, smaller.
pub fn rendition(mut picture: RgbImage, budget: usize) -> Result<Rendition, MediaFault> {
    loop {
        let (width, height) = picture.dimensions();
        for quality in QUALITIES {
            let jpeg = jpeg(&picture, quality)?;
            if jpeg.len() <= budget || width.max(height) < 16 {
                let webp = webp(&picture, quality).filter(|webp| webp.len() < jpeg.len());
                return Ok(Rendition { width, height, jpeg, webp });
            }
        }
        let less = |side: u32| (side * 4 / 5).max(1);
        picture = imageops::resize(&picture, less(width), less(height), FilterType::Lanczos3);
    }
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, MediaFault> {
    let side = |length: u32| u16::try_from(length).map_err(|_| MediaFault::Damaged);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut bytes = Vec::new();
    // No tables of its own: with them this encoder writes each colour as a scan of its own, which some decoders get wrong.
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).map_err(|_| MediaFault::Damaged)?;
    Ok(bytes)
}

fn webp(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let encoder = webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height());
    encoder.encode_simple(false, f32::from(quality)).ok().map(|bytes| bytes.to_vec())
}
