//! Colours as a screen without colour management shows them right: sRGB, nothing see-through.

use image::{DynamicImage, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The picture on white, in sRGB. Phones take pictures in wider colours and say so in a profile, which is not kept.
pub fn on_white_srgb(picture: DynamicImage, profile: Option<&[u8]>) -> RgbImage {
    let grey = !picture.color().has_color();
    let rgb = on_white(picture);
    match profile {
        Some(profile) if !grey => converted(&rgb, profile).unwrap_or(rgb),
        _ => rgb,
    }
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (to, from) in flat.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |part: u32| u8::try_from((part * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        to.0 = [over(red), over(green), over(blue)];
    }
    flat
}

/// None where the profile cannot be used: the colours are then shown as they are.
fn converted(picture: &RgbImage, profile: &[u8]) -> Option<RgbImage> {
    let source = ColorProfile::new_from_slice(profile).ok()?;
    if source.color_space != DataColorSpace::Rgb {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let change = source.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    let mut changed = RgbImage::new(picture.width(), picture.height());
    change.transform(picture.as_raw(), &mut changed).ok()?;
    Some(changed)
}
