//! Finding cases: search as you type, the choice of states, and what they must never hide without a word.

use nej::app::model::key::parse_script;
use nej::app::model::list::ListPosition;
use nej::app::{Effect, Moment, Msg, update};
use nej::domain::change::WriteOutcome;
use nej::domain::list::Counts;
use nej::domain::{EventData, Lang};
use nej::runtime::event::LoopEvent;

use crate::desk::{Desk, frame_of};

/// Three accounts: one overdue, one waiting, one draft.
fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(Lang::Sv, size, "2026-09-01");
    desk.press("a<enter>@anna.foto<enter>Anna Öberg<C-s>s<C-s>j");
    desk.again("2026-10-02", size);
    desk.press("a<enter>@olle<enter>Olle Ek<C-s>s<C-s>ja<enter>@mia<enter>Mia Ek<C-s>");
    desk
}

fn handles(desk: &Desk) -> Vec<String> {
    desk.lines().iter().filter_map(|l| l.split_whitespace().find(|w| w.starts_with('@')).map(str::to_owned)).collect()
}

#[test]
fn a_search_narrows_with_each_letter_and_esc_brings_everything_back() {
    for size in [(80, 24), (40, 12)] {
        let mut desk = desk(size);
        desk.press("1/ek");
        assert_eq!(desk.model().list.rows.len(), 2, "{}", desk.text());
        desk.press(" MIA");
        assert_eq!(handles(&desk)[0], "@mia", "{}", desk.text());
        desk.press("<enter>");
        assert!(desk.lines().iter().any(|l| l.contains("sök ”ek MIA”")), "{}", desk.text());
        desk.press("<esc>");
        assert_eq!(desk.model().list.rows.len(), 3, "{}", desk.text());
        assert!(!desk.text().contains("sök ”"), "{}", desk.text());
    }
}

#[test]
fn a_search_for_letters_beyond_ascii_knows_both_cases() {
    let mut desk = desk((80, 24));
    desk.press("1/öBERG");
    assert_eq!(handles(&desk)[0], "@anna.foto", "{}", desk.text());
}

#[test]
fn an_overdue_case_is_never_hidden_without_a_word() {
    let mut desk = desk((80, 24));
    desk.press("1/ek");
    assert!(desk.lines()[0].contains("1 försenat utanför"), "{}", desk.text());
    desk.press("<esc>f");
    assert!(desk.text().contains("Visa bara"), "{}", desk.text());
    // Down to drafts, chosen, shown.
    desk.press("jjjjjjj<space>f");
    assert_eq!(handles(&desk)[0], "@mia", "{}", desk.text());
    assert!(desk.lines()[0].contains("1 försenat utanför"), "{}", desk.text());
    assert!(desk.text().contains("bara ej skickad"), "{}", desk.text());
    desk.press("<esc>");
    assert_eq!(desk.model().list.rows.len(), 3, "{}", desk.text());
}

#[test]
fn nothing_found_says_so_and_nothing_else_happens() {
    let mut desk = desk((80, 24));
    desk.press("1/xyzzy");
    assert!(desk.text().contains("Inget konto hittades."), "{}", desk.text());
    desk.press("<enter>snrie<esc>");
    assert_eq!(desk.model().list.rows.len(), 3, "{}", desk.text());
}

#[test]
fn what_cannot_be_searched_for_is_said_instead() {
    for (size, lang, said) in
        [((80, 24), Lang::Sv, "Det finns inget fält ”foo”."), ((40, 12), Lang::En, "There is no field “foo”.")]
    {
        let mut desk = Desk::new(lang, size, "2026-09-01");
        desk.press("a<enter>@anna<C-s>1/foo:");
        assert!(!desk.text().contains(said), "not before something is searched for\n{}", desk.text());
        desk.press("bar");
        assert!(desk.text().contains(said), "{}", desk.text());
        desk.press("<C-u>due:<lt>x");
        assert!(desk.text().contains("<x"), "{}", desk.text());
    }
}

