//! What the choices of a form are called, and which of them a letter means.

use std::borrow::Cow;

use crate::app::model::field::Choice;
use crate::app::model::form::Form;
use crate::app::model::key::{Key, KeyCode};
use crate::content::{closing_words, evidence_words, kind_words, language_name, outcome_words, phrases, representation_words};
use crate::domain::Lang;

/// The next option that begins with the letter of a key, in the field that has the cursor.
pub fn by_letter(form: &Form, key: Key, lang: Lang) -> Option<usize> {
    let KeyCode::Char(letter) = key.code else { return None };
    if key.ctrl || key.alt || letter == 'q' || !letter.is_alphabetic() {
        return None;
    }
    let (options, at) = form.options_in_focus()?;
    let begins = |i: &usize| {
        !matches!(options[*i], Choice::Undecided | Choice::Outcome(None))
            && choice_words(options[*i], lang).to_lowercase().starts_with(letter.to_ascii_lowercase())
    };
    (1..=options.len()).map(|by| (at + by) % options.len()).find(begins)
}

/// What is chosen now in the field that has the cursor, where it was another option before and the others are out of sight.
pub fn changed(form: &Form, before: Option<usize>, lang: Lang) -> Option<Cow<'static, str>> {
    let (options, at) = form.options_in_focus()?;
    let is_list = matches!(options.first(), Some(Choice::Kind(_) | Choice::Undecided));
    (before.is_some_and(|before| before != at) && !is_list).then(|| choice_words(options[at], lang))
}

/// What a choice is called.
pub fn choice_words(choice: Choice, lang: Lang) -> Cow<'static, str> {
    if let Choice::Covers(n) = choice {
        let words = &phrases(lang).picks;
        return match n {
            0 => Cow::Borrowed(words.only_this.as_str()),
            1 => Cow::Borrowed(words.both.as_str()),
            n => Cow::Owned(words.covers.of(n as u64 + 1, lang)),
        };
    }
    if let Choice::Proves(Some((_, on, kind))) = choice {
        return Cow::Owned(format!("{on} {}", kind_words(kind, lang).short));
    }
    Cow::Borrowed(fixed_choice_words(choice, lang))
}

fn fixed_choice_words(choice: Choice, lang: Lang) -> &'static str {
    let words = &phrases(lang).picks;
    let small = &phrases(lang).small;
    match choice {
        Choice::Platform(platform) => platform.name(),
        Choice::Lang(None) => &words.screen_lang,
        Choice::Lang(Some(of)) => language_name(of, lang),
        Choice::Folder(true) => &words.folder,
        Choice::Folder(false) => &words.lodge,
        Choice::Yes(true) => &small.yes,
        Choice::Yes(false) => &small.no,
        Choice::Known(None) | Choice::Representation(None) | Choice::Evidence(None) => &words.not_noted,
        Choice::Known(Some(true)) => &words.with_reasons,
        Choice::Known(Some(false)) => &words.without_reasons,
        Choice::Evidence(Some(kind)) => evidence_words(kind, lang),
        Choice::Proves(None) => &words.no_entry,
        Choice::Proves(Some(_)) | Choice::Covers(_) => "",
        Choice::Kind(kind) => &kind_words(kind, lang).short,
        Choice::Undecided => &words.undecided,
        Choice::Mail => &words.mail,
        Choice::Code => &words.code,
        Choice::Outcome(Some(outcome)) => outcome_words(outcome, lang),
        Choice::Outcome(None) => &words.choose,
        Choice::Closing(closing) => closing_words(closing, lang),
        Choice::Representation(Some(kind)) => representation_words(kind, lang),
    }
}
