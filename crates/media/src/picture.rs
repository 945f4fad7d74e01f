//! Pictures: read within limits, turned upright, and written anew in two sizes. Nothing else of the upload is kept.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, RgbImage};

use crate::encode::{self, Rendition};
use crate::kind::{Kind, sniff};
use crate::{MediaFault, colour, envelope, fault};

/// What is taken. Each is looked at before a pixel is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of a side.
    pub side: u32,
    /// Pixels in all.
    pub pixels: u64,
    /// Bytes of memory while it is decoded.
    pub memory: u64,
}

impl Default for Limits {
    /// 20 MiB, 12,000 pixels a side, 50 megapixels, 256 MiB of memory.
    fn default() -> Self {
        Self { bytes: 20 << 20, side: 12_000, pixels: 50_000_000, memory: 256 << 20 }
    }
}

/// A picture in the two sizes that pages show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// At most 320 x 640 pixels; its JPEG has at most 15,000 bytes.
    pub small: Rendition,
    /// At most 640 x 1,280 pixels; its JPEG has at most 45,000 bytes.
    pub large: Rendition,
}

/// Widths in pixels, and bytes of the JPEG.
const SMALL: (u32, usize) = (320, 15_000);
const LARGE: (u32, usize) = (640, 45_000);

/// Makes both sizes of an uploaded picture: upright, in sRGB, on white, without anything else that was in the file.
/// A picture is never enlarged. Takes processor time (about 0.3 s for 12 megapixels): keep it off the threads that serve.
///
/// # Errors
/// [`MediaFault`].
pub fn picture(bytes: &[u8], limits: &Limits) -> Result<Picture, MediaFault> {
    fault::fits(bytes, limits.bytes)?;
    let kind = sniff(bytes);
    let input = Cursor::new(bytes);
    let mut decoder: Box<dyn ImageDecoder + '_> = match kind {
        Kind::Jpeg => Box::new(JpegDecoder::new(input).map_err(broken)?),
        Kind::Png => Box::new(PngDecoder::with_limits(input, decoder_limits(limits)).map_err(broken)?),
        Kind::WebP => Box::new(WebPDecoder::new(input).map_err(broken)?),
        _ => return Err(MediaFault::NotAPicture),
    };
    within(decoder.as_ref(), envelope::extra_per_pixel(kind, bytes), limits)?;
    decoder.set_limits(decoder_limits(limits)).map_err(broken)?;
    envelope::check(kind, bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let mut shown = smaller(decoded, orientation);
    shown.apply_orientation(orientation);
    let upright = colour::on_white_srgb(shown, profile.as_deref());
    let large = fit(&upright, LARGE.0);
    let small = fit(&upright, SMALL.0);
    Ok(Picture { small: encode::rendition(small, SMALL.1)?, large: encode::rendition(large, LARGE.1)? })
}

/// Refuses by the head alone.
fn within(decoder: &dyn ImageDecoder, extra: u64, limits: &Limits) -> Result<(), MediaFault> {
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(MediaFault::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    let each = u64::from(decoder.color_type().bytes_per_pixel()) + extra;
    let most = limits.pixels.min(limits.memory / each);
    if pixels > most {
        return Err(MediaFault::TooManyPixels { width, height, limit: most });
    }
    if width.max(height) > limits.side {
        return Err(MediaFault::TooLong { width, height, limit: limits.side });
    }
    Ok(())
}

fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut own = image::Limits::default();
    (own.max_image_width, own.max_image_height, own.max_alloc) = (None, None, Some(limits.memory));
    own
}

/// A head that cannot be read, or pixels that cannot: the file is broken. Whatever is too big was refused before.
fn broken(_: ImageError) -> MediaFault {
    MediaFault::Damaged
}

/// The picture at twice the larger size at most, by plain averages: the fine filter then has little to do.
fn smaller(decoded: DynamicImage, orientation: Orientation) -> DynamicImage {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let (width, height) = (decoded.width(), decoded.height());
    let turned = matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH);
    let (wide, high) = if turned { (4 * LARGE.0, 2 * LARGE.0) } else { (2 * LARGE.0, 4 * LARGE.0) };
    if width <= wide && height <= high { decoded } else { decoded.thumbnail(wide, high) }
}

/// At most `width` pixels across and twice as many down, in shape, never larger than it was.
fn fit(picture: &RgbImage, width: u32) -> RgbImage {
    let (across, down) = picture.dimensions();
    if across <= width && down <= 2 * width {
        return picture.clone();
    }
    let by_width = u64::from(down) * u64::from(width) <= u64::from(across) * u64::from(2 * width);
    let part = |length: u32, of: u32, to: u32| u64::from(length) * u64::from(to) / u64::from(of);
    let (wide, high) = if by_width {
        (u64::from(width), part(down, across, width))
    } else {
        (part(across, down, 2 * width), u64::from(2 * width))
    };
    let side = |length: u64| u32::try_from(length).unwrap_or(width).max(1);
    imageops::resize(picture, side(wide), side(high), FilterType::Lanczos3)
}
