//! Files that are nearly what they should be: taken as they are meant, or refused in words and by line, never in silence.

use super::Home;
use super::import::taken;

/// What a file is refused with, in each language; nothing may be written.
fn refused(file: &[u8]) -> String {
    for lang in ["sv", "en"] {
        let home = Home::new().with("NEJ_LANG", lang);
        let ran = home.run_with("import -", file);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert!(!home.path(".local/share/nej/nej.db").exists());
        for english in ["expected", "invalid type", "EOF", "trailing", "column", "recursion", "missing field", "duplicate"] {
            assert!(!ran.err.contains(english), "{}", ran.err);
        }
        if lang == "en" {
            return ran.err;
        }
    }
    unreachable!("English is last")
}

#[test]
fn what_is_no_table_is_named_in_words() {
    for (file, words) in [
        (&b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml"[..], "a workbook"),
        (b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a workbook"),
        (b"PK\x03\x04..[Content_Types].xml..word/document.xml", "a document from a word processor"),
        (b"{\\rtf1\\ansi platform,handle\\par}", "a document from a word processor"),
        (b"PK\x03\x04..members.csv", "a packed archive"),
        (b"\x1f\x8b\x08\0\0", "a packed archive"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", "contacts or a calendar"),
        (b"From: anna@example.org\nSubject: x\n\nplatform,handle\n", "read with nej mail"),
        (b"SQLite format 3\0\x10\0", "nej restore"),
        (b"\x89PNG\r\n\x1a\n", "not text"),
    ] {
        let told = refused(file);
        assert!(told.starts_with("nej: Line 1: ") && told.contains(words), "{told}");
    }
}

#[test]
fn a_table_is_refused_by_line_where_it_holds_what_no_table_has() {
    let long = "platform,handle,person\n".to_owned() + &"facebook,Bo,Bo\n".repeat(300);
    for (end, words) in [
        ("facebook,X,a\0b\n", "Line 302: there is a zero character here"),
        ("facebook,+AMU-sa,Bj+APY-rn\n", "Line 302: letters are written in the old encoding UTF-7"),
    ] {
        let told = refused((long.clone() + end).as_bytes());
        assert!(told.starts_with(&format!("nej: {words}")), "{told}");
    }
    for (end, name) in [("\u{85}", "U+0085"), ("\u{2028}", "U+2028"), ("\u{2029}", "U+2029")] {
        let told = refused(["platform,handle,person", "facebook,Bo,Bo", ""].join(end).as_bytes());
        assert!(told.starts_with(&format!("nej: Line 1: the lines end with the character {name}")), "{told}");
    }
    let endless = "platform,handle,person\nfacebook,Bo,".to_owned() + &"x".repeat(9 << 20);
    assert!(refused(endless.as_bytes()).starts_with("nej: Line 2: one account takes more than 8 MB"));
}

#[test]
fn a_table_with_odd_but_clear_signs_is_taken_as_it_is_meant() {
    let anna = vec![("@anna.x".to_owned(), "Anna".to_owned())];
    for table in [
        "platform|handle|person\ninstagram|@anna.x|Anna\n",
        "sep=|\nplatform|handle|person\ninstagram|@anna.x|Anna\n",
        "sep=\\t\nplatform\thandle\tperson\ninstagram\t@anna.x\tAnna\n",
        "SEP=tab\r\nplatform\thandle\tperson\r\ninstagram\t@anna.x\tAnna\r\n",
        "platform,handle,person\r\ninstagram,@anna.x,Anna\x1a",
        "platform,handle,person\r\ninstagram,@anna.x,Anna\r\n\x1a\x1a\x1a",
        "\u{feff}platform,handle,person\n\u{feff}instagram,@anna.x,Anna\n",
        "\u{feff}platform,handle,person\r\n\u{feff}\"instagram\",@anna.x,Anna\r\n\u{feff}",
    ] {
        assert_eq!(taken(table.as_bytes(), ""), (0, String::new(), anna.clone()), "{table:?}");
    }
}

#[test]
fn a_header_of_many_columns_costs_what_its_length_does() {
    let header: Vec<String> = (0..20_000).map(|n| format!("column {n}")).collect();
    let table = format!("platform,handle,{}\n{}", header.join(","), "facebook,Bo\n".repeat(500));
    let (status, err, accounts) = taken(table.as_bytes(), "");
    assert_eq!((status, accounts.len()), (0, 1));
    assert!(err.contains("column 0, column 1"), "{err}");
}

/// An export of one account, with something in the place of something else.
fn export(from: &str, to: &str) -> Vec<u8> {
    let account = r#"{"id":7,"platform":"facebook","handle":"Bo","person":"","draft":{"version":1},"ticks":[1],
"events":[{"id":1,"kind":"submitted","on":"2026-10-01","recorded_at":"2026-10-01T10:00:00Z","note":""}]}"#;
    let whole = format!("{{\"format\":\"nej\",\n\"version\":1,\"accounts\":[\n{account}]}}\n");
    assert!(whole.contains(from), "{from}");
    whole.replacen(from, to, 1).into_bytes()
}

#[test]
fn what_is_wrong_with_an_export_is_said_with_its_line_account_and_key() {
    assert_eq!(taken(&export("nej", "nej"), "").0, 0);
    for (from, to, told) in [
        ("\"id\":7", "\"id\":\"7\"", "Line 3: account Bo: id has to be a whole number"),
        ("\"id\":7", "\"id\":7.5", "Line 3: account 7.5 (Bo): id has to be a whole number"),
        ("\"Bo\"", "[\"Bo\"]", "Line 3: account 7: handle has to be text"),
        ("\"handle\":\"Bo\",", "", "Line 3: account 7: handle is missing."),
        ("\"person\":\"\"", "\"person\":null", "Line 3: account 7 (Bo): person has to be text"),
        ("\"version\":1}", "\"version\":true}", "Line 3: account 7 (Bo): draft.version has to be a whole number"),
        ("[1]", "[\"1\"]", "Line 3: account 7 (Bo): ticks[0] has to be a whole number"),
        ("[1]", "{}", "Line 3: account 7 (Bo): ticks has to be a list"),
        ("\"note\":\"\"", "\"note\":1", "Line 3: account 7 (Bo): events[0].note has to be text"),
        ("\"kind\":\"submitted\",", "", "Line 3: account 7 (Bo): events[0].kind is missing."),
        ("\"submitted\"", "\"greeted\"", "Line 3: account 7 (Bo): kind: “greeted” is not a valid choice."),
        ("\"person\"", "\"id\":8,\"person\"", "Line 3: id is there twice."),
        ("\"kind\"", "\"on\":\"2026-10-02\",\"kind\"", "Line 4: on is there twice."),
        ("\"version\":1,", "\"version\":1,\"version\":1,", "Line 2: version is there twice."),
        ("\"version\":1,", "\"accounts\":[],\"version\":1,", "Line 2: accounts is there twice."),
        ("\"version\":1,", "\"version\":2,", "Line 2: version 2 of the format is unknown."),
        ("\"version\":1,", "\"version\":\"1\",", "Line 2: version has to be a whole number"),
        ("\"version\":1,", "", "Line 1: this is not an export"),
        ("\"nej\"", "[\"nej\"]", "Line 1: this is not an export"),
        ("\"id\":7", "\"id\":NaN", "Line 3: at character 7 of the line the file is not valid JSON."),
        ("\"id\":7", "\"id\":1e999", "Line 3: at character"),
        ("\"Bo\"", "\"B\\qo\"", "Line 3: at character"),
        ("\"Bo\"", "\"B\no\"", "Line 3: the line ends in the middle of a text"),
        ("\"Bo\"", "\"B\0o\"", "Line 1: this is not text"),
        ("]}\n", "]}\n\n{\"format\":\"nej\"}", "Line 6: more follows behind the end of the export."),
        ("]}\n", "", "Line 4: the file ends in the middle"),
    ] {
        let err = refused(&export(from, to));
        assert!(err.starts_with(&format!("nej: {told}")), "{from} → {to}: {err}");
    }
    let (status, err, accounts) = taken(&export("Bo", "https://www.facebook.com/groups/1"), "");
    assert_eq!((status, accounts[0].0.as_str()), (0, "https://www.facebook.com/groups/1"), "an export comes back as it was");
    assert!(
        err.starts_with("nej: Line 3: https://www.facebook.com/groups/1 is accepted, but does not look like a name."),
        "{err}"
    );
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(40), "]".repeat(40));
    assert!(refused(&export("\"person\":\"\"", &format!("\"x\":{deep}"))).starts_with("nej: Line 3: lists lie within lists"));
    refused(&export("\"version\":1,", &format!("\"version\":1,\"x\":{}", "[".repeat(5_000))));
    let many = format!("\"x\":[{}0]", "0,".repeat(1_000_001));
    assert!(refused(&export("\"person\":\"\"", &many)).starts_with("nej: Line 3: one account takes more than 128 MB"));
}

#[test]
fn an_exported_table_that_was_cut_off_is_not_taken_for_a_shorter_one() {
    let home = Home::new().with("NEJ_LANG", "en");
    for name in ["anna", "bo"] {
        home.ok(&format!("add --platform instagram --handle {name}.foto --person Ek"));
    }
    let whole = home.ok("export --format csv");
    let second = whole.find("bo.foto").unwrap();
    for end in [second + 3, second + 7, second + 9] {
        let ran = home.run_with("import -", &whole.as_bytes()[..end]);
        assert!(ran.status == 1 && ran.err.contains("Line 3:"), "{}", ran.err);
    }
    assert_eq!(
        home.run_with("import -", whole.trim_end().as_bytes()).out,
        "Imported: 0 new accounts, 2 already there, unchanged\n"
    );
}
