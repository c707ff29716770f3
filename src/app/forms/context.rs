//! What a dialog starts from.

use chrono::NaiveDate;

use crate::app::model::detail::Detail;
use crate::content::Links;
use crate::domain::{ContactDetails, Lang};

/// What a dialog starts from.
#[derive(Debug, Clone, Copy)]
pub struct FormContext<'a> {
    /// The account it is about, if it is about one.
    pub detail: Option<&'a Detail>,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The language of the screen.
    pub lang: Lang,
    /// The links in force.
    pub links: &'a Links,
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
}
