//! The files that go with a complaint, each under the name it has in the list and in the folder: a name of its own,
//! which leads nowhere else and is no option to any program.

use std::collections::BTreeSet;

use super::words::words;
use super::{Matter, live};
use crate::content::fill;
use crate::domain::text::{base_name, file_name, file_name_parts, fold_case};
use crate::domain::{EventData, EventId, Lang};

/// The longest name of a file in bytes; file systems take 255.
pub const NAME_MAX: usize = 180;

/// A file that goes with a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The entries that attach it: several where it was attached to several cases.
    pub entries: Vec<EventId>,
    /// Its name in the folder.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// The files of some cases that stand in one dossier, each once.
pub fn attachments(matters: &[Matter<'_>]) -> Vec<Attached> {
    let mut taken: BTreeSet<String> = matters.first().map(|m| file_names(m.lang)).into_iter().flatten().collect();
    let mut known: Vec<(&str, Attached)> = Vec::new();
    for entry in matters.iter().flat_map(|m| live(m.entries)) {
        let EventData::EvidenceAdded { name, size, sha256 } = &entry.data else { continue };
        if let Some((_, same)) = known.iter_mut().find(|(own, a)| own == name && a.sha256 == *sha256) {
            same.entries.push(entry.id);
            continue;
        }
        let own = numbered(&file_name(base_name(name), NAME_MAX), &mut taken);
        known.push((name, Attached { entries: vec![entry.id], name: own, size: *size, sha256: sha256.clone() }));
    }
    known.into_iter().map(|(_, attached)| attached).collect()
}

/// The names of the dossier's own files: as text, Markdown and HTML.
pub fn file_names(lang: Lang) -> [String; 3] {
    ["txt", "md", "html"].map(|kind| fill("{file}.{kind}", &[("file", &words(lang).file), ("kind", kind)]))
}

/// The name, with a number where somebody has it already; as careful as a file system that does not tell case.
pub fn numbered(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, kind) = file_name_parts(name);
    let mut own = name.to_owned();
    let mut n = 1;
    while !taken.insert(fold_case(&own)) {
        n += 1;
        own = format!("{stem}-{n}{kind}");
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = BTreeSet::from(["klagomal.txt".to_owned()]);
        let named =
            ["svar.txt", "Svar.TXT", "svar.txt", "svar-2.txt", "Klagomal.txt", "fil"].map(|name| numbered(name, &mut taken));
        assert_eq!(named, ["svar.txt", "Svar-2.TXT", "svar-3.txt", "svar-2-2.txt", "Klagomal-2.txt", "fil"]);
    }
}
