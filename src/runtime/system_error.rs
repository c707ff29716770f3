//! What the system says of an error, in the person's language: its own words are English and for programmers.

use std::io::{Error, ErrorKind};

use rustix::io::Errno;

use crate::content::{cli_phrases, fill};
use crate::domain::Lang;

/// What the system says of an error, in the person's language where it is one that people meet.
pub fn system_words(error: &Error, lang: Lang) -> String {
    let words = &cli_phrases(lang).io;
    let phrase = match error.kind() {
        ErrorKind::NotFound => &words.not_found,
        ErrorKind::PermissionDenied => &words.denied,
        ErrorKind::IsADirectory => &words.is_folder,
        ErrorKind::InvalidInput => &words.not_file,
        ErrorKind::NotADirectory => &words.not_folder,
        ErrorKind::AlreadyExists => &words.exists,
        ErrorKind::StorageFull => &words.full,
        ErrorKind::QuotaExceeded => &words.quota,
        ErrorKind::ReadOnlyFilesystem => &words.read_only,
        ErrorKind::OutOfMemory => &words.memory,
        ErrorKind::FileTooLarge => &words.too_large,
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => &words.in_use,
        ErrorKind::StaleNetworkFileHandle | ErrorKind::TimedOut => &words.network,
        ErrorKind::InvalidFilename => &words.long,
        ErrorKind::InvalidData => &words.not_text,
        kind => match error.raw_os_error().filter(|number| *number > 0).map(Errno::from_raw_os_error) {
            Some(Errno::LOOP) => &words.links,
            Some(Errno::NAMETOOLONG) => &words.long,
            Some(Errno::IO | Errno::NXIO | Errno::NODEV) => &words.device,
            Some(Errno::MFILE | Errno::NFILE) => &words.open_files,
            Some(number) => return fill(&words.other, &[("n", &number.raw_os_error().to_string())]),
            None => return fill(&words.other, &[("n", &format!("{kind:?}"))]),
        },
    };
    phrase.clone()
}
