//! The fifteen grounds in words.

use serde::Deserialize;

use super::language::{PerController, per_lang};
use super::phrase::ById;
use crate::domain::{Ground, Lang, Platform};

/// A ground in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GroundText {
    /// The label in the list.
    pub short: String,
    /// One or two sentences in the first person, for the controller's form.
    pub text: String,
    /// What to make sure of before choosing it.
    pub reminder: Option<String>,
}

static GROUNDS: PerController<ById<GroundText>> = per_lang!(PerController, "grounds");

/// A ground in words, about an account on a platform: it names that platform's controller.
pub fn ground(ground: Ground, platform: Platform, lang: Lang) -> &'static GroundText {
    GROUNDS.get(lang, Some(platform)).get(ground.id())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn all() -> impl Iterator<Item = (Ground, Lang, &'static GroundText)> {
        Ground::ALL.into_iter().flat_map(|g| Lang::ALL.map(|l| (g, l, ground(g, Platform::default(), l))))
    }

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        GROUNDS.assert_complete();
    }

    #[test]
    fn every_ground_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            let ids = GROUNDS.get(lang, None).ids().collect::<BTreeSet<_>>();
            assert_eq!(ids, Ground::ALL.iter().map(|g| g.id()).collect(), "{}", lang.id());
        }
        assert!(ground(Ground::Ownership, Platform::default(), Lang::Sv).text.contains("15 a §"));
        assert!(ground(Ground::Ownership, Platform::default(), Lang::En).text.contains("Article 4(3)"));
    }

    #[test]
    fn labels_fit_a_narrow_pane_and_texts_are_whole_sentences() {
        for (g, lang, words) in all() {
            let short = words.short.chars().count();
            assert!((8..=35).contains(&short), "{} {}: {short}", g.id(), lang.id());
            assert!(!words.short.ends_with('.') && words.text.ends_with('.'), "{} {}", g.id(), lang.id());
            assert!(words.text.matches(". ").count() <= 1, "{} {}", g.id(), lang.id());
        }
    }

    #[test]
    fn every_text_speaks_for_the_person_who_sends_it() {
        for (g, lang, words) in all() {
            let me: &[&str] = match lang {
                Lang::Sv => &["jag", "min", "mitt", "mina", "mig"],
                Lang::En => &["i", "my", "me"],
            };
            let folded = words.text.to_lowercase();
            assert!(folded.split(|c: char| !c.is_alphabetic()).any(|w| me.contains(&w)), "{} {}", g.id(), lang.id());
        }
    }

    #[test]
    fn no_two_grounds_say_the_same() {
        let mut seen = std::collections::HashSet::new();
        assert!(all().all(|(_, _, words)| seen.insert(&words.short) && seen.insert(&words.text)));
    }

    #[test]
    fn a_ground_that_claims_a_fact_about_the_person_reminds_to_check_it() {
        use Ground::{ConsentWithdrawn, NoExplicitConsent, Ownership};
        for (g, lang, words) in all() {
            let claims = matches!(g, Ownership | ConsentWithdrawn | NoExplicitConsent);
            assert_eq!(words.reminder.is_some(), claims, "{} {}", g.id(), lang.id());
        }
    }
}
