//! What a file is that was only named like a table, by its first bytes.

use super::record::LineFault;

/// Beginnings, and what begins so. The letters of texts are compared without their case.
const BEGINNINGS: [(&[u8], LineFault); 22] = [
    (b"\xd0\xcf\x11\xe0", LineFault::Workbook),
    (b"{\\rtf", LineFault::Document),
    (b"%PDF", LineFault::Pdf),
    (b"\x1f\x8b", LineFault::Archive),
    (b"BZh", LineFault::Archive),
    (b"\xfd7zXZ", LineFault::Archive),
    (b"\x28\xb5\x2f\xfd", LineFault::Archive),
    (b"7z\xbc\xaf\x27\x1c", LineFault::Archive),
    (b"Rar!\x1a", LineFault::Archive),
    (b"SQLite format 3\0", LineFault::Database),
    (b"BEGIN:VCARD", LineFault::Cards),
    (b"BEGIN:VCALENDAR", LineFault::Cards),
    (b"From ", LineFault::Mail),
    (b"From: ", LineFault::Mail),
    (b"Received: ", LineFault::Mail),
    (b"Return-Path: ", LineFault::Mail),
    (b"Delivered-To: ", LineFault::Mail),
    (b"MIME-Version: ", LineFault::Mail),
    (b"\xff\xfe\0\0", LineFault::Binary),
    (b"\0\0\xfe\xff", LineFault::Binary),
    (b"\x89PNG", LineFault::Binary),
    (b"\xff\xd8\xff", LineFault::Binary),
];

/// What is in a packed file, by names that stand in it unpacked.
const PACKED: [(&[u8], LineFault); 7] = [
    (b"xl/", LineFault::Workbook),
    (b"opendocument.spreadsheet", LineFault::Workbook),
    (b"Index/Document.iwa", LineFault::Workbook),
    (b"word/", LineFault::Document),
    (b"opendocument.text", LineFault::Document),
    (b"ppt/", LineFault::Document),
    // The first name in the files of an office suite; the ones that tell may come late.
    (b"[Content_Types].xml", LineFault::Workbook),
];

/// What a file is, by its head, where it is no table and no export.
pub(super) fn not_a_table(head: &[u8]) -> Option<LineFault> {
    if head.starts_with(b"PK\x03\x04") {
        let holds = |name: &[u8]| head.windows(name.len()).any(|part| part == name);
        let packed = PACKED.iter().find(|(name, _)| holds(name)).map(|(_, fault)| fault.clone());
        return Some(packed.unwrap_or(LineFault::Archive));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.first() == Some(&b'<') {
        return Some(LineFault::Markup);
    }
    let begins = |from: &[u8], with: &[u8]| from.get(..with.len()).is_some_and(|part| part.eq_ignore_ascii_case(with));
    BEGINNINGS.iter().find(|(with, _)| begins(head, with) || begins(text, with)).map(|(_, fault)| fault.clone())
}
