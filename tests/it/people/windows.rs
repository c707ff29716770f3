//! Two people at one account, each in a window: what is half-typed is each one's own, and each sees the other.

use rustix::process::{Pid, Signal, kill_process};

use super::{GROUP, Office, mode};
use crate::terminal::Outer;

/// Waits until the screen says something no more.
fn says_no_more(window: &mut Outer, what: &str) {
    window.until(&format!("{what} is gone"), |window| !window.screen().contains(what));
}

#[test]
fn what_is_half_typed_is_the_persons_own_and_the_other_sees_who_writes() {
    let Some(office) = Office::shared() else { return };
    let (mut anna, mut bo) = (office.window(0), office.window(1));
    anna.says("@anna");
    bo.says("@anna").press("n").says("Free text").press("Bo was here");
    anna.says("61001 is writing here");
    anna.press("n").says("Note · @anna · 61001 is writing here");
    bo.says("Note · @anna · 61000 is writing here");
    assert!(!anna.screen().contains("Bo was here") && !anna.screen().contains("last time"), "{}", anna.screen());
    anna.press("Anna too").says("Anna too").press("\x1b").says("2 Steps");
    // Left half-typed, it is something begun as long as the window is there.
    bo.says("61000 has begun something here");
    says_no_more(&mut bo, "61000 is writing here");
    anna.press("n").says("Anna too").press("\x13").says("Saved: Anna too");
    says_no_more(&mut bo, "61000");
    bo.says("Bo was here").press("\x13").says("Saved: Bo was here");
    says_no_more(&mut anna, "61001 is writing here");
    anna.says("note by 61001  Bo was here");
    let here = office.path("srv/nej/nej.db-here");
    assert_eq!(mode(&here), (GROUP, 0o2770));
    for window in [&mut anna, &mut bo] {
        window.press("q");
        assert_eq!(window.end(), 0);
    }
    assert!(!here.exists(), "whoever leaves last takes the folder away");
}

#[test]
fn a_dialog_that_was_open_opens_again_for_its_own_person_only() {
    let Some(office) = Office::shared() else { return };
    let mut bo = office.window(1);
    bo.says("@anna").press("n").says("Free text").press("Half a no").says("Half a no");
    bo.close();
    bo.end();
    let mut anna = office.window(0);
    anna.says("@anna").press("n").says("Free text");
    assert!(!anna.screen().contains("Half a no"), "{}", anna.screen());
    assert!(!anna.screen().contains("61001"), "a window that is gone writes nothing\n{}", anna.screen());
    let mut again = office.window(1);
    again.says("Half a no");
    anna.says("61001 is writing here");
}

#[test]
fn the_list_shows_where_others_are_and_help_says_what_the_sign_means() {
    let Some(office) = Office::shared() else { return };
    let (mut anna, mut bo) = (office.window(0), office.window(1));
    anna.says("@olle").press("j");
    bo.says("@olle").press("\r").says("1 Accounts");
    anna.says("IG&@anna");
    assert!(!anna.screen().contains("IG&@olle"), "{}", anna.screen());
    anna.press("?").says("somebody else has the account open").press("q").says("IG&@anna");
    bo.press("q");
    assert_eq!(bo.end(), 0);
    says_no_more(&mut anna, "IG&");
}

#[test]
fn what_a_killed_window_was_writing_is_begun_at_most_while_its_person_is_there() {
    let Some(office) = Office::shared() else { return };
    let (mut anna, mut bo, mut other) = (office.window(0), office.window(1), office.window(1));
    anna.says("@anna");
    other.says("@anna");
    bo.says("@anna").press("n").says("Free text").press("Half a no").says("Half a no");
    anna.says("61001 is writing here").says("IG&@anna");
    bo.press("\x1b").says("1 Accounts");
    anna.says("61001 has begun something here").says("IG&@anna");
    bo.press("n").says("Half a no");
    anna.says("61001 is writing here");
    kill_process(Pid::from_raw(bo.process() as i32).unwrap(), Signal::KILL).unwrap();
    says_no_more(&mut anna, "61001 is writing here");
    anna.says("61001 has begun something here").says("IG&@anna");
    other.press("q");
    assert_eq!(other.end(), 0);
    says_no_more(&mut anna, "61001");
    says_no_more(&mut anna, "IG&");
}

#[test]
fn a_killed_window_is_gone_for_the_others_without_a_key() {
    let Some(office) = Office::shared() else { return };
    let (mut anna, mut bo) = (office.window(0), office.window(1));
    anna.says("@anna");
    bo.says("@anna").press("\r").says("1 Accounts");
    anna.says("61001 is here");
    bo.press("4\r").says("[ Done ]");
    anna.says("61001 is writing here");
    kill_process(Pid::from_raw(bo.process() as i32).unwrap(), Signal::KILL).unwrap();
    says_no_more(&mut anna, "61001");
}

#[test]
fn the_draft_of_the_reason_stays_shared() {
    let Some(office) = Office::shared() else { return };
    let (mut anna, mut bo) = (office.window(0), office.window(1));
    anna.says("@anna");
    bo.says("@anna").press("4\rIt is my living.\x1b").says("Saved: It is");
    anna.says("It is my living.");
}
