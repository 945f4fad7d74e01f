//! The text of a share: `reparto-share-1-<number>-<60 characters>-<8 characters>`, to be typed from paper.
//! Base32 of RFC 4648 in lower case (a-z, 2-7); capitals, spaces and further hyphens inside are accepted.

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::{Share, ShareFault};
use crate::canonical::sha256_framed;
use crate::reader::Reader;

const PREFIX: &str = "reparto-share-";
const BODY: usize = 60;
const CHECK: usize = 8;
const MAX_TEXT: usize = 400;

impl Share {
    /// The text form: number in decimal, base32 of threshold 1, set id 4, value 32, then the base32 of the
    /// first five bytes of SHA-256(frame("reparto/share/v1", number, those 37 bytes)).
    pub fn to_text(&self) -> Zeroizing<String> {
        let payload = self.payload();
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str(PREFIX);
        text.push_str("1-");
        text.push_str(&self.index.to_string());
        text.push('-');
        push_base32(&mut text, payload.as_slice());
        text.push('-');
        push_base32(&mut text, &checksum(self.index, payload.as_slice()));
        text
    }

    /// Reads a typed share. Errors tell a wrong kind of text, a mistyped one and an unknown version apart.
    pub fn parse(text: &str) -> Result<Self, ShareFault> {
        if text.len() > MAX_TEXT {
            return Err(ShareFault::NotAShare);
        }
        let mut plain = Zeroizing::new(String::with_capacity(text.len()));
        plain.extend(text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()));
        let rest = plain.strip_prefix(PREFIX).ok_or(ShareFault::NotAShare)?;
        let rest = rest.strip_prefix("1-").ok_or(ShareFault::Version)?;
        let (number, rest) = rest.split_once('-').ok_or(ShareFault::NotAShare)?;
        let index = parse_index(number)?;
        let mut letters = Zeroizing::new(String::with_capacity(rest.len()));
        letters.extend(rest.chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()));
        let (body, check) = letters.split_at_checked(BODY).ok_or(ShareFault::Characters)?;
        if check.len() != CHECK {
            return Err(ShareFault::Characters);
        }
        let payload = Zeroizing::new(base32(body)?);
        if base32(check)? != checksum(index, &payload) {
            return Err(ShareFault::Checksum);
        }
        Self::from_payload(index, &payload).ok_or(ShareFault::Characters)
    }

    fn payload(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(37));
        out.push(self.threshold);
        out.extend_from_slice(&self.set);
        out.extend_from_slice(&self.value);
        out
    }

    fn from_payload(index: u8, payload: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(payload);
        let threshold = reader.u8()?;
        let share = Self { index, threshold, set: reader.array()?, value: reader.array()? };
        reader.is_empty().then_some(share)
    }
}

/// Decimal without leading zeros, 1 to 255.
fn parse_index(number: &str) -> Result<u8, ShareFault> {
    let index: u8 = number.parse().map_err(|_| ShareFault::Index)?;
    if index == 0 || index.to_string() != number { Err(ShareFault::Index) } else { Ok(index) }
}

fn push_base32(text: &mut String, bytes: &[u8]) {
    let start = text.len();
    BASE32_NOPAD.encode_append(bytes, text);
    if let Some(tail) = text.get_mut(start..) {
        tail.make_ascii_lowercase();
    }
}

fn base32(text: &str) -> Result<Vec<u8>, ShareFault> {
    BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| ShareFault::Characters)
}

fn checksum(index: u8, payload: &[u8]) -> [u8; 5] {
    let [a, b, c, d, e, ..] = sha256_framed(&[b"reparto/share/v1", &[index], payload]);
    [a, b, c, d, e]
}
