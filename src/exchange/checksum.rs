//! The checksum by which a file is known again, in the log, in exports and in complaints.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
