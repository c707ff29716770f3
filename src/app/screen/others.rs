//! Where this window is, for the other people at the database, and where they are.

use crate::app::model::others::{OtherWindow, Presence};
use crate::app::model::{Dialog, Model, Pane};
use crate::content::{fill, phrases};
use crate::domain::AccountId;
use crate::domain::text::escape_control;

/// What this window is at. An account over which the cursor only passes in the list is not open.
pub fn presence(model: &Model) -> Option<Presence> {
    let writing = match &model.dialog {
        Some(Dialog::Form(form)) => return form.id.account.map(|account| Presence { account, writing: true }),
        _ => model.reason.editing,
    };
    let open = writing || model.focus != Pane::Accounts || matches!(model.dialog, Some(Dialog::Page(_)));
    let account = model.detail.as_ref().filter(|_| open)?.id();
    Some(Presence { account, writing })
}

/// The others who write about an account, and those who only have it open: each login once, in order. What somebody
/// left half-typed counts as long as a window of that person is open.
fn others_at(model: &Model, account: AccountId) -> (Vec<&str>, Vec<&str>) {
    let at = |writing| {
        let there = move |window: &&OtherWindow| window.at == Some(Presence { account, writing });
        model.others.iter().filter(there).map(|window| window.login.as_str())
    };
    let detail = model.detail.as_ref().filter(|detail| detail.id() == account);
    let half_typed = detail.map_or(&[][..], |detail| &detail.half_typed).iter().map(String::as_str);
    let half_typed = half_typed.filter(|login| model.others.iter().any(|window| window.login == *login));
    let mut writing: Vec<&str> = at(true).chain(half_typed).collect();
    writing.sort_unstable();
    writing.dedup();
    let mut here: Vec<&str> = at(false).filter(|login| !writing.contains(login)).collect();
    here.sort_unstable();
    here.dedup();
    (writing, here)
}

/// Who else is at an account, and whether they write; empty when nobody is.
pub fn others_words(model: &Model, account: AccountId) -> String {
    let words = &phrases(model.lang).panes;
    let (writing, here) = others_at(model, account);
    let said = |login: &str, phrase: &str| fill(phrase, &[("who", &escape_control(login))]);
    let writing = writing.into_iter().map(|login| said(login, &words.writing_here));
    let here = here.into_iter().map(|login| said(login, &words.here));
    writing.chain(here).collect::<Vec<_>>().join(" · ")
}