#[test]
fn the_numbers_are_those_of_what_is_searched_for_wherever_the_cursor_is() {
    let mut desk = Desk::hundred((80, 24), "2026-11-24");
    let all = desk.lines()[0].clone();
    desk.press("1/@<enter>");
    let header = |desk: &Desk| desk.lines()[0].trim().to_owned();
    let found = nej::app::screen::view_counts::in_view(desk.model()).0.unwrap().total() as usize;
    assert!(header(&desk).contains("urvalet: "), "{}", desk.text());
    let (numbers, title) = (header(&desk), |desk: &Desk| desk.lines().iter().find(|l| l.contains(" av ")).unwrap().clone());
    let of = format!(" av {found} ");
    assert!(title(&desk).contains(&of), "{}", desk.text());
    for keys in ["<pgdn>", "<pgdn><pgdn>", "jjj", "<pgup>"] {
        desk.press(keys);
        assert_eq!(header(&desk), numbers, "{keys}");
        assert!(title(&desk).contains(&of), "{keys}\n{}", desk.text());
    }
    desk.press("G");
    assert_eq!(header(&desk), numbers);
    // Each state's number in the choice is that of the search, too.
    desk.press("f<esc>?");
    assert!(desk.text().contains("urvalet: "), "help says all of the header\n{}", desk.text());
    desk.press("<esc><esc>");
    assert_eq!(desk.lines()[0], all, "{}", desk.text());
}

#[test]
fn the_choice_of_states_counts_what_the_search_finds() {
    let mut desk = desk((80, 24));
    desk.press("1f");
    let number = |desk: &Desk, state: &str| {
        let line = desk.lines().into_iter().find(|line| line.contains(&format!("□ {state}"))).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!((number(&desk, "en månad har gått"), number(&desk, "inte skickad")), ("1".to_owned(), "1".to_owned()));
    desk.press("<esc>/ek<enter>f");
    assert_eq!((number(&desk, "en månad har gått"), number(&desk, "inte skickad")), ("0".to_owned(), "1".to_owned()));
    // Chosen states narrow the header at once: they are sums of the same numbers.
    desk.press("jjjjjjj<space>f");
    assert!(desk.lines()[0].contains("urvalet: 1 inte skickad"), "{}", desk.text());
    assert!(desk.lines()[1].contains("Av alla: 1 ärende har väntat"), "{}", desk.text());
}

#[test]
fn numbers_that_are_of_all_say_so_where_the_search_finds_too_many_to_count() {
    let mut desk = desk((80, 24));
    desk.press("1/ek<enter>");
    let mut model = desk.model().clone();
    update(&mut model, Moment::default(), Msg::ViewCounted("ek".into(), None));
    let shown = frame_of(&model);
    assert!(shown[0].contains("alla: 1 försenat"), "{}", shown.join("\n"));
    assert!(!shown[0].contains("utanför"), "nobody knows\n{}", shown.join("\n"));
    // What was counted for another search is not taken.
    update(&mut model, Moment::default(), Msg::ViewCounted("e".into(), Some(Counts::default())));
    assert_eq!(frame_of(&model), shown);
    for key in parse_script("f").unwrap() {
        update(&mut model, Moment::default(), Msg::Key(key));
    }
    let shown = frame_of(&model);
    let line = shown.iter().find(|line| line.contains("□ inte skickad")).unwrap();
    assert!(!line.trim_end().ends_with(char::is_numeric), "no number is better than a wrong one\n{}", shown.join("\n"));
}

#[test]
fn after_an_answer_the_cursor_stays_at_its_place_in_what_was_searched_for() {
    for (search, size) in [("läge:väntar", (80, 24)), ("@", (120, 40))] {
        let mut desk = Desk::hundred(size, "2026-11-24");
        desk.press("1/").press(search).press("<enter>").press("jjj");
        let at = |desk: &Desk, by: usize| desk.model().list.rows[desk.model().list.cursor + by].id;
        let (answered, next) = (at(&desk, 0), at(&desk, 1));
        desk.press("r<enter><enter>");
        // What was written is noticed, too, as what other programs write.
        desk.headless().happen(LoopEvent::DatabaseTouched);
        desk.headless().rest();
        assert_eq!((at(&desk, 0), desk.model().list.cursor), (next, 3), "{search}\n{}", desk.text());
        assert_ne!(at(&desk, 0), answered);
    }
}

/// The answer to the first question may never come: what is asked later of the same thread stops it.
#[test]
fn a_place_that_is_being_read_is_kept_where_everything_is_read_anew() {
    let mut desk = desk((80, 24));
    desk.press("1/e<enter>");
    let mut model = desk.model().clone();
    let press = |model: &mut nej::app::Model, keys: &str| {
        parse_script(keys)
            .unwrap()
            .into_iter()
            .flat_map(|key| update(model, Moment::default(), Msg::Key(key)))
            .collect::<Vec<_>>()
    };
    let effects = press(&mut model, "r<enter><enter>");
    let ticket =
        effects.iter().find_map(|effect| if let Effect::Write(ticket, _) = effect { Some(*ticket) } else { None }).unwrap();
    let near =
        |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Window { place: ListPosition::Near(_), .. }));
    let saved = update(&mut model, Moment::default(), Msg::Written(ticket, Ok(WriteOutcome::Recorded(Vec::new()))));
    assert!(near(&saved), "{saved:?}");
    let again = update(&mut model, Moment::default(), Msg::Changed);
    assert!(near(&again), "{again:?}");
    press(&mut model, "j");
    let moved = update(&mut model, Moment::default(), Msg::Changed);
    assert!(!near(&moved), "whoever has moved on is not called back: {moved:?}");
}

