//! What goes into the database for good, and the one way out of it: evidence and forgetting.

use nej::domain::{EventData, Lang};
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;

fn desk() -> Desk {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>a<enter>@olle<C-s>s<C-s>y");
    desk
}

fn evidence(desk: &Desk) -> Option<(String, i64, String)> {
    desk.model().detail.as_ref()?.events.iter().find_map(|e| match &e.data {
        EventData::EvidenceAdded { name, size, sha256, .. } => Some((name.clone(), *size, sha256.clone())),
        _ => None,
    })
}

#[test]
fn a_pasted_mail_is_kept_as_text_with_its_hash() {
    let mut desk = desk();
    desk.press("b");
    desk.headless().happen(LoopEvent::Paste("Hello,\r\nwe have received your objection.".into()));
    desk.press("<C-s>");
    let (name, size, sha256) = evidence(&desk).unwrap();
    assert_eq!((name.as_str(), size), ("Hello,.txt", 39));
    assert_eq!(sha256, "8f75474e3e1facf40d90362421355adea21ffe798fd1955d2c45277fdcfd243c");
    assert!(desk.text().contains("Saved: Hello,"), "{}", desk.text());
}

#[test]
fn a_file_is_copied_in_and_one_that_is_not_there_is_told() {
    let mut desk = desk();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("svar.txt");
    std::fs::write(&file, "nej").unwrap();
    desk.press("b<down>/nowhere/at/all<C-s>");
    assert!(desk.text().contains("The file cannot be read"), "{}", desk.text());
    assert!(desk.text().contains("/nowhere/at/all"), "what was typed stays\n{}", desk.text());
    desk.press("<C-u>").press(&file.to_string_lossy()).press("<C-s>");
    let (name, size, sha256) = evidence(&desk).unwrap();
    assert_eq!((name.as_str(), size), ("svar.txt", 3));
    assert_eq!(sha256, "162690c6ec6990e8c06a6902a3dc78acc732680e9b379f65e40bedc9bc5427d3");
}

#[test]
fn nothing_to_attach_is_said() {
    let mut desk = desk();
    desk.press("b<C-s>");
    assert!(desk.text().contains("Paste a text or name a file."), "{}", desk.text());
}

#[test]
fn forgetting_wants_the_handle_typed_and_then_the_account_is_gone() {
    let mut desk = desk();
    desk.press("gD@oll<C-s>");
    assert!(desk.text().contains("That is not the same name."), "{}", desk.text());
    desk.press("e<C-s>");
    assert!(desk.text().contains("Erased: @olle"), "{}", desk.text());
    desk.press("g");
    assert!(!desk.text().contains("@olle") && desk.text().contains("@anna"), "{}", desk.text());
}

#[test]
fn a_pasted_mail_is_seen_to_have_arrived_and_can_be_read_in_the_log() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = Desk::new(Lang::En, size, "2026-09-02");
        desk.press("a<enter>@anna<C-s>b");
        desk.headless().happen(LoopEvent::Paste("\nDear Anna,\r\nwe received your objection.\r\n\r\nMeta\r\n".into()));
        assert!(desk.text().contains("Dear Anna, …") && desk.text().contains("5 lines, 45 bytes"), "{}", desk.text());
        // Elsewhere in the dialog it is still seen.
        desk.press("<tab>");
        assert!(desk.text().contains("Dear Anna, …") && desk.text().contains("5 lines, 45 bytes"), "{}", desk.text());
        desk.press("<esc>b");
        assert!(desk.text().contains("You wrote this last time") && desk.text().contains("Dear Anna, …"), "{}", desk.text());
        desk.press("<C-u>");
        assert!(!desk.text().contains("Dear Anna") && !desk.text().contains("bytes"), "{}", desk.text());
        desk.headless().happen(LoopEvent::Paste("Dear Anna,\nwe received your objection.\n".into()));
        desk.press("<C-s>5");
        assert!(desk.text().contains("Dear Anna,.txt"), "{}", desk.text());
        desk.press("<enter>G");
        assert!(desk.text().contains("we received your objection."), "{}", desk.text());
    }
}

#[test]
fn a_pasted_path_opens_the_file_whose_name_is_spelt_that_way() {
    let mut desk = desk();
    let folder = tempfile::tempdir().unwrap();
    // An å of two characters, as other systems name files.
    let file = folder.path().join("a\u{30a}sa.eml");
    std::fs::write(&file, "nej").unwrap();
    desk.press("b<down>");
    desk.headless().happen(LoopEvent::Paste(format!("{}\n", file.display())));
    desk.press("<C-s>");
    assert_eq!(evidence(&desk).map(|(name, size, _)| (name, size)), Some(("åsa.eml".into(), 3)), "{}", desk.text());
}

#[test]
fn a_file_that_is_dragged_to_the_dialog_is_attached_and_not_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("My svar.eml");
    std::fs::write(&file, "nej").unwrap();
    let path = file.display().to_string();
    for written in [path.clone(), format!("'{path}'"), path.replace(' ', "\\ "), format!("file://{}", path.replace(' ', "%20"))] {
        for to in ["b", "b<down>"] {
            let mut desk = desk();
            desk.press(to);
            desk.headless().happen(LoopEvent::Paste(format!("{written}\n")));
            desk.press("<C-s>");
            assert_eq!(evidence(&desk).map(|(name, size, _)| (name, size)), Some(("My svar.eml".into(), 3)), "{}", desk.text());
        }
    }
    let mut desk = desk();
    desk.press("b");
    desk.headless().happen(LoopEvent::Paste(format!("{path}.not")));
    desk.press("<C-s>");
    assert!(evidence(&desk).is_none() && desk.text().contains("does not exist"), "{}", desk.text());
}

/// What is pasted need not be a whole mail, and its code is none the less not kept: not in the bytes, in a name or on the screen.
#[test]
fn the_code_in_a_pasted_line_is_nowhere_afterwards() {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-05-11");
    desk.press("a<enter>@anna<C-s>s<C-s>yb");
    desk.headless().happen(LoopEvent::Paste("Facebook: 482913 är din bekräftelsekod.".into()));
    desk.press("<C-s>");
    assert!(desk.text().contains("Sparat: bilaga"), "{}", desk.text());
    assert!(!desk.text().contains("482913"), "{}", desk.text());
    let name = desk.logs().concat().into_iter().find_map(|data| match data {
        EventData::EvidenceAdded { name, .. } => Some(name),
        _ => None,
    });
    assert!(name.is_some_and(|name| name.contains("XXXXXX är din bekräftelsekod")), "{}", desk.text());
    for file in std::fs::read_dir(desk.folder()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"482913"));
    }
}
