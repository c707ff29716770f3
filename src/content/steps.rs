//! The ten steps in words: what to do, what to look out for, and which link it takes.

use std::sync::OnceLock;

use serde::Deserialize;

use super::asset::fill;
use super::language::{PerLang, names, per_lang};
use super::links::Link;
use crate::domain::who::PLATFORMS;
use crate::domain::{Lang, Platform, Step};

/// A step on one platform, in one language.
#[derive(Debug)]
pub struct StepWords {
    /// The step that the words are for.
    pub step: Step,
    /// What to do, in a few words.
    pub title: String,
    /// What to do and what to look out for, in a few sentences.
    pub help: String,
    /// The address it uses.
    pub link: Option<Link>,
}

/// The steps in order.
pub type Steps = [StepWords; STEPS];

const STEPS: usize = Step::ALL.len();

/// The address each step uses.
const LINKS: [Option<Link>; STEPS] = [
    None,
    Some(Link::Policy),
    Some(Link::Form),
    Some(Link::Form),
    Some(Link::Form),
    Some(Link::Form),
    None,
    None,
    None,
    Some(Link::Complaint),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepTexts {
    steps: [StepText; STEPS],
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct StepText {
    title: String,
    help: String,
}

static TEXTS: PerLang<StepTexts> = per_lang!(PerLang, "steps");
static STEPS_ON: [[OnceLock<Steps>; Lang::ALL.len()]; PLATFORMS] =
    [const { [const { OnceLock::new() }; Lang::ALL.len()] }; PLATFORMS];

/// The ten steps on a platform, in order.
pub fn steps(platform: Platform, lang: Lang) -> &'static Steps {
    STEPS_ON[platform.index()][lang as usize].get_or_init(|| {
        let (texts, controller) = (platform.texts(lang), platform.controller());
        let mut values = names(Some(controller), lang).to_vec();
        values.extend([
            ("platform", platform.name()),
            ("platform_s", &texts.name_s),
            ("log_in", &texts.log_in),
            ("covers", &controller.texts(lang).covers),
        ]);
        let texts = &TEXTS.get(lang).steps;
        std::array::from_fn(|n| StepWords {
            step: Step::at(n),
            title: fill(&texts[n].title, &values),
            help: fill(&texts[n].help, &values),
            link: LINKS[n],
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = (Platform, Lang, &'static StepWords)> {
        let pairs = Platform::all().flat_map(|p| Lang::ALL.map(|l| (p, l)));
        pairs.flat_map(|(p, l)| steps(p, l).iter().map(move |s| (p, l, s)))
    }

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        TEXTS.assert_complete();
    }

    #[test]
    fn titles_fit_a_narrow_pane_and_help_is_one_to_three_sentences() {
        for (p, lang, step) in all() {
            let at = format!("{} {} {}", p.id(), lang.id(), step.step.number());
            // Names of other platforms and controllers may be longer.
            let most = if p == Platform::default() { 35 } else { 44 };
            assert!((8..=most).contains(&step.title.chars().count()), "{at}");
            assert!(!step.title.ends_with('.') && step.help.ends_with('.'), "{at}");
            let sentences = step.help.matches(". ").count() + 1;
            assert!((1..=3).contains(&sentences), "{at}: {sentences}");
            assert!(!step.title.contains(['{', '}']) && !step.help.contains(['{', '}']), "{at}");
        }
    }

    #[test]
    fn the_links_stand_where_they_are_needed() {
        let links: Vec<Option<Link>> =
            steps(Platform::from_id("facebook").expect("a platform"), Lang::Sv).iter().map(|s| s.link).collect();
        assert_eq!(links[1], Some(Link::Policy));
        assert!(links[2..6].iter().all(|l| *l == Some(Link::Form)));
        assert_eq!(links[9], Some(Link::Complaint));
        assert_eq!(links.iter().flatten().count(), 6);
    }

    #[test]
    fn pages_are_spoken_of_on_facebook_only_and_each_platform_goes_by_its_own_name() {
        assert!(steps(Platform::from_id("facebook").expect("a platform"), Lang::En)[0].help.contains("Page"));
        assert!(!steps(Platform::from_id("instagram").expect("a platform"), Lang::En)[0].help.contains("Page"));
        assert!(all().all(|(p, _, s)| Platform::all().all(|o| o == p || !s.help.contains(o.name()))));
    }

    #[test]
    fn numbers_follow_the_order() {
        assert!(steps(Platform::from_id("instagram").expect("a platform"), Lang::Sv).iter().map(|s| s.step.number()).eq(1..=10));
    }
}
