//! What the same newcomers stumbled over in forms.

use nej::app::Dialog;
use nej::app::model::field::{Choice, FieldId};
use nej::domain::{EventKind, EvidenceKind, Lang, Step};
use nej::runtime::event::LoopEvent;

use crate::desk::Desk;
use crate::walk_fourth::{chosen, drafted, footer, is_form, sent};

#[test]
fn letters_at_the_platform_of_a_new_account_are_its_name_and_in_an_old_one_never() {
    for size in [(40, 12), (80, 24)] {
        let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
        desk.press("aquist.foto");
        let Some(Dialog::Form(form)) = &desk.model().dialog else { panic!("{}", desk.text()) };
        assert_eq!(form.text(FieldId::Handle), "quist.foto");
        desk.press("<C-s>e");
        for letter in ["x", "a", "f", "i"] {
            desk.press(letter);
        }
        let Some(Dialog::Form(form)) = &desk.model().dialog else { panic!("{}", desk.text()) };
        assert_eq!(form.text(FieldId::Handle), "@quist.foto");
        assert!(desk.press("q").model().dialog.is_none(), "{}", desk.text());
        // Back at the platform of a new account, with a name, letters choose and q leaves.
        desk.press("aolle<up>fq");
        assert!(desk.model().dialog.is_none(), "{}", desk.text());
    }
}

#[test]
fn nobody_but_the_person_says_how_the_authority_answered() {
    for (lang, choose, whole) in [
        (Lang::Sv, "‹ välj ›", "överlämnat till Irlands dataskyddsmyndighet"),
        (Lang::En, "‹ choose ›", "passed to the Irish data protection authority"),
    ] {
        for size in [(40, 12), (80, 24)] {
            let mut desk = sent(lang, size);
            desk.again("2026-10-20", size);
            desk.press("1i4<C-s>r");
            while chosen(&desk, FieldId::Event) != Some(Choice::Kind(EventKind::AuthorityReplied)) {
                desk.press("<down>");
            }
            let before = desk.events();
            desk.press("<enter><enter><enter><enter><C-s>");
            assert!(is_form(&desk, "reply") && desk.events() == before && desk.words().contains(choose), "{}", desk.text());
            desk.press("<space><space><space><space>");
            assert!(desk.words().contains(whole), "{}", desk.text());
            desk.press("<C-s>");
            assert_eq!(desk.events(), before + 1, "{}", desk.text());
        }
    }
}

#[test]
fn the_step_of_the_confirmation_is_ticked_by_what_is_one() {
    let done = |desk: &Desk| desk.model().detail.as_ref().unwrap().done(Step::KeepConfirmation);
    let mut desk = sent(Lang::Sv, (80, 24));
    desk.press("1b").press("Ett annat papper<C-s>");
    assert!(!done(&desk), "{}", desk.text());
    desk.press("2ggjjjjjjj<enter>");
    assert!(is_form(&desk, "evidence"), "{}", desk.text());
    desk.press("Vi har fått din invändning.<C-s>");
    assert!(done(&desk), "{}", desk.text());
    desk.press("uFel papper<C-s>");
    assert!(!done(&desk), "{}", desk.text());
}

#[test]
fn a_request_for_a_decision_before_its_day_is_asked_about() {
    for (lang, asks, no) in
        [(Lang::Sv, "Besked kan begäras först från", "n"), (Lang::En, "A decision can be requested only from", "n")]
    {
        let mut desk = sent(lang, (80, 24));
        desk.again("2026-10-20", (80, 24));
        desk.press("1i4<C-s>r");
        while chosen(&desk, FieldId::Event) != Some(Choice::Kind(EventKind::DecisionRequested)) {
            desk.press("<down>");
        }
        let before = desk.events();
        desk.press("<C-s>");
        assert!(desk.words().contains(asks) && desk.events() == before, "{}", desk.text());
        desk.press(no).press("<esc>");
        assert_eq!(desk.events(), before);
    }
}

