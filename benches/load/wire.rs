//! HTTP/1.1 on one kept connection, with as little work of its own as possible: the generator shares the processors with
//! what it measures.

use std::io::{Error, ErrorKind, Read, Result};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One kept connection to the site.
pub struct Wire {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Bytes of `buffer` that belong to answers already given.
    used: usize,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    /// `name=value` of every cookie that was set.
    pub cookies: Vec<String>,
    is_gzip: bool,
    body: Vec<u8>,
}

impl Answer {
    /// The page as text.
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        if self.is_gzip {
            flate2::read::GzDecoder::new(self.body.as_slice()).read_to_string(&mut text)?;
        } else {
            text = String::from_utf8_lossy(&self.body).into_owned();
        }
        Ok(text)
    }
}

/// A request as a phone's browser sends it, with a form when there is one.
pub fn request(port: u16, path: &str, cookies: &str, form: Option<&str>) -> Vec<u8> {
    let method = if form.is_some() { "POST" } else { "GET" };
    let mut out = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\naccept-encoding: gzip, deflate, br\r\ncookie: {cookies}\r\n"
    );
    match form {
        None => out.push_str("\r\n"),
        Some(form) => out.push_str(&format!(
            "content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        )),
    }
    out.into_bytes()
}

fn bad(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// The lines of a head that matter here.
#[derive(Default)]
struct Head {
    status: u16,
    location: String,
    cookies: Vec<String>,
    is_gzip: bool,
    is_chunked: bool,
    length: usize,
}

fn head_of(text: &str) -> Result<Head> {
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let mut head = Head { status: status.ok_or_else(|| bad("no status"))?, ..Head::default() };
    for line in lines {
        let Some((name, value)) = line.split_once(": ") else { continue };
        match name.to_ascii_lowercase().as_str() {
            "location" => value.clone_into(&mut head.location),
            "set-cookie" => head.cookies.push(value.split(';').next().unwrap_or("").to_owned()),
            "content-encoding" => head.is_gzip = value == "gzip",
            "transfer-encoding" => head.is_chunked = true,
            "content-length" => head.length = value.parse().map_err(|_| bad("length"))?,
            _ => {}
        }
    }
    Ok(head)
}

impl Wire {
    /// Connects.
    pub async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(32 * 1024), used: 0 })
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.used..).unwrap_or(&[])
    }

    /// Everything up to and without `end`.
    async fn until(&mut self, end: &[u8]) -> Result<Vec<u8>> {
        loop {
            if let Some(at) = find(self.unread(), end) {
                let piece = self.unread().get(..at).unwrap_or(&[]).to_vec();
                self.used += at + end.len();
                return Ok(piece);
            }
            self.more().await?;
        }
    }

    async fn exactly(&mut self, count: usize, into: &mut Vec<u8>) -> Result<()> {
        while self.unread().len() < count {
            self.more().await?;
        }
        into.extend_from_slice(self.unread().get(..count).unwrap_or(&[]));
        self.used += count;
        Ok(())
    }

    /// Sends a request and reads the whole answer.
    pub async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        self.buffer.clear();
        self.used = 0;
        self.stream.write_all(request).await?;
        let head = self.until(b"\r\n\r\n").await?;
        let head = head_of(std::str::from_utf8(&head).map_err(|_| bad("head"))?)?;
        let mut body = Vec::new();
        if head.is_chunked {
            loop {
                let line = self.until(b"\r\n").await?;
                let size = std::str::from_utf8(&line).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
                let size = size.ok_or_else(|| bad("chunk"))?;
                self.exactly(size, &mut body).await?;
                self.until(b"\r\n").await?;
                if size == 0 {
                    break;
                }
            }
        } else {
            self.exactly(head.length, &mut body).await?;
        }
        Ok(Answer { status: head.status, location: head.location, cookies: head.cookies, is_gzip: head.is_gzip, body })
    }
}
