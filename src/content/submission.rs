//! What is logged when an objection was sent. One submission is one form, one e-mail address and one text, whatever
//! number of accounts it covers: nothing is logged that was not sent.

use super::explanation::explanation;
use super::links::Links;
use crate::domain::{AccountDetails, Draft, Lang, Platform, Submission};

/// The objection that was sent from an account: in its form, with its address, in the words of its draft. No
/// country: the form of today asks for none, and what nobody typed was not sent.
/// `platforms` are those of all accounts that it covers, each of which the text names. `screen` is the language of an
/// account without an address.
pub fn submission(sender: &AccountDetails, draft: &Draft, platforms: &[Platform], screen: Lang, links: &Links) -> Submission {
    Submission {
        text: explanation(platforms, sender.text_lang.unwrap_or(screen), draft),
        email: sender.email.clone(),
        country: String::new(),
        form: links.form(sender.platform).to_owned(),
        code_pending: false,
        submission_id: None,
    }
}

/// The one objection that covers several accounts, sent from the first of them whose draft says anything.
pub fn joint_submission(covered: &[(&AccountDetails, &Draft)], screen: Lang, links: &Links) -> Submission {
    let sender = covered.iter().find(|(_, draft)| draft.has_text()).or(covered.first());
    let Some((details, draft)) = sender else { return Submission::default() };
    let platforms: Vec<Platform> = covered.iter().map(|(details, _)| details.platform).collect();
    submission(details, draft, &platforms, screen, links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_that_one_objection_covers_share_its_text_form_and_address() {
        let platforms: Vec<Platform> = Platform::all().collect();
        let details = |platform, email: &str| AccountDetails { email: email.into(), ..AccountDetails::new(platform, "a") };
        let (one, other) = (details(platforms[0], "one@example.org"), details(platforms[1], "other@example.org"));
        let says = |reason: &str| Draft { reason: reason.into(), ..Draft::default() };
        let (first, second) = (says("Mina barn."), says("Min förening."));
        let links = Links::builtin();
        let sent = joint_submission(&[(&one, &first), (&other, &second)], Lang::Sv, links);
        assert!(sent.text.contains("Mina barn.") && !sent.text.contains("Min förening."), "{}", sent.text);
        assert!(platforms[..2].iter().all(|platform| sent.text.contains(platform.name())), "{}", sent.text);
        assert_eq!((sent.email.as_str(), sent.form.as_str()), ("one@example.org", links.form(platforms[0])));
        // An account without a text is covered by the one that has one.
        let sent = joint_submission(&[(&one, &Draft::default()), (&other, &second)], Lang::Sv, links);
        assert_eq!((sent.email.as_str(), sent.form.as_str()), ("other@example.org", links.form(platforms[1])));
        assert_eq!(joint_submission(&[(&one, &Draft::default())], Lang::Sv, links).text, "");
    }
}
