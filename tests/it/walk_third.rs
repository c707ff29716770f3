//! What the same newcomer stumbled over on the second way: doors without a way back, next steps that nobody named, keys
//! that did something without a word.

use nej::app::model::key::Key;
use nej::app::model::msg::Edited;
use nej::app::{Effect, Model, Moment, Msg, update};
use nej::domain::Lang;

use crate::desk::Desk;

/// An account of Anna's with nothing sent.
fn drafted(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    desk.press("a<enter>@anna<enter>Anna Berg<enter>anna@example.org<C-s>");
    desk
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
