//! Erasing the marked accounts: asked for once, by their number, and all of them gone in one go.

use nej::app::model::key::Key;
use nej::app::{Effect, Moment, Msg, Notice, update};
use nej::domain::Lang;
use nej::runtime::event::{LoopEvent, Signal};

use crate::desk::Desk;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

/// Five accounts, nothing sent.
fn five(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    for handle in ["@anna", "@bea", "@cleo", "@dag", "@eva"] {
        desk.press("a<enter>").press(handle).press("<C-s>");
    }
    desk.press("1g");
    desk
}

/// The accounts of the list, in its order.
fn listed(desk: &Desk) -> Vec<String> {
    desk.model().list.rows.iter().map(|row| row.handle.clone()).collect()
}

/// The account under the cursor, which the other panes are about.
fn here(desk: &Desk) -> String {
    let detail = desk.model().detail.as_ref().unwrap();
    assert_eq!(Some(detail.id()), desk.model().current());
    detail.account.fields.handle.clone()
}

#[test]
fn three_of_five_are_erased_once_their_number_is_typed() {
    for (lang, says, wrong, done) in [
        (Lang::Sv, "3 konton raderas med text, logg och bilagor.", "Antal: Så många är inte markerade.", "Raderat: 3 konton"),
        (
            Lang::En,
            "3 accounts are erased with text, log and annexes.",
            "How many: That is not how many are marked.",
            "Erased: 3 accounts",
        ),
    ] {
        for size in SIZES {
            let mut desk = five(lang, size);
            desk.press("j<space><space><space>kD");
            assert!(desk.words().contains(": @bea, @cleo, @dag"), "{}", desk.text());
            assert!(desk.words().contains(says) && desk.words().contains(": 3."), "{}", desk.text());
            for typed in ["<enter><enter>", "<C-s>", "4<enter><enter>", "<C-u>@bea<C-s>", "<C-u>3 konton<C-s>", "<C-u>0<C-s>"] {
                desk.press(typed);
                assert!(desk.message().contains(wrong), "{typed}\n{}", desk.text());
                assert_eq!(listed(&desk).len(), 5, "{typed}");
            }
            desk.press("<C-u>3<C-s>");
            assert!(desk.message().contains(done), "{}", desk.text());
            assert_eq!(listed(&desk), ["@anna", "@eva"], "{}", desk.text());
            assert_eq!(here(&desk), "@eva", "what stands at the place of the cursor now");
            assert!(desk.model().marks.accounts.is_empty() && desk.model().dialog.is_none(), "{}", desk.text());
        }
    }
}

#[test]
fn whoever_erases_others_stays_at_the_account_under_the_cursor() {
    let mut desk = five(Lang::En, (120, 40));
    desk.press("<space><space><space>D3<C-s>");
    assert_eq!((listed(&desk), here(&desk)), (vec!["@dag".to_owned(), "@eva".to_owned()], "@dag".to_owned()));
    // What was all there was leaves an empty list.
    desk.press("mD2<C-s>");
    assert!(desk.message().contains("Erased: 2 accounts"), "{}", desk.text());
    assert!(desk.model().is_empty() && desk.model().detail.is_none(), "{}", desk.text());
}

#[test]
fn how_many_the_filter_hides_is_said() {
    let mut desk = five(Lang::Sv, (80, 24));
    desk.press("<space><space><space>/eva<enter>D");
    assert!(desk.text().contains("3 markerade (3 dolda av urvalet): @anna, @bea, @cleo"), "{}", desk.text());
    desk.press("3<C-s><esc>");
    assert_eq!(listed(&desk), ["@dag", "@eva"], "{}", desk.text());
}

