//! What happens after an action, at edges, and when another window was faster: where the cursor goes, what a dialog still
//! says, how a long line shows that it goes on.

use nej::app::{Effect, Moment, Msg, update};
use nej::domain::{EventData, Lang};
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;

/// Three cases that wait, sent on three days, and a month later.
fn three(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
    for (handle, day) in [("@ett", "2026-09-01"), ("@tva", "2026-09-02"), ("@tre", "2026-09-03")] {
        desk.again(day, size);
        desk.press("a<enter>").press(handle).press("<C-s>s<C-s>j");
    }
    desk.again("2026-10-20", size);
    desk
}

fn here(desk: &Desk) -> String {
    desk.model().list.current().unwrap().handle.clone()
}

#[test]
fn after_an_entry_the_cursor_is_on_the_next_most_urgent_case() {
    for size in [(80, 24), (40, 12), (200, 60)] {
        let mut desk = three(size);
        assert_eq!(here(&desk), "@ett");
        desk.press("r<C-s>");
        assert_eq!(here(&desk), "@tva", "the first one is done\n{}", desk.text());
        assert_eq!(desk.model().list.cursor, 0, "{}", desk.text());
        desk.press("jr<C-s>");
        assert_eq!(here(&desk), "@ett", "behind the last one that waits\n{}", desk.text());
        // A note changes nothing, and in the panes of an account one goes on with it.
        desk.press("gnRingde<C-s>");
        assert_eq!(here(&desk), "@tva", "{}", desk.text());
        desk.press("2r<C-s>");
        assert_eq!(here(&desk), "@tva", "{}", desk.text());
    }
}

#[test]
fn marks_end_with_what_was_logged_for_them() {
    let mut desk = three((80, 24));
    desk.press("<space><space>r<C-s>j");
    assert!(desk.model().marks.accounts.is_empty(), "{}", desk.text());
    assert_eq!(here(&desk), "@tre", "{}", desk.text());
}

#[test]
fn a_dialog_keeps_its_title_when_another_window_erases_the_account_and_a_page_closes() {
    let mut desk = three((80, 24));
    desk.press("rVar").forget("@ett");
    desk.headless().happen(LoopEvent::DatabaseTouched);
    assert!(desk.text().contains("Vad har hänt? · @ett"), "{}", desk.text());
    desk.press("<C-s>");
    assert!(desk.text().contains("finns inte"), "nothing is logged elsewhere\n{}", desk.text());
    assert_eq!(desk.events(), 2);
    desk.press("<esc>gi");
    desk.forget("@tva");
    desk.headless().happen(LoopEvent::DatabaseTouched);
    assert!(desk.model().dialog.is_none(), "another account's complaint is not shown in its place\n{}", desk.text());
}

#[test]
fn a_line_that_goes_on_says_so_on_either_side() {
    let mut desk = Desk::new(Lang::Sv, (40, 12), "2026-09-01");
    desk.press("a<enter>@en.mycket.lang.anvandare.med.manga.punkter");
    assert!(desk.text().contains("…re.med.manga.punkter"), "{}", desk.text());
    desk.press("<home>");
    assert!(desk.text().contains("@en.mycket.lang.anvand…"), "{}", desk.text());
}

#[test]
fn a_name_typed_at_the_platform_goes_to_the_account_and_a_letter_chooses() {
    for (typed, handle, platform) in [
        ("anna", "@anna", "instagram"),
        ("fia.foto", "@fia.foto", "instagram"),
        ("inga", "@inga", "instagram"),
        ("f<enter>Fia Ek", "Fia Ek", "facebook"),
        ("@olle", "@olle", "instagram"),
        ("@qvist", "@qvist", "instagram"),
    ] {
        let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-09-01");
        desk.press("a").press(typed).press("<C-s>");
        let fields = &desk.model().detail.as_ref().unwrap().account.fields;
        assert_eq!((fields.handle.as_str(), fields.platform.id()), (handle, platform), "{typed}");
    }
}

#[test]
fn the_dialog_of_an_account_takes_handles_as_the_command_line_does() {
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-09-01");
    desk.press("a<enter>https://www.instagram.com/Anna.Foto/?hl=sv");
    assert!(desk.text().contains("Sparas som @anna.foto."), "{}", desk.text());
    desk.press("<C-s>");
    assert_eq!(here(&desk), "@anna.foto");
    desk.press("a<enter>https://www.facebook.com/anna.berg<C-s>");
    assert!(desk.text().contains("Det är en adress på Facebook."), "{}", desk.text());
    desk.press("<C-u>åsa ek<C-s>");
    assert!(desk.text().contains("Stämmer @åsa ek?"), "{}", desk.text());
    desk.press("n<C-u>1,00012E+17<C-s>");
    assert!(desk.text().contains("kalkylprogram"), "{}", desk.text());
    desk.press("j");
    assert_eq!(desk.model().list.rows.len(), 2, "{}", desk.text());
}

#[test]
fn an_annex_is_named_by_its_subject_or_first_line_and_says_what_it_is_and_what_it_proves() {
    for (pasted, name) in [
        ("Från: Meta\nÄmne: Din invändning\n\nHej", "Din invändning.txt"),
        ("From: Meta\nSubject: Your objection\n\nHi", "Your objection.txt"),
        ("\n  Hej Anna,\nvi har fått din invändning.", "Hej Anna,.txt"),
    ] {
        let mut desk = three((80, 24));
        desk.press("b");
        desk.headless().happen(LoopEvent::Paste(pasted.into()));
        desk.press("<down><down><right><right><right><down><right><C-s>");
        let log = desk.logs().swap_remove(0);
        let Some(EventData::EvidenceAdded { name: stored, evidence_kind, about, .. }) = log.last() else { panic!("{log:?}") };
        assert_eq!(stored, name);
        assert_eq!(evidence_kind.map(nej::domain::EvidenceKind::id), Some("reply"));
        assert!(about.is_some(), "it proves the newest entry");
    }
}

