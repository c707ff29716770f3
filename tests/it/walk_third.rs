//! What the same newcomer stumbled over on the second way: doors without a way back, next steps that nobody named, keys
//! that did something without a word.

use nej::app::model::field::FieldId;
use nej::app::model::key::Key;
use nej::app::model::msg::Edited;
use nej::app::{Dialog, Effect, Model, Moment, Msg, update};
use nej::domain::Lang;

use crate::desk::Desk;

/// An account of Anna's with nothing sent.
fn drafted(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<enter>Anna Berg<enter>anna@example.org<C-s>");
    desk
}

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn is_form(desk: &Desk, kind: &str) -> bool {
    matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.id.kind.id() == kind)
}

/// What an editor is given.
fn given(model: &mut Model) -> String {
    let effects = update(model, Moment::default(), Msg::Key(Key::char('E')));
    let text = effects.into_iter().find_map(|effect| if let Effect::Editor(text) = effect { Some(text) } else { None });
    text.expect("an editor")
}

/// What is kept of what an editor left.
fn kept(model: &mut Model, left: String) -> String {
    update(model, Moment::default(), Msg::Edited(Edited::Text(left)));
    model.detail.as_ref().unwrap().draft.reason.clone()
}

#[test]
fn an_editor_is_told_how_it_is_left_in_a_line_that_is_never_kept() {
    for (editor, keys) in [("vi", "Esc :wq Enter"), ("nano", "Ctrl-x")] {
        for lang in Lang::ALL {
            let mut model = drafted(lang, (80, 24)).model().clone();
            model.editor = Some(editor.to_owned());
            let text = given(&mut model);
            let note = text.trim().to_owned();
            assert!(text.starts_with("\n\n# ") && note.contains(keys) && !note.contains('\n'), "{text:?}");
            assert_eq!(kept(&mut model.clone(), text.clone()), "");
            let (head, tail) = note.split_at(30);
            for left in [
                format!("Ett\n{text}\n"),
                format!("Ett{note}"),
                format!("{note}Ett"),
                format!("Ett\n{head}"),
                format!("Ett\n  {tail}\r\n"),
            ] {
                assert_eq!(kept(&mut model.clone(), left.clone()), "Ett", "{left:?}");
            }
            assert_eq!(kept(&mut model, format!("Ett\n\n{note}\n\nTvå\n")).replace('\n', ""), "EttTvå");
            let again = given(&mut model);
            assert!(again.starts_with(&format!("{note}\n\nEtt\n")), "{again:?}");
            model.lang = lang.next();
            let before = model.detail.as_ref().unwrap().draft.reason.clone();
            assert_eq!(kept(&mut model, again), before);
        }
    }
}

#[test]
fn who_named_no_editor_has_one_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let there = || nej::runtime::editor::usual(folder.path().as_os_str());
    assert_eq!(there(), None);
    for name in ["vi", "nano"] {
        std::fs::write(folder.path().join(name), "").unwrap();
        assert_eq!(there().as_deref(), Some(name));
    }
}

#[test]
fn an_editor_whose_keys_are_not_known_is_given_the_text_alone() {
    for editor in [Some("acme"), None] {
        let mut model = drafted(Lang::Sv, (80, 24)).model().clone();
        model.editor = editor.map(str::to_owned);
        assert_eq!(given(&mut model), "");
        assert_eq!(kept(&mut model, "# rubrik\n".to_owned()), "# rubrik");
    }
}

#[test]
fn what_was_copied_says_what_comes_next_at_every_size() {
    for (size, lang) in SIZES.iter().flat_map(|size| Lang::ALL.map(|lang| (*size, lang))) {
        let mut desk = drafted(lang, size);
        desk.press("3<space>y");
        let (paste, lodge) = match lang {
            Lang::Sv => ("Nästa: klistra in den hos Meta, logga den sedan (s).", "Nästa: lämna in hos IMY, logga det sedan (4)."),
            Lang::En => ("Next: paste it at Meta, then log it (s).", "Next: lodge it with IMY, then log it (4)."),
        };
        assert!(desk.words().contains(paste), "{}", desk.text());
        desk.press("p");
        assert!(desk.model().outside.is_some());
        desk.press("q");
        let (own, log) = if lang == Lang::Sv { ("kopierat texten?", "(s)") } else { ("copied the text?", "(s)") };
        assert!(desk.words().contains(own) && desk.words().contains(log), "{}", desk.text());
        desk.press("s<C-s>");
        desk.again("2026-10-20", size);
        desk.press("y");
        assert!(!desk.words().contains(paste), "it is sent\n{}", desk.text());
        desk.press("iy");
        assert!(desk.words().contains(lodge), "{}", desk.text());
        assert!(desk.text().contains("4 ["), "{}", desk.text());
        desk.press("4");
        assert!(is_form(&desk, "complaint"), "{}", desk.text());
    }
}

