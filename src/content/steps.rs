//! The ten steps in words: what to do, what to look out for, and which link it takes.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Link, asset, fill};
use crate::domain::{Lang, Platform};

/// How many steps there are.
pub const STEPS: usize = 10;

/// A step on one platform, in one language.
#[derive(Debug)]
pub struct Step {
    /// From 1 to [`STEPS`].
    pub number: u8,
    /// What to do, in a few words.
    pub title: String,
    /// What to do and what to look out for, in a few sentences.
    pub help: String,
    /// The address it uses.
    pub link: Option<Link>,
}

/// The steps in order.
pub type Steps = [Step; STEPS];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    steps: [Source; STEPS],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    link: LinkName,
    sv: Texts,
    en: Texts,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LinkName {
    Policy,
    Form,
    Complaint,
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    title: Text,
    help: Text,
}

/// One text for both platforms, or one for each.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Text {
    Same(String),
    Each { facebook: String, instagram: String },
}

impl Text {
    fn on(&self, platform: Platform) -> String {
        let text = match (self, platform) {
            (Self::Same(text), _) => text,
            (Self::Each { facebook, .. }, Platform::Facebook) => facebook,
            (Self::Each { instagram, .. }, Platform::Instagram) => instagram,
        };
        fill(text, &[("platform", platform.name())])
    }
}

static SOURCE: LazyLock<File> = LazyLock::new(|| asset("steps.toml", include_str!("../../assets/steps.toml")));
static FACEBOOK_SV: LazyLock<Steps> = LazyLock::new(|| build(Platform::Facebook, Lang::Sv));
static FACEBOOK_EN: LazyLock<Steps> = LazyLock::new(|| build(Platform::Facebook, Lang::En));
static INSTAGRAM_SV: LazyLock<Steps> = LazyLock::new(|| build(Platform::Instagram, Lang::Sv));
static INSTAGRAM_EN: LazyLock<Steps> = LazyLock::new(|| build(Platform::Instagram, Lang::En));

/// The ten steps on a platform, in order.
pub fn steps(platform: Platform, lang: Lang) -> &'static Steps {
    match (platform, lang) {
        (Platform::Facebook, Lang::Sv) => &FACEBOOK_SV,
        (Platform::Facebook, Lang::En) => &FACEBOOK_EN,
        (Platform::Instagram, Lang::Sv) => &INSTAGRAM_SV,
        (Platform::Instagram, Lang::En) => &INSTAGRAM_EN,
    }
}

fn build(platform: Platform, lang: Lang) -> Steps {
    std::array::from_fn(|n| {
        let source = &SOURCE.steps[n];
        let texts = match lang {
            Lang::Sv => &source.sv,
            Lang::En => &source.en,
        };
        Step {
            number: n as u8 + 1,
            title: texts.title.on(platform),
            help: texts.help.on(platform),
            link: match source.link {
                LinkName::Policy => Some(Link::Policy),
                LinkName::Form => Some(Link::Form),
                LinkName::Complaint => Some(Link::Complaint),
                LinkName::None => None,
            },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = (Platform, Lang, &'static Step)> {
        let pairs = Platform::ALL.into_iter().flat_map(|p| Lang::ALL.map(|l| (p, l)));
        pairs.flat_map(|(p, l)| steps(p, l).iter().map(move |s| (p, l, s)))
    }

    #[test]
    fn titles_fit_a_narrow_pane_and_help_is_one_to_three_sentences() {
        for (p, lang, step) in all() {
            let at = format!("{} {} {}", p.id(), lang.id(), step.number);
            assert!((8..=44).contains(&step.title.chars().count()), "{at}");
            assert!(!step.title.ends_with('.') && step.help.ends_with('.'), "{at}");
            let sentences = step.help.matches(". ").count() + 1;
            assert!((1..=3).contains(&sentences), "{at}: {sentences}");
            assert!(!step.title.contains(['{', '}']) && !step.help.contains(['{', '}']), "{at}");
        }
    }

    #[test]
    fn the_links_stand_where_they_are_needed() {
        let links: Vec<Option<Link>> = steps(Platform::Facebook, Lang::Sv).iter().map(|s| s.link).collect();
        assert_eq!(links[1], Some(Link::Policy));
        assert!(links[2..6].iter().all(|l| *l == Some(Link::Form)));
        assert_eq!(links[9], Some(Link::Complaint));
        assert_eq!(links.iter().flatten().count(), 6);
    }

    #[test]
    fn pages_are_spoken_of_on_facebook_only_and_each_platform_goes_by_its_own_name() {
        assert!(steps(Platform::Facebook, Lang::En)[0].help.contains("Page"));
        assert!(!steps(Platform::Instagram, Lang::En)[0].help.contains("Page"));
        assert!(all().all(|(p, _, s)| Platform::ALL.iter().all(|o| *o == p || !s.help.contains(o.name()))));
    }

    #[test]
    fn numbers_follow_the_order() {
        assert!(steps(Platform::Instagram, Lang::Sv).iter().map(|s| s.number).eq(1..=10));
    }
}