#[test]
fn erasing_an_account_names_the_folders_that_were_written_for_it() {
    let mut desk = three((80, 24));
    let folder = desk.folder().join("mapp");
    desk.press("i2<C-u>").press(&folder.to_string_lossy()).press("<C-s>");
    assert!(desk.text().contains("filer skrivna"), "{}", desk.text());
    desk.press("qqD@ett<C-s>");
    let said = desk.message();
    assert!(said.contains("Raderat: @ett") && said.contains("finns kvar") && said.contains("mapp"), "{}", desk.text());
}

#[test]
fn the_text_is_broken_where_it_is_read_as_where_it_is_written() {
    let text = "Jag är fotograf och lever på mina bilder, som jag har tagit under tjugo år och inte vill att någon annan använder till att träna en AI som sedan gör nya bilder av dem.";
    for size in [(40, 12), (80, 24)] {
        let mut desk = three(size);
        desk.press("4<enter>").press(text);
        // The rows of the frame that are a part of the text.
        let rows = |desk: &Desk| -> Vec<String> {
            let rows = desk.lines().into_iter().map(|line| line.trim_start_matches(['▌', ' ']).to_owned());
            rows.filter(|row| row.len() > 3 && text.contains(row.as_str())).collect()
        };
        let written = rows(&desk);
        desk.press("<esc>j");
        let read = rows(&desk);
        assert!(written.len() > 1, "{written:?}");
        assert_eq!(written, read, "{size:?}\n{}", desk.text());
    }
}

#[test]
fn a_choice_alone_is_not_kept_and_what_was_typed_is() {
    let mut desk = three((80, 24));
    desk.press("r4<esc>r");
    assert!(desk.text().contains("▌ 1 ") && !desk.text().contains("förra gången"), "{}", desk.text());
    // A window that was closed with the dialog open has it open again, with nothing that claims to be typed.
    desk.press("4");
    desk.again("2026-10-20", (80, 24));
    assert!(!desk.text().contains("förra gången"), "{}", desk.text());
    desk.press("<esc>r<tab><tab>Ringde<esc>r");
    assert!(desk.text().contains("Ringde") && desk.text().contains("förra gången"), "{}", desk.text());
}

#[test]
fn what_was_logged_names_the_last_day_on_which_an_answer_is_in_time() {
    // The month ends on Sunday 1 November.
    let mut desk = Desk::new(Lang::Sv, (80, 24), "2026-10-01");
    desk.press("a<enter>@ett<C-s>s<C-s>j");
    assert!(desk.text().contains("senast 2026-11-02"), "{}", desk.text());
    desk.press("r5<tab><tab><C-u>2026-11-29<C-s>");
    assert!(desk.text().contains("till 2026-11-30"), "{}", desk.text());
}

#[test]
fn the_cursor_stays_at_its_place_also_where_the_list_was_read_anew_before_the_answer_came() {
    let mut desk = three((80, 24));
    desk.headless().hold_writes();
    desk.press("r<C-s>");
    desk.headless().held_writes();
    // The kernel tells of the write before the writer thread answers.
    desk.headless().happen(LoopEvent::DatabaseTouched);
    desk.headless().release_writes();
    assert_eq!((here(&desk).as_str(), desk.model().list.cursor), ("@tva", 0), "{}", desk.text());
}

#[test]
fn what_does_not_fit_into_a_field_is_said_and_the_rest_is_kept() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@anna<C-s>n");
    desk.headless().happen(LoopEvent::Paste("x".repeat(50_000)));
    assert!(desk.message().contains("The field is full"), "{}", desk.text());
    desk.press("<esc>n");
    assert!(desk.text().contains("xxxx"), "what fits is there again\n{}", desk.text());
}

#[test]
fn words_are_not_called_changed_where_no_text_was_kept_to_compare_them_with() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@ett<C-s>s<C-s>y");
    desk.press("4<enter>My own words.<esc>");
    assert!(desk.text().contains("── saved"), "{}", desk.text());
}

#[test]
fn where_there_is_nothing_to_lodge_no_step_towards_it_is_named() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@ett<C-s>s<C-s>yr1<C-s>iy");
    assert!(!desk.text().contains("(0)") && !desk.text().contains("lodge it"), "{}", desk.text());
}

#[test]
fn after_a_save_that_leaves_the_account_no_key_is_named_that_would_act_on_another() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@ett<C-s>a<enter>@tva<C-s>1gs<C-s>y");
    assert!(desk.words().contains("Next: log the reply when it comes."), "{}", desk.text());
    // With one account alone the key is its own.
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@ett<C-s>1s<C-s>y");
    assert!(desk.words().contains("when it comes (r)"), "{}", desk.text());
}

#[test]
fn a_plain_text_is_printed_anew_for_a_window_of_another_width() {
    let mut desk = Desk::new(Lang::En, (80, 24), "2026-09-01");
    desk.press("a<enter>@ett<C-s>3<space>p");
    let mut model = desk.model().clone();
    assert!(model.outside.is_some());
    let effects = update(&mut model, Moment::default(), Msg::Resize(50, 24));
    let [Effect::PrintPlain(text)] = &effects[..] else { panic!("{effects:?}") };
    assert!(text.contains("Article 21(1)"), "{text}");
}
