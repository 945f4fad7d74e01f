//! Static files: embedded, named by their hash, compressed once at start, cacheable for ever.

use std::{collections::HashMap, io::Write, sync::LazyLock};

use actix_web::{HttpRequest, HttpResponse, http::header, web::Path};
use rust_embed::RustEmbed;

use super::{Answer, Problem};

#[derive(RustEmbed)]
#[folder = "static"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
#[include = "*.png"]
struct Files;

struct Asset {
    content_type: &'static str,
    plain: Vec<u8>,
    brotli: Option<Vec<u8>>,
}

struct Assets {
    by_address: HashMap<String, Asset>,
    address_of: HashMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut assets = Assets { by_address: HashMap::new(), address_of: HashMap::new() };
    for name in Files::iter() {
        let Some(file) = Files::get(&name) else { continue };
        let digest = hex::encode(file.metadata.sha256_hash());
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let short: String = digest.chars().take(10).collect();
        let address = format!("{stem}.{short}.{ending}");
        let content_type = content_type(ending);
        let brotli = (ending != "png").then(|| compressed(&file.data));
        assets.address_of.insert(name.to_string(), format!("/static/{address}"));
        assets.by_address.insert(address, Asset { content_type, plain: file.data.into_owned(), brotli });
    }
    assets
});

fn content_type(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn compressed(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    let written = writer.write_all(data).and_then(|()| writer.flush());
    drop(writer);
    if written.is_err() { Vec::new() } else { out }
}

/// The hashed address of a static file; an unknown name gives an address that answers 404.
pub fn address(name: &str) -> String {
    ASSETS.address_of.get(name).cloned().unwrap_or_else(|| format!("/static/{name}"))
}

/// Bytes of a file as sent with brotli, for the weight tests.
pub fn compressed_size(name: &str) -> Option<usize> {
    let address = ASSETS.address_of.get(name)?;
    ASSETS.by_address.get(address.strip_prefix("/static/")?)?.brotli.as_ref().map(Vec::len)
}

/// Serves a static file.
///
/// # Errors
/// [`Problem::not_found`] for an unknown address.
pub async fn serve(request: HttpRequest, path: Path<String>) -> Answer {
    let asset = ASSETS.by_address.get(path.as_str()).ok_or_else(Problem::not_found)?;
    let accepts = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "accept-encoding"));
    Ok(match &asset.brotli {
        Some(small) if accepts.contains("br") => answer.insert_header((header::CONTENT_ENCODING, "br")).body(small.clone()),
        _ => answer.insert_header((header::CONTENT_ENCODING, "identity")).body(asset.plain.clone()),
    })
}
