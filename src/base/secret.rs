//! A value that cannot be printed, logged or serialized by accident, and is wiped when dropped.

use zeroize::Zeroize;

/// Wraps key material or a password. It has no `Debug`, `Display` or `Serialize`.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes the value in.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Lends the value; the name makes each use easy to find in review.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
