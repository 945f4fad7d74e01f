//! Sending a form with a file, as browsers do.

use reqwest::header;

use super::{Visitor, app::Reply, html::Form};

const EDGE: &str = "----edge-of-a-part-7f3a";

impl Visitor {
    /// Sends a form as multipart, with one file (field, name, type that its sender claims, bytes) or none.
    pub async fn send_with_file(&self, form: &Form, file: Option<(&str, &str, &str, &[u8])>) -> Reply {
        let mut body: Vec<u8> = Vec::new();
        for (name, value) in &form.fields {
            if file.is_some_and(|(field, ..)| field == name) {
                continue;
            }
            body.extend(format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        if let Some((field, name, kind, bytes)) = file {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        let request = self
            .client
            .post(format!("{}{}", self.url, form.action))
            .headers(self.headers.clone())
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
            .body(body);
        Self::reply(request.send().await.unwrap()).await
    }
}