#[test]
fn an_empty_search_says_what_can_be_typed_and_several_people_find_their_own() {
    let mut desk = desk((80, 24));
    desk.press("1/");
    assert!(desk.text().contains("t.ex. grupp:kören"), "{}", desk.text());
    desk.press("o");
    assert!(!desk.text().contains("t.ex."), "{}", desk.text());
    desk.press("<esc>f");
    assert!(!desk.text().contains("Mina ärenden"), "all are one's own\n{}", desk.text());
    let mut model = desk.model().clone();
    model.shared = true;
    assert!(frame_of(&model).join("\n").contains("Mina ärenden  mine"));
    for key in parse_script("<up><enter>").unwrap() {
        update(&mut model, Moment::default(), Msg::Key(key));
    }
    assert_eq!(model.list.filter.search, "mine");
}

#[test]
fn whose_case_it_is_stands_above_its_steps() {
    let mut desk = desk((120, 40));
    desk.press("1g<space>eeva<C-s>g");
    assert!(desk.text().contains("@anna.foto · handläggs av eva"), "{}", desk.text());
}

#[test]
fn what_a_search_finds_is_counted_once_the_keys_rest() {
    let mut model = desk((80, 24)).model().clone();
    let at = |millis| Moment { millis, ..Moment::default() };
    let is_count = |effect: &Effect| matches!(effect, Effect::CountView(_));
    for (number, key) in parse_script("1/ek").unwrap().into_iter().enumerate() {
        let effects = update(&mut model, at(50 * number as u64), Msg::Key(key));
        assert!(!effects.iter().any(is_count), "{effects:?}");
    }
    assert_eq!(update(&mut model, at(229), Msg::Wake).iter().filter(|e| is_count(e)).count(), 0);
    assert_eq!(update(&mut model, at(230), Msg::Wake).iter().filter(|e| is_count(e)).count(), 1);
    assert_eq!(update(&mut model, at(231), Msg::Wake).iter().filter(|e| is_count(e)).count(), 0, "once");
    let next = update(&mut model, at(240), Msg::Key(parse_script("x").unwrap()[0]));
    assert_eq!(next[0], Effect::CancelCount, "{next:?}");
    assert!(!next.iter().any(is_count), "{next:?}");
}

/// A case that wants something now is not left for the next one: what the message names is under the cursor.
#[test]
fn a_case_that_wants_more_after_an_entry_keeps_the_cursor() {
    for size in [(40, 12), (80, 24)] {
        let mut desk = Desk::new(Lang::En, size, "2026-09-01");
        desk.press("a<enter>@anna<enter><enter><C-s>s<C-s>ya<enter>@bert<C-s>");
        desk.again("2026-09-05", size);
        let anna = desk.model().list.rows[0].id;
        desk.press("1r4<C-s>");
        assert!(desk.logs().concat().iter().any(|data| matches!(data, EventData::InfoRequested { .. })), "{}", desk.text());
        assert_eq!(desk.model().current(), Some(anna), "{}", desk.text());
        // An answer leaves nothing to do: the next one is under the cursor, as ever.
        desk.press("r2<C-s>");
        assert_ne!(desk.model().current(), Some(anna), "{}", desk.text());
    }
}
