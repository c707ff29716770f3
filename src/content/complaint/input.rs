//! What a complaint is made from: an account with its log, and what is said of its sender.

use chrono::NaiveDate;

use crate::content::links::Links;
use crate::domain::case::live_events;
use crate::domain::{Account, ContactDetails, Event, Lang, Platform};

/// The accounts that a submission covered besides the one whose complaint it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The number that its events share.
    pub submission_id: i64,
    /// Some of them.
    pub accounts: Vec<CoveredAccount>,
    /// How many there are besides.
    pub more: u64,
    /// Whether all of them were logged with the same text; an earlier version logged each account's draft.
    pub same_text: bool,
}

/// An account that a submission covered, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredAccount {
    /// Where it is.
    pub platform: Platform,
    /// What it is called there.
    pub handle: String,
    /// Whether it is the same person's. Other people are no party to the complaint, and are not named in it.
    pub same_person: bool,
    /// Whether the controller has not answered the objection for it.
    pub awaits: bool,
}

impl CoveredAccount {
    /// How the account is called.
    pub fn name(&self) -> String {
        format!("{} {}", self.platform.name(), self.handle)
    }
}

/// All that a complaint about one account is made from.
#[derive(Debug, Clone, Copy)]
pub struct ComplaintInput<'a> {
    /// Whose objection it is.
    pub account: &'a Account,
    /// The whole log, voided events included.
    pub events: &'a [Event],
    /// Which submissions covered other accounts, too.
    pub covered: &'a [Covered],
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The language of the complaint.
    pub lang: Lang,
    /// The addresses in force.
    pub links: &'a Links,
}

impl<'a> ComplaintInput<'a> {
    /// The events that count today.
    pub(super) fn live_events(&self) -> Vec<&'a Event> {
        live_events(self.events, self.today)
    }

    /// How the account is called.
    pub(super) fn account_name(&self) -> String {
        format!("{} {}", self.account.fields.platform.name(), self.account.fields.handle)
    }
}
