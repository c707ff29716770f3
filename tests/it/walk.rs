//! What a newcomer stumbled over, walking from an empty database to the complaint, and what the screen does about it:
//! one test for each kind of stumble, at the sizes and in the languages where it happened.

use nej::app::model::form::Focus;
use nej::app::model::key::{Key, parse_script};
use nej::app::{Dialog, Effect, Moment, Msg, Pane, update};
use nej::domain::{EventKind, Lang, Step};
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// An account with nothing sent.
fn drafted(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<C-s>");
    desk
}

/// The same with an objection sent, with a text.
fn sent(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = drafted(lang, size);
    desk.press("3<enter>1s<C-s>");
    desk
}

fn footer(desk: &Desk) -> String {
    desk.lines().pop().unwrap()
}

fn each(mut test: impl FnMut(Lang, (u16, u16))) {
    for lang in Lang::ALL {
        for size in SIZES {
            test(lang, size);
        }
    }
}

fn done(desk: &Desk, step: Step) -> bool {
    desk.model().detail.as_ref().unwrap().done(step)
}

/// What a key asks for, without doing it.
fn effects(desk: &Desk, key: Key) -> Vec<Effect> {
    update(&mut desk.model().clone(), Moment::default(), Msg::Key(key))
}

fn copied(effects: &[Effect]) -> Option<&String> {
    effects.iter().find_map(|effect| if let Effect::CopyToClipboard(text) = effect { Some(text) } else { None })
}

#[test]
fn q_leaves_a_form_from_its_first_row_and_other_letters_are_the_name() {
    each(|lang, size| {
        let mut desk = drafted(lang, size);
        for form in ["e", "b<down><down>", "r"] {
            desk.press(form).press("q");
            assert!(desk.model().dialog.is_none(), "{form}\n{}", desk.text());
        }
        desk.press("aquist");
        assert!(desk.text().contains("quist"), "a q in a name is a letter\n{}", desk.text());
    });
}

#[test]
fn an_empty_field_is_left_by_backspace_and_one_that_is_being_emptied_is_not() {
    let mut desk = drafted(Lang::Sv, (40, 12));
    desk.press("n");
    assert!(footer(&desk).contains("Backspace tillbaka"), "{}", desk.text());
    desk.press("<bs>");
    assert!(desk.model().dialog.is_none());
    desk.press("nab<bs><bs><bs><bs>");
    assert!(desk.model().dialog.is_some(), "a held key empties the field and no more");
    desk.press("c<bs>");
    assert!(footer(&desk).contains("Backspace tillbaka"), "{}", desk.text());
}

#[test]
fn the_panes_of_an_account_name_the_way_back_to_the_list() {
    each(|lang, size| {
        let mut desk = sent(lang, size);
        let list = if lang == Lang::Sv { "1 konton" } else { "1 list" };
        for pane in ["2", "3", "4", "5"] {
            desk.press(pane);
            assert!(footer(&desk).contains(list), "{}", desk.text());
        }
        desk.press("1");
        assert!(!footer(&desk).contains(list), "{}", desk.text());
        desk.press("2<bs>");
        assert_eq!(desk.model().focus, Pane::Accounts, "Backspace goes back where there is no Esc");
    });
}

#[test]
fn the_step_of_the_text_shows_it_whole_with_what_to_do_with_it() {
    each(|lang, size| {
        let mut desk = drafted(lang, size);
        desk.press("2gjjjj<enter>");
        assert_eq!(desk.model().focus, Pane::Objections, "nothing is chosen yet\n{}", desk.text());
        let said = if lang == Lang::Sv { "Kopiera sedan texten" } else { "Then copy the text" };
        assert!(desk.message().contains(said), "{}", desk.text());
        desk.press("<enter>2gjjjj<enter>");
        assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "{}", desk.text());
        let log = match (lang, size.0 < 60) {
            (Lang::Sv, false) => "Logga som skickad",
            (Lang::Sv, true) => "Logga",
            (Lang::En, false) => "Log as sent",
            (Lang::En, true) => "Log",
        };
        let buttons: [&str; 5] = match lang {
            Lang::Sv => ["Kopiera", log, "Välj skäl", "Skriv egen", "Tillbaka"],
            Lang::En => ["Copy", log, "Choose grounds", "Write your own", "Back"],
        };
        assert!(buttons.iter().all(|label| desk.text().contains(&format!("[ {label} ]"))), "{}", desk.text());
        assert!(copied(&effects(&desk, Key::char('y'))).is_some_and(|text| text.contains("Meta")));
        desk.press("3");
        assert_eq!((desk.model().focus, desk.model().dialog.is_none()), (Pane::Objections, true));
        desk.press("2<enter>4");
        assert!(desk.model().reason.editing, "{}", desk.text());
        // Once copied and pasted, logging is the next thing: by its key, and by the button that is next.
        for log in ["s", "y<enter>"] {
            desk.press("<esc>2gjjjj<enter>").press(log);
            assert!(matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.id.kind.id() == "submit"), "{}", desk.text());
            desk.press("<esc>");
        }
    });
}

