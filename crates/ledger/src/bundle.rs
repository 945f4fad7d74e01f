//! Entry bundles of C2SP tlog-tiles: entries one after another, each after its length in two bytes, big-endian.

/// Why entries do not make a bundle or bytes are not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// An entry is longer than 65,535 bytes.
    #[error("an entry is longer than 65535 bytes")]
    TooLong,
    /// The bytes end inside an entry, or the count of entries is another.
    #[error("the bundle does not hold the expected number of entries")]
    Malformed,
}

/// The bytes of a bundle.
pub fn encode<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, BundleFault> {
    let mut out = Vec::with_capacity(entries.iter().map(|entry| entry.as_ref().len() + 2).sum());
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| BundleFault::TooLong)?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(entry);
    }
    Ok(out)
}

/// The first `width` entries of a bundle that may be a wider version of the one that is meant, as a log keeps it after
/// it has grown.
pub fn leading(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleFault> {
    let mut entries = split(bytes)?;
    if entries.len() < usize::from(width) {
        return Err(BundleFault::Malformed);
    }
    entries.truncate(usize::from(width));
    Ok(entries)
}

/// The entries of a bundle that must hold exactly `width` of them.
pub fn decode(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleFault> {
    let entries = split(bytes)?;
    if entries.len() == usize::from(width) { Ok(entries) } else { Err(BundleFault::Malformed) }
}

fn split(bytes: &[u8]) -> Result<Vec<&[u8]>, BundleFault> {
    let (mut rest, mut entries) = (bytes, Vec::new());
    while !rest.is_empty() {
        let (length, tail) = rest.split_first_chunk::<2>().ok_or(BundleFault::Malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, tail) = tail.split_at_checked(length).ok_or(BundleFault::Malformed)?;
        entries.push(entry);
        rest = tail;
    }
    Ok(entries)
}