#[test]
fn a_pasted_answer_is_an_annex_and_says_that_it_is_to_be_logged() {
    for (lang, says) in [(Lang::Sv, "Logga det också (r)."), (Lang::En, "Then log that, too (r).")] {
        let mut desk = drafted(lang, (40, 12));
        desk.press("bThe form<C-s>");
        assert!(!desk.words().contains(says), "nothing was sent\n{}", desk.text());
        desk.press("s<C-s>jb").press("Meta says no.<C-s>");
        assert!(desk.words().contains(says), "{}", desk.text());
    }
}

#[test]
fn an_answer_that_was_logged_names_the_key_that_voids_it() {
    for (lang, here, there) in [
        (Lang::Sv, "Fel? u stryker posten.", "Fel? u stryker posten, hos @anna."),
        (Lang::En, "Wrong? u voids it.", "Wrong? u voids the entry, at @anna."),
    ] {
        let mut desk = drafted(lang, (40, 12));
        desk.press("s<C-s>jr<enter><enter>");
        assert!(desk.words().contains(here), "{}", desk.text());
        desk.press("u");
        assert!(is_form(&desk, "void"), "{}", desk.text());
        desk.press("Mistaken<C-s>a<enter>@olle<C-s>gr<C-s>");
        assert!(desk.words().contains(there), "the cursor may be elsewhere\n{}", desk.text());
        desk.press("mr<C-s>").press(if lang == Lang::Sv { "j" } else { "y" });
        assert!(desk.words().contains(there), "it was logged for both\n{}", desk.text());
    }
}

#[test]
fn what_a_key_takes_back_or_a_letter_chooses_is_said() {
    for (lang, chosen, ticked, chose) in [
        (Lang::Sv, "Inte längre valt: ", "Inte längre avbockat: ", "Bokstaven valde ”svenska” här."),
        (Lang::En, "No longer chosen: ", "No longer ticked: ", "The letter chose “Swedish” here."),
    ] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = drafted(lang, size);
            for (keys, taken) in [("3", chosen), ("2g", ticked)] {
                desk.press(keys).press("<space>");
                assert!(!desk.words().contains(taken), "{}", desk.text());
                desk.press(if keys == "3" { "<enter>" } else { "k<space>" });
                assert!(desk.words().contains(taken), "{}", desk.text());
            }
            desk.press("e<down><down><down><down><down><down>");
            desk.press("s");
            assert!(desk.words().contains(chose), "{}", desk.text());
        }
    }
}

#[test]
fn saving_while_one_writes_says_that_the_keys_stay_there() {
    for (lang, stays) in [(Lang::Sv, "Esc lämnar den."), (Lang::En, "Esc leaves.")] {
        let mut desk = drafted(lang, (80, 24));
        desk.press("4<enter>Hej<C-s>");
        assert!(desk.message().contains(stays) && desk.model().reason.editing, "{}", desk.text());
        desk.press("<esc>");
        assert!(!desk.words().contains(stays), "{}", desk.text());
    }
}

#[test]
fn the_list_of_what_happened_knows_of_codes_and_pasted_mails() {
    for (lang, code, mail, says) in [
        (Lang::Sv, "kod från Meta", "klistra in mejlet", "utan kod"),
        (Lang::En, "code from Meta", "paste the mail", "without a code"),
    ] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = drafted(lang, size);
            desk.press("s<C-s>j2gjjjjjj<enter>");
            assert!(desk.words().contains(says) && desk.model().dialog.is_none(), "no answer is offered\n{}", desk.text());
            desk.press("1r<up>");
            while !desk.lines().iter().any(|line| line.contains('▌') && line.contains(code)) {
                desk.press("<down>");
            }
            desk.press("<enter>");
            assert!(desk.words().contains(says) && is_form(&desk, "reply"), "{}", desk.text());
            desk.press("<down>");
            assert!(desk.lines().iter().any(|line| line.contains('▌') && line.contains(mail)), "{}", desk.text());
            desk.press("<enter>");
            assert!(is_form(&desk, "evidence"), "{}", desk.text());
            desk.press("Meta says no.<C-s>");
            assert_eq!(desk.events(), 2, "{}", desk.text());
        }
    }
}

#[test]
fn a_mail_is_pasted_from_the_complaint_and_the_way_leads_back_there() {
    let mut desk = drafted(Lang::En, (80, 24));
    desk.press("s<C-s>j");
    desk.again("2026-10-20", (80, 24));
    desk.press("irp<enter>");
    assert!(is_form(&desk, "evidence"), "{}", desk.text());
    desk.press("A copy<C-s>");
    assert!(is_form(&desk, "reply"), "what it says is logged next\n{}", desk.text());
    desk.press("q");
    assert!(matches!(desk.model().dialog, Some(Dialog::Page(_))), "{}", desk.text());
}