#[test]
fn where_a_text_is_ready_copying_it_is_named_first_and_said_with_what_was_copied() {
    each(|lang, size| {
        let mut desk = drafted(lang, size);
        // On a phone it is copied from where it is read.
        let copy = (if size.0 < 60 { ["v läs", "v read"] } else { ["y kopiera", "y copy"] })[usize::from(lang == Lang::En)];
        desk.press("3");
        assert!(!footer(&desk).trim_start().starts_with(copy), "{}", desk.text());
        desk.press("<enter>");
        assert!(footer(&desk).trim_start().starts_with(copy), "{}", desk.text());
        desk.press("4");
        assert!(footer(&desk).trim_start().starts_with(copy), "{}", desk.text());
        desk.press("y");
        let what = if lang == Lang::Sv { "texten till Meta (" } else { "the text to Meta (" };
        assert!(desk.message().contains(what), "{}", desk.text());
        let mut desk = drafted(lang, size);
        desk.press("4<enter>Foto.<esc>");
        let next = if lang == Lang::Sv { "kopiera texten (y)" } else { "copy the text (y)" };
        assert!(desk.message().contains(next), "{}", desk.text());
    });
}

#[test]
fn the_step_of_the_text_is_done_when_it_was_copied_ticked_or_sent() {
    let mut desk = drafted(Lang::Sv, (80, 24));
    desk.press("3<enter>");
    assert!(!done(&desk, Step::Explain), "choosing is not pasting");
    desk.press("y");
    assert!(done(&desk, Step::Explain), "{}", desk.text());
    let mut desk = drafted(Lang::Sv, (80, 24));
    desk.press("2gjjjj<space>");
    assert!(done(&desk, Step::Explain), "{}", desk.text());
    assert!(done(&sent(Lang::Sv, (80, 24)), Step::Explain));
}

#[test]
fn help_is_about_what_has_the_keys() {
    each(|lang, size| {
        let mut desk = sent(lang, size);
        let first = |desk: &Desk| {
            let lines = desk.lines();
            let at = lines.iter().position(|l| l.contains("Tangenter") || l.contains("Keys")).unwrap();
            lines[at + 1].trim().to_owned()
        };
        let (here, writing) = if lang == Lang::Sv { ("Här", "När du skriver") } else { ("Here", "While writing") };
        for (open, title) in [("n", here), ("f", here), ("4<enter>", writing)] {
            desk.press(open).press("<f1>");
            assert!(first(&desk).starts_with(title), "{open}\n{}", desk.text());
            desk.press("<enter><esc>");
        }
    });
}

#[test]
fn while_writing_the_ways_out_are_in_words_and_a_question_stays_in_sight() {
    each(|lang, size| {
        let mut desk = drafted(lang, size);
        desk.press("4<enter>Foto");
        let (leave, done) = if lang == Lang::Sv { ("Esc klar", "[ Klar ] ↓ eller") } else { ("Esc done", "[ Done ] ↓ or") };
        let leave = if size.0 < 60 { done.split(" ↓").next().unwrap() } else { leave };
        assert!(footer(&desk).contains(leave) && !footer(&desk).contains("↵↵"), "{}", desk.text());
        assert!(desk.text().contains(done), "{}", desk.text());
        let lines = desk.lines();
        let at = lines.iter().position(|line| line.contains("Foto")).unwrap();
        let below = &lines[at + 1..];
        assert!(below.iter().any(|line| line.trim_start().starts_with("! ") || line.contains("  ! ")), "{}", desk.text());
    });
}

