//! Why a file is refused. The page that shows a fault says what to do about it; the words are in the catalogs.

/// Why an uploaded file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaFault {
    /// The file has more bytes than are taken. Send a smaller one.
    #[error("{bytes} bytes, and {limit} are taken: send a smaller file")]
    TooBig {
        /// Bytes of the file.
        bytes: usize,
        /// Most bytes that are taken.
        limit: usize,
    },
    /// The picture has more pixels than are taken (fewer for kinds that need more memory for each pixel).
    #[error("{width} x {height} pixels, and {limit} in all are taken: send a smaller picture")]
    TooManyPixels {
        /// Pixels across, as the file says.
        width: u32,
        /// Pixels down, as the file says.
        height: u32,
        /// Most pixels in all for a picture of this kind.
        limit: u64,
    },
    /// A side of the picture is too long.
    #[error("{width} x {height} pixels, and a side may have {limit}: cut the picture")]
    TooLong {
        /// Pixels across, as the file says.
        width: u32,
        /// Pixels down, as the file says.
        height: u32,
        /// Most pixels of a side.
        limit: u32,
    },
    /// Neither JPEG nor PNG nor WebP.
    #[error("not a JPEG, PNG or WebP picture: send one of these")]
    NotAPicture,
    /// Not a PDF.
    #[error("not a PDF: save the paper as PDF")]
    NotAPaper,
    /// Not a recording of a known kind.
    #[error("not a recording in M4A, MP3, Ogg, WebM or WAV: send one of these")]
    NotASound,
    /// A moving picture. Send one that stands still.
    #[error("a moving picture: send one that stands still")]
    Animated,
    /// The file is cut short or broken. Send it again.
    #[error("the file is cut short or broken: send it again")]
    Damaged,
    /// Another file (an archive, a PDF, a web page) is hidden in this one. Save the picture or paper anew and send that.
    #[error("another file is hidden in this one: save it anew and send that")]
    HiddenFile,
    /// The PDF can run something or carries other files. Print it to PDF and send that.
    #[error("the PDF has {name}, which can run something: print it to PDF and send that")]
    PdfWithScript {
        /// The name that gives it away, with its slash: `/JavaScript`.
        name: &'static str,
    },
    /// The PDF is encrypted, so nobody can check it. Save it without a password.
    #[error("the PDF is locked: save it without a password")]
    PdfLocked,
}

/// Refuses a file of too many bytes.
pub(crate) fn fits(bytes: &[u8], limit: usize) -> Result<(), MediaFault> {
    let size = bytes.len();
    if size > limit { Err(MediaFault::TooBig { bytes: size, limit }) } else { Ok(()) }
}