#[test]
fn marked_accounts_are_offered_what_is_possible_for_all_of_them() {
    for (lang, yes, only) in [
        (Lang::Sv, "Meta säger ja", "Här står bara det som är möjligt för alla."),
        (Lang::En, "Meta says yes", "Here stands only what is possible for all of them."),
    ] {
        let mut desk = drafted(lang, (80, 24));
        desk.press("s<C-s>ja<enter>@olle<C-s>mr");
        assert!(!desk.words().contains(yes) && desk.words().contains(only), "{}", desk.text());
        desk.press("qm/olle<enter>s<C-s>j<esc>mr");
        assert!(desk.words().contains(yes) && !desk.words().contains(only), "{}", desk.text());
    }
}

#[test]
fn q_leaves_a_day_as_the_footer_says_and_what_was_typed_is_kept() {
    for (lang, leaves) in [(Lang::Sv, "q tillbaka"), (Lang::En, "q back")] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = drafted(lang, size);
            desk.press("s");
            assert!(desk.lines().pop().unwrap().contains(leaves), "{}", desk.text());
            desk.press("2026-08-31q");
            assert!(desk.model().dialog.is_none(), "{}", desk.text());
            desk.press("s");
            assert!(desk.text().contains("2026-08-31"), "{}", desk.text());
        }
    }
}

#[test]
fn a_name_that_is_none_says_where_the_name_stands_and_leads_back_to_it() {
    for (lang, remedy, no) in [(Lang::Sv, "sist i profilens adress", "n"), (Lang::En, "end of the profile's address", "n")] {
        let mut desk = Desk::new(lang, (40, 12), "2026-09-01");
        desk.press("a<enter>anna berg<enter>Anna<C-s>");
        assert!(desk.words().contains(remedy), "{}", desk.text());
        desk.press(no);
        assert!(matches!(&desk.model().dialog, Some(Dialog::Form(form)) if form.focus_is(FieldId::Handle)), "{}", desk.text());
    }
}

#[test]
fn words_say_what_to_do_and_what_is_needed_for_what() {
    for (lang, quit, log_in, needed, nothing) in [
        (
            Lang::Sv,
            "avsluta (q) och kör nej demo",
            "Logga in i webbläsaren · @anna",
            "Behövs i ett klagomål",
            "Hör till ‹ inget i loggen ›",
        ),
        (
            Lang::En,
            "quit (q) and run nej demo",
            "Log in with a browser · @anna",
            "A complaint needs it",
            "Goes with ‹ nothing in the log ›",
        ),
    ] {
        let mut desk = Desk::new(lang, (80, 24), "2026-09-01");
        assert!(desk.words().contains(quit), "{}", desk.text());
        desk.press("a<enter>@anna<enter><enter>");
        assert!(desk.words().contains(needed), "{}", desk.text());
        desk.press("<C-s>2g<enter>");
        assert!(desk.words().contains(log_in), "{}", desk.text());
        desk.press("qs<C-s>jb");
        assert!(desk.words().contains(nothing), "{}", desk.text());
    }
}

#[test]
fn the_calendar_says_what_its_numbers_are_and_leads_nowhere_from_an_empty_month() {
    for (lang, says, go) in
        [(Lang::Sv, "·1: en sak den dagen", "till kontot"), (Lang::En, "·1: one thing that day", "to the account")]
    {
        for size in [(40, 24), (80, 24), (120, 40)] {
            let mut desk = drafted(lang, size);
            desk.press("s<C-s>jtn");
            assert!(desk.text().contains(says) && desk.text().contains(go), "{}", desk.text());
            desk.press("nn");
            assert!(!desk.text().contains(says) && !desk.text().contains(go), "{}", desk.text());
        }
    }
}

#[test]
fn a_plain_text_longer_than_the_screen_says_how_its_beginning_is_read() {
    for (lang, above, back) in [
        (Lang::Sv, "rulla uppåt i terminalen", "Enter eller q: tillbaka till nej"),
        (Lang::En, "scroll up in the terminal", "Enter or q: back to nej"),
    ] {
        for (size, longer) in [((40, 12), true), ((80, 24), false)] {
            let mut desk = drafted(lang, size);
            desk.press("3<space>p");
            let printed = desk.headless().handed_over().pop().unwrap();
            assert!(printed.trim_end().ends_with(back), "{printed}");
            let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(words.contains(above), longer, "{printed}");
        }
    }
}