#[test]
fn without_a_submission_there_is_no_complaint_to_copy_and_no_key_that_asks_for_one() {
    each(|lang, size| {
        let mut desk = drafted(lang, size);
        assert!(!footer(&desk).contains("IMY"), "{}", desk.text());
        desk.press("i");
        let (log, copy) =
            if lang == Lang::Sv { ("[ Logga som skickad ]", "[ Kopiera ]") } else { ("[ Log as sent ]", "[ Copy ]") };
        assert!(desk.text().contains(log) && !desk.text().contains(copy), "{}", desk.text());
        desk.press("y");
        assert!(desk.message().contains(if lang == Lang::Sv { "Logga först" } else { "First log" }), "{}", desk.text());
        desk.press("<enter>");
        assert!(matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.id.kind.id() == "submit"), "{}", desk.text());
    });
}

#[test]
fn a_yes_asks_for_nothing_more() {
    each(|lang, size| {
        let mut desk = sent(lang, size);
        desk.press("r<C-s>");
        let (send, complain) = if lang == Lang::Sv { ("logga som skickad", "klaga") } else { ("log as sent", "complain") };
        assert!(!footer(&desk).contains(send) && !footer(&desk).contains(complain), "{}", desk.text());
        assert!(desk.model().detail.as_ref().unwrap().is_idle(Step::Complain), "its step is not open");
    });
}

#[test]
fn a_case_at_the_authority_is_counted_as_one_that_is_there() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.again("2026-10-20", (80, 24));
    desk.press("i4<C-s>");
    assert!(desk.lines()[0].contains("1 with IMY") && !desk.lines()[0].contains("done"), "{}", desk.text());
}

#[test]
fn events_that_share_a_label_each_keep_their_date() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.again("2026-09-02", (80, 24));
    desk.press("r3<C-s>");
    desk.again("2026-10-20", (80, 24));
    assert!(desk.text().contains("sent · 2 Sep automatic reply"), "{}", desk.text());
}

#[test]
fn the_row_under_the_cursor_is_seen_above_a_message() {
    for lang in Lang::ALL {
        for size in [(40, 12), (80, 16), (80, 24)] {
            let mut desk = sent(lang, size);
            for n in 0..9 {
                desk.press(&format!("a<enter>@konto{n}<C-s>"));
            }
            desk.again("2026-10-20", size);
            desk.press("G");
            desk.headless().happen(LoopEvent::Paste(String::new()));
            desk.press("ni en anteckning som är lång nog för att ta två rader av skärmen<C-s>");
            assert!(desk.text().lines().any(|line| line.starts_with('▌')), "{}", desk.text());
            desk.press("2Gni en anteckning som är lång nog för att ta två rader av skärmen<C-s>");
            assert!(desk.text().lines().any(|line| line.starts_with('▌') && !line.contains("IG")), "{}", desk.text());
        }
    }
}

#[test]
fn a_note_from_another_time_is_seen_before_it_is_saved_and_can_be_thrown_away() {
    each(|lang, size| {
        let mut desk = sent(lang, size);
        desk.press("r<tab><tab>Gammalt<esc>r2<enter>");
        let on_note = |desk: &Desk| matches!(&desk.model().dialog, Some(Dialog::Form(form)) if matches!(form.focus, Focus::Field(i) if form.fields[i].value() == "Gammalt"));
        assert!(on_note(&desk), "{}", desk.text());
        for _ in 0..9 {
            let discard = |desk: &Desk| matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.focus == Focus::Discard);
            if !discard(&desk) {
                desk.press("<enter>");
            }
            if matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.focus == Focus::Save) {
                desk.press("<right>");
            }
        }
        assert!(desk.text().contains(if lang == Lang::Sv { "[ Släng ]" } else { "[ Discard ]" }), "{}", desk.text());
        desk.press("<enter>");
        assert!(!desk.text().contains("Gammalt") && desk.model().dialog.is_none(), "{}", desk.text());
        desk.press("r");
        assert!(!desk.text().contains("Gammalt"), "{}", desk.text());
    });
}

#[test]
fn after_sending_a_stray_enter_changes_nothing_and_a_change_says_that_it_is_for_a_next_attempt() {
    each(|lang, size| {
        let mut desk = drafted(lang, size);
        desk.press("3<enter>s<C-s><enter>");
        assert_eq!(desk.model().detail.as_ref().unwrap().draft.grounds.len(), 1, "{}", desk.text());
        desk.press("3");
        let title = desk.lines().into_iter().find(|line| line.contains("3 Inv") || line.contains("3 Obj")).unwrap();
        assert!(title.contains(if lang == Lang::Sv { "skick" } else { "sent" }) || size.0 < 60, "{}", desk.text());
        desk.press("j<enter>");
        assert!(desk.message().contains(if lang == Lang::Sv { "nytt försök" } else { "next attempt" }), "{}", desk.text());
    });
}

