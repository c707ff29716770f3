//! `nej add`: a new account. What is said of it is checked as on the screen.

use super::account::{candidate, label};
use super::args::{AccountArgs, AddArgs};
use super::context::Context;
use super::error::{CliError, CliResult};
use super::handles::{fault_words, remark_words};
use super::out::{Stdout, stderr_line};
use crate::content::fill;
use crate::domain::account::{ValidationError, ValidationErrorKind, longest};
use crate::domain::change::{Change, WriteOutcome};
use crate::domain::handle::{HandleRemark, clean_handle};
use crate::domain::text::escape_control;
use crate::domain::{Account, AccountDetails, Platform};
use crate::store::{self, Reader};

/// Adds an account and says its number. One that may be there already is added all the same: Facebook handles are
/// names, and names repeat.
pub fn run(context: &Context, args: &AddArgs, out: &mut Stdout) -> CliResult<()> {
    let platform = args.platform;
    let (handle, odd) = handle(context, platform, &args.handle)?;
    let fields = checked(context, with_args(AccountDetails::new(platform, &handle), &args.more))?;
    let (reader, mut writer) = context.writer()?;
    let there = already(&reader, &fields).map_err(|e| context.stored(&e))?;
    let change = Change::Add { fields: fields.clone(), on: context.today };
    let done = context.apply(&mut writer, &change)?;
    let WriteOutcome::Added(id) = done else { return Ok(()) };
    let (words, account) = (&context.words().done, label(&fields));
    if let Some(odd) = odd {
        stderr_line(&remark_words(context, odd, &fields));
    }
    if !there.is_empty() {
        let there: Vec<String> = there.iter().map(candidate).collect();
        stderr_line(&fill(&words.there_already, &[("account", &account), ("candidates", &there.join(", "))]));
    }
    out.line(&fill(&words.added, &[("id", &id.0.to_string()), ("account", &account)]))
}

/// The accounts that may be the same one: neither e-mail address nor person differs.
pub fn already(reader: &Reader, new: &AccountDetails) -> store::Result<Vec<Account>> {
    let mut there = Vec::new();
    for id in reader.find(Some(new.platform), &new.handle)? {
        there.extend(reader.account(id)?.filter(|known| !told_apart(&known.fields, new)));
    }
    Ok(there)
}

fn told_apart(a: &AccountDetails, b: &AccountDetails) -> bool {
    let both = [(&a.email, &b.email), (&a.person, &b.person)];
    both.into_iter().find(|(a, b)| !a.is_empty() && !b.is_empty()).is_some_and(|(a, b)| a != b)
}

/// The handle that a text means, and what is odd about it.
pub fn handle(context: &Context, platform: Platform, text: &str) -> CliResult<(String, Option<HandleRemark>)> {
    clean_handle(platform, text).map_err(|fault| CliError::Usage(fault_words(context, fault, text)))
}

/// The fields with those that are given put in; the others stay.
pub fn with_args(mut fields: AccountDetails, args: &AccountArgs) -> AccountDetails {
    for (field, given) in [
        (&mut fields.person, &args.person),
        (&mut fields.email, &args.email),
        (&mut fields.country, &args.country),
        (&mut fields.group, &args.group),
        (&mut fields.profile, &args.profile),
        (&mut fields.phone, &args.phone),
        (&mut fields.post_address, &args.address),
        (&mut fields.represented_by, &args.represented_by),
        (&mut fields.representative_email, &args.representative_email),
        (&mut fields.representative_phone, &args.representative_phone),
        (&mut fields.representative_address, &args.representative_address),
        (&mut fields.assignee, &args.assignee),
    ] {
        if let Some(given) = given {
            field.clone_from(given);
        }
    }
    fields.text_lang = args.text_lang.or(fields.text_lang);
    fields.representation = args.representation.or(fields.representation);
    fields
}

/// The fields as they are stored, or what is wrong with them.
pub fn checked(context: &Context, fields: AccountDetails) -> CliResult<AccountDetails> {
    let given = fields.clone();
    fields.checked().map_err(|invalid| CliError::Usage(fault(context, &given, invalid)))
}

/// What is wrong with a field, in words.
pub fn fault(context: &Context, fields: &AccountDetails, invalid: ValidationError) -> String {
    let words = &context.words().fields;
    let (phrase, value) = match invalid.kind {
        ValidationErrorKind::Empty => (&words.empty, ""),
        ValidationErrorKind::TooLong => (&words.too_long, ""),
        ValidationErrorKind::NotAnEmail if invalid.field == "email" => (&words.not_an_email, fields.email.as_str()),
        ValidationErrorKind::NotAnEmail => (&words.not_an_email, fields.representative_email.as_str()),
        ValidationErrorKind::NotACountry => (&words.not_a_country, fields.country.as_str()),
    };
    fill(phrase, &[("field", invalid.field), ("value", &escape_control(value)), ("max", &longest(invalid.field).to_string())])
}
