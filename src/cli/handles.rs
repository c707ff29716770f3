//! What is odd or wrong about a handle, in words: the same for `add`, `edit` and `import`.

use super::context::Context;
use crate::content::fill;
use crate::domain::AccountDetails;
use crate::domain::handle::{HandleFault, HandleRemark};
use crate::domain::text::escape_control;

/// What to ask about a handle that was taken.
pub fn remark_words(context: &Context, remark: HandleRemark, details: &AccountDetails) -> String {
    let words = &context.words().handles;
    let phrase = match remark {
        HandleRemark::FromAddress => &words.from_address,
        HandleRemark::OddLetters => &words.odd_letters,
        HandleRemark::NoName => &words.no_name,
        HandleRemark::ShortenedNumber => &words.shortened_number,
    };
    fill(phrase, &[("handle", &escape_control(&details.handle)), ("platform", details.platform.name())])
}

/// Why a text was not taken as a handle.
pub fn fault_words(context: &Context, fault: HandleFault, value: &str) -> String {
    let words = &context.words().handles;
    let cut: String = value.chars().take(80).collect();
    let value = escape_control(&cut);
    match fault {
        HandleFault::OnOther(platform) => fill(&words.on_other, &[("value", &value), ("platform", platform.name())]),
        HandleFault::NoProfile => fill(&words.no_profile, &[("value", &value)]),
    }
}
