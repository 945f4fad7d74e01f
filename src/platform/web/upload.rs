//! Forms with files: read part by part, limited in size, checked for forgery and unknown fields like any other form.

use actix_multipart::Multipart;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use futures_util::{TryStreamExt, future::LocalBoxFuture};

use super::{Fields, FromFields, Problem, csrf};
use crate::platform::State;

/// The words of a form with files come to less than this many bytes.
const MAX_WORDS: usize = 64 * 1024;
/// No form of ours has more parts.
const MAX_PARTS: usize = 200;

/// A form with files.
pub trait WithFiles: FromFields {
    /// Names of its file fields.
    const FILES: &'static [&'static str];
    /// Most bytes of all its files together; more is answered with 413 and what to do.
    const MAX_BYTES: usize;
}

/// One file as it came. Its name and type are what the sender says; only its bytes are believed.
pub struct Upload {
    /// Field.
    pub field: String,
    /// The sender's name for it, without folders; may be empty.
    pub name: String,
    /// Content; never empty.
    pub bytes: Vec<u8>,
}

/// A posted form with files that passed the anti-forgery check.
pub struct PostedFiles<F> {
    /// The words.
    pub form: F,
    /// Files that hold something.
    pub files: Vec<Upload>,
}

impl<F> PostedFiles<F> {
    /// The first file of a field.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.field == field)
    }
}

fn plain_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or("");
    crate::base::text::one_line(last, 100).unwrap_or_else(|_| last.chars().filter(|c| !c.is_control()).take(100).collect())
}

async fn parts<F: WithFiles>(mut body: Multipart) -> Result<(Vec<(String, String)>, Vec<Upload>), Problem> {
    let (mut words, mut files) = (Vec::new(), Vec::new());
    let (mut words_left, mut bytes_left) = (MAX_WORDS, F::MAX_BYTES);
    while let Some(mut part) = body.try_next().await.map_err(|_| Problem::bad_form())? {
        if words.len() + files.len() >= MAX_PARTS {
            return Err(Problem::bad_form());
        }
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = F::FILES.contains(&name.as_str());
        let file_name = part.content_disposition().and_then(|d| d.get_filename()).map(plain_name);
        let left = if is_file { &mut bytes_left } else { &mut words_left };
        let mut bytes = Vec::new();
        while let Some(piece) = part.try_next().await.map_err(|_| Problem::bad_form())? {
            if piece.len() > *left {
                return Err(if is_file { Problem::too_large(F::MAX_BYTES) } else { Problem::bad_form() });
            }
            *left -= piece.len();
            bytes.extend_from_slice(&piece);
        }
        match (is_file, bytes.is_empty()) {
            (true, true) => {}
            (true, false) => files.push(Upload { field: name, name: file_name.unwrap_or_default(), bytes }),
            (false, _) => words.push((name, String::from_utf8(bytes).map_err(|_| Problem::bad_form())?)),
        }
    }
    Ok((words, files))
}

impl<F: WithFiles + 'static> FromRequest for PostedFiles<F> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let body = Multipart::from_request(&request, payload);
        Box::pin(async move {
            // Whatever is no form with files carries no token either.
            let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
            if !kind.starts_with("multipart/form-data") {
                return Err(Problem::forged());
            }
            let body = body.await.map_err(|_| Problem::bad_form())?;
            let (words, files) = parts::<F>(body).await?;
            let fields = Fields::from_pairs(words);
            let state = request.app_data::<Data<State>>().ok_or_else(Problem::not_found)?;
            csrf::check(&request, state, fields.one(csrf::FIELD))?;
            if fields.names().any(|name| name != csrf::FIELD && !F::NAMES.contains(&name)) {
                return Err(Problem::bad_form());
            }
            Ok(Self { form: F::from_fields(&fields), files })
        })
    }
}
