//! The explanation to Meta in a person's language: the opening paragraph from the assets, then what the draft
//! says. How the parts are put together is the domain's.

use serde::Deserialize;

use super::language::{PerLang, per_lang};
use super::{fill, ground};
use crate::domain::explanation::compose;
use crate::domain::{Draft, Lang, Platform};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplanationText {
    opening: String,
}

static TEXTS: PerLang<ExplanationText> = per_lang!("explanation.toml");

/// The explanation as it is pasted into the form; empty while the draft holds neither a ground nor a reason.
pub fn explanation(platform: Platform, lang: Lang, draft: &Draft) -> String {
    let opening = &TEXTS.get(lang).opening;
    let grounds: Vec<&str> = draft.grounds.iter().map(|g| ground(*g, lang).text.as_str()).collect();
    compose(&fill(opening, &[("platform", platform.name())]), &grounds, &draft.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Ground;

    #[test]
    fn an_explanation_opens_with_the_article_and_the_platform_and_then_speaks_of_the_person() {
        let draft = Draft { grounds: vec![Ground::Privacy], reason: "Jag fotograferar bröllop.".into(), ..Draft::default() };
        for lang in Lang::ALL {
            for platform in Platform::ALL {
                let text = explanation(platform, lang, &draft);
                let parts: Vec<&str> = text.split("\n\n").collect();
                assert_eq!(parts.len(), 3, "{text}");
                assert!(parts[0].contains(platform.name()) && parts[0].contains("GDPR") && parts[0].contains("21"), "{text}");
                assert_eq!(parts[1], "Jag fotograferar bröllop.");
                assert_eq!(parts[2], ground(Ground::Privacy, lang).text);
            }
        }
    }

    #[test]
    fn braces_in_a_reason_stay_as_they_were_written() {
        let draft = Draft { reason: "Min {platform}".into(), ..Draft::default() };
        assert!(explanation(Platform::Facebook, Lang::Sv, &draft).ends_with("\n\nMin {platform}"));
    }

    #[test]
    fn nothing_chosen_and_nothing_written_is_no_explanation() {
        assert_eq!(explanation(Platform::Instagram, Lang::En, &Draft::default()), "");
    }
}
