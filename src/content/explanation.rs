//! The text to the controller in a person's language: opening and requests from the assets, between them what the draft says; and
//! the questions that help to write a custom reason. How the parts are put together is the domain's.

use serde::Deserialize;

use super::asset::fill;
use super::grounds::ground;
use super::language::listed;
use super::language::{PerController, per_lang};
use crate::domain::explanation::compose;
use crate::domain::{Draft, Lang, Platform};

/// A question that makes a custom reason one's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonQuestion {
    /// The question, on one line.
    pub text: String,
    /// What to consider before answering it.
    pub caution: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ExplanationText {
    opening: String,
    asks: String,
    questions: Vec<ReasonQuestion>,
}

static TEXTS: PerController<ExplanationText> = per_lang!(PerController, "explanation");

/// The text as it is pasted into the form, naming every platform that the objection covers; empty while the draft holds
/// neither a ground nor a reason.
pub fn explanation(platforms: &[Platform], lang: Lang, draft: &Draft) -> String {
    let first = platforms.first().copied();
    let texts = TEXTS.get(lang, first);
    let about = first.unwrap_or_default();
    let grounds: Vec<&str> = draft.grounds.iter().map(|g| ground(*g, about, lang).text.as_str()).collect();
    let assistant = first.map_or("", |platform| &platform.controller().texts(lang).assistant);
    let opening = fill(&texts.opening, &[("covered", &platform_names(platforms, lang)), ("assistant", assistant)]);
    compose(&opening, &grounds, &draft.reason, &texts.asks)
}

/// The questions offered beside the custom reason, in order.
pub fn reason_questions(lang: Lang) -> &'static [ReasonQuestion] {
    &TEXTS.get(lang, None).questions
}

/// The names of platforms, each once, in the order of the table.
pub fn platform_names(platforms: &[Platform], lang: Lang) -> String {
    let names: Vec<&str> = Platform::all().filter(|p| platforms.contains(p)).map(Platform::name).collect();
    listed(&names, lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Ground;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        TEXTS.assert_complete();
    }

    #[test]
    fn the_text_objects_speaks_of_the_person_and_asks_for_three_things() {
        let draft = Draft { grounds: vec![Ground::Privacy], reason: "Jag fotograferar bröllop.".into(), ..Draft::default() };
        for lang in Lang::ALL {
            for platform in Platform::all() {
                let text = explanation(&[platform], lang, &draft);
                let parts: Vec<&str> = text.split("\n\n").collect();
                assert_eq!(parts.len(), 4, "{text}");
                assert!(parts[0].contains(platform.name()) && parts[0].contains("GDPR") && parts[0].contains("21"), "{text}");
                assert!(parts[0].contains(&platform.controller().texts(lang).assistant), "{text}");
                assert!(Platform::all().all(|other| other == platform || !parts[0].contains(other.name())), "{text}");
                assert_eq!(parts[1], "Jag fotograferar bröllop.");
                assert_eq!(parts[2], ground(Ground::Privacy, platform, lang).text);
                for article in [["18.1 d", "18(1)(d)"], ["17.1 c", "17(1)(c)"], ["12.3", "12(3)"], ["12.4", "12(4)"]] {
                    assert!(parts[3].contains(article[lang as usize]), "{text}");
                }
            }
        }
    }

    #[test]
    fn every_platform_is_named_once() {
        let [facebook, instagram] = ["facebook", "instagram"].map(|id| Platform::from_id(id).expect("a platform"));
        let named = |platforms: &[Platform]| platform_names(platforms, Lang::Sv);
        assert_eq!(named(&[instagram, facebook, instagram]), "Facebook och Instagram");
        assert_eq!(named(&[instagram, instagram]), "Instagram");
        let draft = Draft { reason: "Mina barn syns.".into(), ..Draft::default() };
        assert!(explanation(&[facebook, instagram], Lang::En, &draft).contains("on Facebook and Instagram to"));
    }

    #[test]
    fn braces_in_a_reason_stay_as_they_were_written() {
        let draft = Draft { reason: "Min {platforms}".into(), ..Draft::default() };
        assert!(explanation(&[Platform::default()], Lang::Sv, &draft).contains("\n\nMin {platforms}\n\n"));
    }

    #[test]
    fn nothing_chosen_and_nothing_written_is_no_text() {
        assert_eq!(explanation(&[Platform::default()], Lang::En, &Draft::default()), "");
    }

    #[test]
    fn the_questions_fit_a_line_and_one_of_them_cautions() {
        for lang in Lang::ALL {
            let questions = reason_questions(lang);
            assert_eq!(questions.len(), 6);
            assert!(questions.iter().all(|q| q.text.ends_with('?') && q.text.chars().count() <= 72));
            assert!(questions[4].caution.is_some(), "the last but one is about threats");
        }
    }
}