/// On a phone all of it is in sight at once: how many, how many of them are hidden, what goes, what to type.
#[test]
fn on_a_phone_the_dialog_fits() {
    for (lang, hidden, undone, backups, how) in [
        (
            Lang::Sv,
            "(3 dolda av urvalet)",
            "Det går inte att ångra.",
            "Säkerhetskopior har dem kvar.",
            "Skriv antalet för att radera: 3.",
        ),
        (
            Lang::En,
            "(3 hidden by the filter)",
            "This cannot be undone.",
            "Backups still hold them.",
            "Type the number to erase: 3.",
        ),
    ] {
        let mut desk = five(lang, (40, 12));
        desk.press("<space><space><space>/eva<enter>D");
        let said = desk.words();
        assert!([hidden, undone, backups, how].iter().all(|words| said.contains(words)), "{}", desk.text());
    }
}

#[test]
fn of_a_single_marked_account_the_handle_is_typed() {
    let mut desk = five(Lang::En, (80, 24));
    desk.press("j<space>D");
    assert!(desk.text().contains("Erase the account · @bea"), "{}", desk.text());
    for typed in ["1<C-s>", "<C-u>@cleo<C-s>"] {
        desk.press(typed);
        assert!(desk.words().contains("That is not the same name."), "{}", desk.text());
    }
    desk.press("<C-u>@bea<C-s>");
    assert!(desk.message().contains("Erased: @bea"), "{}", desk.text());
    assert_eq!(listed(&desk), ["@anna", "@cleo", "@dag", "@eva"]);
    assert!(desk.model().marks.accounts.is_empty(), "{}", desk.text());
}

#[test]
fn where_another_window_has_erased_one_nothing_is_erased_and_it_is_named() {
    let mut desk = five(Lang::En, (80, 24));
    desk.press("<space><space><space>D").forget("@bea");
    desk.press("3<C-s>");
    assert!(desk.words().contains("@bea is gone. Nothing was saved."), "{}", desk.text());
    desk.press("<esc>");
    desk.headless().happen(LoopEvent::DatabaseTouched);
    assert_eq!(listed(&desk), ["@anna", "@cleo", "@dag", "@eva"], "{}", desk.text());
    // Asked for again, it is about those that are still there.
    desk.press("D");
    assert!(desk.text().contains("2 marked: @anna, @cleo"), "{}", desk.text());
    desk.press("2<C-s>");
    assert_eq!(listed(&desk), ["@dag", "@eva"], "{}", desk.text());
    assert!(desk.model().marks.accounts.is_empty(), "{}", desk.text());
}

#[test]
fn where_other_windows_have_erased_all_that_was_marked_the_marks_go() {
    let mut desk = five(Lang::En, (80, 24));
    desk.press("<space><space>").forget("@anna");
    desk.forget("@bea");
    desk.press("D");
    assert!(desk.model().dialog.is_none() && desk.model().marks.accounts.is_empty(), "{}", desk.text());
    assert!(desk.message().contains("The marked accounts are gone."), "{}", desk.text());
    desk.press("D");
    assert!(desk.text().contains("Erase the account · @cleo"), "{}", desk.text());
}

#[test]
fn what_was_half_typed_about_them_is_gone() {
    let mut desk = five(Lang::En, (80, 24));
    // A note that waits in the dialog, and a reason that is not saved yet.
    desk.press("nHalf a note<esc>4<enter>Half a reason<esc>1");
    desk.press("g<space><space>D2<C-s>");
    assert_eq!(listed(&desk), ["@cleo", "@dag", "@eva"], "{}", desk.text());
    assert!(desk.message().contains("Erased: 2 accounts"), "{}", desk.text());
    assert!(desk.model().drafts.settled() && desk.model().left_form.is_none());
    desk.again("2026-09-02", (80, 24));
    assert!(!desk.text().contains("Half"), "{}", desk.text());
    desk.press("n");
    assert!(!desk.text().contains("Half a note"), "{}", desk.text());
}

/// The second reason waits for the first to be saved, and is sent when its account is gone already.
#[test]
fn a_reason_on_its_way_to_an_erased_account_is_not_what_is_talked_of() {
    let mut desk = five(Lang::En, (80, 24));
    desk.headless().hold_writes();
    desk.press("4<enter>One<esc>1j4<enter>Two<esc>1g<space><space>D2<C-s>");
    assert!(desk.headless().held_writes() > 0 && desk.model().drafts.all().count() == 2);
    desk.headless().release_writes();
    assert!(desk.message().contains("Erased: 2 accounts"), "{}", desk.text());
    assert!(desk.model().drafts.settled(), "{}", desk.text());
    assert_eq!((listed(&desk), here(&desk)), (["@cleo", "@dag", "@eva"].map(String::from).to_vec(), "@cleo".to_owned()));
}

