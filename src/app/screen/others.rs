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

/// The others at an account: who writes there, who has begun something there and not saved it, and who only has it open;
/// each login once, in order. What somebody has begun counts as long as a window of that person is open.
fn others_at(model: &Model, account: AccountId) -> [Vec<&str>; 3] {
    let at = |writing| {
        let there = move |window: &&OtherWindow| window.at == Some(Presence { account, writing });
        model.others.iter().filter(there).map(|window| window.login.as_str())
    };
    let detail = model.detail.as_ref().filter(|detail| detail.id() == account);
    let begun = detail.map_or(&[][..], |detail| &detail.half_typed).iter().map(String::as_str);
    let begun = begun.filter(|login| has_window(model, login));
    let mut said: Vec<&str> = Vec::new();
    [at(true).collect::<Vec<_>>(), begun.collect(), at(false).collect()].map(|mut logins| {
        logins.sort_unstable();
        logins.dedup();
        logins.retain(|login| !said.contains(login));
        said.extend(&logins);
        logins
    })
}

fn has_window(model: &Model, login: &str) -> bool {
    model.others.iter().any(|window| window.login == login)
}

/// What a row of the list says of other people at its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OthersSign {
    /// Somebody writes there.
    Writing,
    /// Somebody has it open, or has begun something there.
    Here,
}

/// Whether others are at an account of the list, and how.
pub fn others_sign(model: &Model, account: AccountId) -> Option<OthersSign> {
    let there = || model.others.iter().filter_map(|window| window.at).filter(|at| at.account == account);
    if there().any(|at| at.writing) {
        return Some(OthersSign::Writing);
    }
    let half_typed = model.counts.as_ref().map_or(&[][..], |counts| &counts.half_typed);
    let begun = half_typed.iter().any(|(id, login)| *id == account && has_window(model, login));
    (begun || there().next().is_some()).then_some(OthersSign::Here)
}

/// Who else is at an account, and what they do there; empty when nobody is.
pub fn others_words(model: &Model, account: AccountId) -> String {
    let words = &phrases(model.lang).panes;
    let said = |login: &str, phrase: &str| fill(phrase, &[("who", &escape_control(login))]);
    let phrases = [&words.writing_here, &words.begun_here, &words.here];
    let parts = phrases.into_iter().zip(others_at(model, account));
    parts.flat_map(|(phrase, logins)| logins.into_iter().map(|login| said(login, phrase))).collect::<Vec<_>>().join(" · ")
}