#[test]
fn what_becomes_of_what_was_typed_is_said() {
    for (lang, kept, thrown) in
        [(Lang::Sv, "Halvskrivet och sparat: ”Anteckning”", "Slängt:"), (Lang::En, "Half-typed and kept: “Note”", "Discarded:")]
    {
        let mut desk = drafted(lang, (80, 24));
        desk.press("n<esc>");
        assert!(!desk.words().contains(kept), "nothing was typed\n{}", desk.text());
        desk.press("nHej<esc>");
        assert!(desk.words().contains(kept), "{}", desk.text());
        // Upwards from the top stands what is done next.
        desk.press("n<up>");
        assert!(desk.lines().iter().any(|line| line.contains('▌') && line.contains("[ ")), "{}", desk.text());
        desk.press("<right><enter>");
        assert!(desk.model().dialog.is_none() && desk.words().contains(thrown), "{}", desk.text());
        desk.press("n");
        let Some(Dialog::Form(form)) = &desk.model().dialog else { panic!("{}", desk.text()) };
        assert_eq!(form.text(FieldId::Note), "");
    }
}

#[test]
fn an_answer_that_was_pasted_leads_back_to_what_happened() {
    for lang in Lang::ALL {
        for size in [(40, 12), (80, 24)] {
            let mut desk = sent(lang, size);
            desk.press("1r<up>");
            while chosen(&desk, FieldId::Event) != Some(Choice::Mail) {
                desk.press("<down>");
            }
            desk.press("<enter>");
            let kind = Choice::Evidence(Some(EvidenceKind::Reply));
            assert!(is_form(&desk, "evidence") && chosen(&desk, FieldId::EvidenceKind) == Some(kind), "{}", desk.text());
            desk.press("Meta says no.<C-s>");
            assert!(is_form(&desk, "reply"), "{}", desk.text());
            assert!(
                !desk.words().contains(if lang == Lang::Sv { "Är det ett svar" } else { "Is it an answer" }),
                "{}",
                desk.text()
            );
            desk.press("q");
            assert!(desk.model().dialog.is_none(), "{}", desk.text());
        }
    }
}

#[test]
fn a_voiding_names_what_it_strikes_and_the_cursor_stays_there() {
    for (lang, needed) in [(Lang::Sv, "Måste fyllas i."), (Lang::En, "Must be filled in.")] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            let mut desk = sent(lang, size);
            desk.press("nRingde Anna och frågade om hon hade fått något mejl alls<C-s>nOch Olle<C-s>5gju");
            assert!(desk.words().contains(": Ringde Anna") && desk.words().contains(needed), "{}", desk.text());
            assert!(!desk.text().contains("…."), "{}", desk.text());
            desk.press("Fel<C-s>");
            assert_eq!(desk.model().log_cursor, 1, "{}", desk.text());
            // Neither what is struck nor the voiding can be voided.
            assert!(!footer(&desk).contains("u "), "{}", desk.text());
            desk.press("G");
            assert!(!footer(&desk).contains("u "), "{}", desk.text());
            desk.press("<enter>");
            assert!(desk.words().contains(": Ringde Anna"), "{}", desk.text());
        }
    }
}

#[test]
fn a_pasted_mail_is_named_by_its_subject_and_its_file_ends_in_one_dot() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.press("1b");
    let mail = "From: case@example.org\nSubject: Your objection.\n\nThank you.";
    desk.headless().happen(LoopEvent::Paste(mail.to_owned()));
    desk.press("<C-s>");
    assert!(desk.words().contains("Saved: Your objection."), "{}", desk.text());
    let name = desk.logs().swap_remove(0).into_iter().find_map(|data| match data {
        nej::domain::EventData::EvidenceAdded { name, .. } => Some(name),
        _ => None,
    });
    assert_eq!(name.as_deref(), Some("Your objection.txt"));
}

#[test]
fn an_authority_that_looks_into_it_closes_nothing() {
    let mut desk = sent(Lang::En, (80, 24));
    desk.again("2026-10-20", (80, 24));
    desk.press("1i4<C-s>r");
    while chosen(&desk, FieldId::Event) != Some(Choice::Kind(EventKind::AuthorityReplied)) {
        desk.press("<down>");
    }
    desk.press("<enter><space><C-s>");
    assert!(desk.words().contains("IMY looks into it."), "{}", desk.text());
}