/// The marks are not there any more when the line is back.
#[test]
fn a_lost_line_does_not_open_it_again() {
    let mut desk = five(Lang::En, (80, 24));
    desk.press("<space><space>D2");
    desk.headless().happen(LoopEvent::Signal(Signal::Hangup));
    desk.again("2026-09-01", (80, 24));
    assert!(desk.model().dialog.is_none() && listed(&desk).len() == 5, "{}", desk.text());
}

#[test]
fn what_was_typed_to_confirm_is_typed_each_time() {
    for (open, typed) in [("<space><space>D", "2"), ("D", "@ann")] {
        let mut desk = five(Lang::En, (80, 24));
        desk.press(open).press(typed).press("<esc>");
        assert!(!desk.words().contains("Half-typed"), "{}", desk.text());
        desk.press("D<C-s>");
        assert!(!desk.words().contains("You wrote this last time"), "{}", desk.text());
        assert_eq!(listed(&desk).len(), 5, "{}", desk.text());
    }
}

#[test]
fn the_folders_of_all_of_them_are_named_the_first_and_how_many_more() {
    let mut desk = five(Lang::En, (120, 40));
    desk.press("ms<C-s>yg");
    for name in ["m1", "m2", "m3", "m4", "m5"] {
        let folder = desk.folder().join(name);
        desk.press("i2<C-u>").press(&folder.to_string_lossy()).press("<C-s>qqj");
    }
    desk.press("gmD5<C-s>");
    let said = desk.words();
    assert!(said.contains("These folders with the complaint are still there:"), "{}", desk.text());
    assert!(said.contains("/m1,") && said.contains("/m3 +2 more") && !said.contains("/m4"), "{}", desk.text());
}

#[test]
fn asked_for_while_all_are_being_marked_it_is_about_all_of_them() {
    let mut desk = five(Lang::Sv, (80, 24));
    let keys = ['m', 'D'].map(|c| LoopEvent::Key(Key::char(c)));
    desk.headless().happen_together(keys.to_vec());
    assert!(desk.text().contains("5 markerade: @anna, @bea, @cleo med flera"), "{}", desk.text());
}

#[test]
fn the_menu_says_that_it_is_about_the_marked() {
    let mut desk = five(Lang::Sv, (120, 40));
    desk.press("x");
    assert!(desk.words().contains("radera konto ") && !desk.words().contains("radera markerade"), "{}", desk.text());
    desk.press("<esc><space><space>x");
    assert!(desk.words().contains("radera markerade"), "{}", desk.text());
}

#[test]
fn what_may_only_be_read_is_not_erased() {
    let mut desk = five(Lang::Sv, (80, 24));
    desk.press("<space><space>D2");
    let mut model = desk.model().clone();
    model.read_only = true;
    let effects = update(&mut model, Moment::default(), Msg::Key(Key::ctrl('s')));
    assert_eq!(model.notice, Some(Notice::ReadOnly));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Forget(..))), "{effects:?}");
}

/// So many that their number is grouped.
#[test]
fn a_number_is_typed_as_it_is_shown_or_without_its_separators() {
    for typed in ["1200", "1,200", "1 200"] {
        let mut desk = Desk::of(1_200, Lang::En, (80, 24), "2026-11-23");
        desk.press("mD");
        assert!(desk.words().contains("1,200 accounts are erased"), "{}", desk.text());
        desk.press("120<C-s>");
        assert!(desk.events() > 0, "{}", desk.text());
        desk.press("<C-u>").press(typed).press("<C-s>");
        assert!(desk.message().contains("Erased: 1,200 accounts"), "{}", desk.text());
        assert!(desk.model().is_empty() && desk.logs().is_empty(), "{}", desk.text());
    }
}