#[test]
fn the_first_screen_says_what_to_do_and_how_to_read_it_at_every_size() {
    each(|lang, size| {
        let desk = Desk::new(lang, size, "2026-09-01");
        let words = desk.words();
        let (begin, other) = match lang {
            Lang::Sv => ("Tryck a för att lägga till ditt första konto.", "English: press L"),
            Lang::En => ("Press a to add your first account.", "Svenska: tryck L"),
        };
        assert!(words.contains(begin) && words.contains(other), "{}", desk.text());
    });
}

#[test]
fn invented_cases_say_that_they_are() {
    for lang in Lang::ALL {
        for size in SIZES {
            let folder = tempfile::tempdir().unwrap();
            let session = nej::runtime::Session { lang, demo: true, ..nej::runtime::Session::on(folder.path().join("nej.db")) };
            let headless = nej::runtime::headless::Headless::start(&session, size).unwrap();
            let frame = headless.frame();
            let first: String = frame.buffer.content[..usize::from(size.0)].iter().map(ratatui::buffer::Cell::symbol).collect();
            assert!(first.starts_with(" nej demo "), "{first}");
        }
    }
}

#[test]
fn the_pane_of_ones_own_words_names_the_editor_and_the_way_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let editor = Some("/usr/bin/vim -n".to_owned());
    let session = nej::runtime::Session { editor, ..nej::runtime::Session::on(folder.path().join("nej.db")) };
    let mut headless = nej::runtime::headless::Headless::start(&session, (120, 40)).unwrap();
    headless.press(&parse_script("a<enter>@anna<C-s>4").unwrap());
    let frame = headless.frame();
    let last: String = frame.buffer.content[39 * 120..].iter().map(ratatui::buffer::Cell::symbol).collect();
    assert!(last.contains("E vim (lämnas med Esc :wq Enter)"), "{last}");
}

#[test]
fn digits_press_the_buttons_of_pages_and_links() {
    each(|lang, size| {
        let mut desk = sent(lang, size);
        desk.press("o");
        let (copy, back) = if lang == Lang::Sv { ("1 [ Kopiera ]", "4 [ Tillbaka ]") } else { ("1 [ Copy ]", "4 [ Back ]") };
        assert!(desk.text().contains(copy) && desk.text().contains(back), "{}", desk.text());
        assert!(copied(&effects(&desk, Key::char('1'))).is_some());
        desk.press("4");
        assert!(desk.model().dialog.is_none());
    });
}

#[test]
fn the_states_are_left_by_q_and_an_empty_result_by_backspace() {
    let mut desk = sent(Lang::Sv, (40, 12));
    desk.press("fq");
    assert!(desk.model().dialog.is_none());
    desk.press("/zzz<enter>");
    assert!(desk.model().list.rows.is_empty());
    desk.press("<bs>");
    assert!(!desk.model().list.rows.is_empty(), "{}", desk.text());
    desk.press("/anna<enter>");
    assert!(footer(&desk).contains("Esc rensa") || desk.model().size.0 < 60, "{}", desk.text());
    desk.press("x");
    assert!(footer(&desk).contains("q tillbaka"), "{}", desk.text());
}

#[test]
fn a_choice_says_which_keys_change_it_here() {
    for (size, sv, en) in
        [((40, 12), "Space byter.", "Space changes it."), ((80, 24), "Space eller ←→ byter.", "Space or ←→ changes it.")]
    {
        for (lang, how) in [(Lang::Sv, sv), (Lang::En, en)] {
            let mut desk = Desk::new(lang, size, "2026-09-01");
            desk.press("a");
            assert!(desk.words().contains(how), "{}", desk.text());
            desk.press("<space>");
            assert!(desk.text().contains("Facebook"), "{}", desk.text());
        }
    }
}

#[test]
fn a_reminder_is_copied_and_logged_from_its_page() {
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.again("2026-10-20", (80, 24));
    desk.press("x");
    while !desk.lines().iter().any(|line| line.starts_with(" ▌") && line.contains("Påminnelse")) {
        desk.press("j");
    }
    desk.press("<enter>");
    assert!(desk.text().contains("[ Logga påminnelsen ]"), "{}", desk.text());
    desk.press("2<C-s>");
    let kinds: Vec<EventKind> = desk.logs().into_iter().flatten().map(|data| data.kind()).collect();
    assert_eq!(kinds.last(), Some(&EventKind::Reminded), "{}", desk.text());
}
