//! What is known of a controller's mails: the domains it sends from and phrases that identify the kind of mail, each with
//! the place where it was seen. A phrase proposes, a person confirms.

use std::sync::LazyLock;

use serde::de::{Deserialize, Deserializer, Error as _};

use crate::domain::EventKind;
use crate::domain::text::fold_case;

/// What is known of a controller's mails.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailKnowledge {
    senders: Vec<Sender>,
    lookalikes: Vec<Lookalike>,
    mentions: Vec<Mention>,
    negations: Vec<Negation>,
    topics: Vec<Topic>,
    phrases: Vec<MailPhrase>,
    code_words: Vec<CodeWords>,
    /// The lines above a mail that was forwarded in the text.
    pub forwarded: ForwardedHead,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Sender {
    domain: String,
    platform: String,
    #[expect(dead_code, reason = "for whoever reads the asset; a test asks that it is there")]
    source: String,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Lookalike {
    name: String,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Mention {
    platform: String,
    word: String,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Negation {
    #[expect(dead_code, reason = "for whoever reads the asset")]
    lang: String,
    words: Vec<String>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    #[expect(dead_code, reason = "for whoever reads the asset")]
    lang: String,
    words: Vec<String>,
}

/// Phrases that identify the kind of mail.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailPhrase {
    /// The kind of event it proposes.
    #[serde(deserialize_with = "kind")]
    pub meaning: EventKind,
    /// The language of the mail.
    pub lang: String,
    /// The words, in lower case.
    pub text: String,
    /// Where they were seen.
    pub source: String,
}

fn kind<'de, D: Deserializer<'de>>(id: D) -> Result<EventKind, D::Error> {
    let id = String::deserialize(id)?;
    EventKind::from_id(&id).ok_or_else(|| D::Error::custom(format!("no kind of event: {id}")))
}

/// The longest line that may tell a code, in bytes.
const CODE_LINE: usize = 300;

/// Words beside which digits are a code.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeWords {
    #[expect(dead_code, reason = "for whoever reads the asset")]
    lang: String,
    words: Vec<String>,
    /// Words before them that make another number of it.
    other: Vec<String>,
}

/// How mail programs name the fields of a forwarded mail, in lower case.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForwardedHead {
    /// The sender.
    pub from: Vec<String>,
    /// The date.
    pub date: Vec<String>,
    /// The subject.
    pub subject: Vec<String>,
}

/// The knowledge in `assets/mail`.
pub fn knowledge() -> &'static MailKnowledge {
    static KNOWLEDGE: LazyLock<MailKnowledge> =
        LazyLock::new(|| super::asset::asset("mail/meta.toml", super::asset::asset_text!("mail/meta")));
    &KNOWLEDGE
}

/// In so many lines from the beginning a subject is looked for.
const HEAD_LINES: usize = 40;

/// The subject of a mail, also of one that was forwarded, by the names that mail programs have for it.
pub fn subject(text: &str) -> Option<&str> {
    let names = &knowledge().forwarded.subject;
    let fields = text.lines().take(HEAD_LINES).filter_map(|line| line.split_once(':'));
    let is_subject = |name: &str| {
        let name = name.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        name == "subject" || names.contains(&name)
    };
    let mut subjects = fields.filter(|(name, _)| is_subject(name)).map(|(_, subject)| subject.trim());
    subjects.find(|subject| !subject.is_empty())
}

impl MailKnowledge {
    /// Whether an address is one of the controller's: its domain, or a subdomain of it.
    pub fn is_sender(&self, address: &str) -> bool {
        self.sender(address).is_some()
    }

    fn sender(&self, address: &str) -> Option<&Sender> {
        let domain = address.rsplit_once('@')?.1;
        let is_in =
            |s: &&Sender| domain == s.domain || domain.strip_suffix(s.domain.as_str()).is_some_and(|sub| sub.ends_with('.'));
        // The longest name first: a subdomain is more specific than the domain above it.
        self.senders.iter().filter(is_in).max_by_key(|s| s.domain.len())
    }

    /// Whether a sender only looks like the controller: its name or domain has the words, but the domain is another.
    pub fn looks_alike(&self, name: &str, address: &str) -> bool {
        let words = fold_case(&format!("{name} {address}"));
        !self.is_sender(address) && self.lookalikes.iter().any(|l| words.contains(&l.name))
    }

    /// The platform a mail is about: by its sender's domain, else by the one platform that its words mention.
    pub fn platform(&self, address: &str, words: &str) -> Option<&str> {
        if let Some(sender) = self.sender(address).filter(|s| !s.platform.is_empty()) {
            return Some(&sender.platform);
        }
        let words = fold_case(words);
        let mut mentioned = self.mentions.iter().filter(|m| words.contains(&m.word));
        let first = mentioned.next()?;
        mentioned.next().is_none().then_some(first.platform.as_str())
    }

    /// Whether a mail with this subject and text is about an objection: it has one of its words.
    pub fn is_related(&self, subject: &str, text: &str) -> bool {
        let words = plain(&format!("{subject}\n{text}"));
        self.topics.iter().flat_map(|topic| &topic.words).any(|word| words.contains(word.as_str()))
    }

    /// What a mail with this subject and text seems to be; `None` where no phrase, or phrases of different answers, are
    /// in it.
    pub fn propose(&self, subject: &str, text: &str) -> Option<EventKind> {
        let words = plain(&format!("{subject}\n{text}"));
        let has = |kind: EventKind| self.phrases.iter().any(|p| p.meaning == kind && words.contains(&p.text));
        let refused = has(EventKind::Refused);
        // "unable to honour your objection" holds the words of a yes.
        let granted = self.phrases.iter().any(|p| p.meaning == EventKind::Granted && grants(&words, &p.text, self));
        match (granted, refused) {
            (true, true) => None,
            (true, false) => Some(EventKind::Granted),
            (false, true) => Some(EventKind::Refused),
            (false, false) => {
                use EventKind::{Acknowledged, Confirmed, Extended, InfoRequested};
                [Confirmed, InfoRequested, Extended, Acknowledged].into_iter().find(|kind| has(*kind))
            }
        }
    }

    /// Whether a line speaks of an e-mailed code: it has one of its words, whole, and no word before it that makes another
    /// number of it. A line longer than people write is none of a mail.
    pub fn speaks_of_code(&self, line: &str) -> bool {
        if line.len() > CODE_LINE {
            return false;
        }
        let line = plain(line);
        let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_in = |known: &[String], word: &str| known.iter().any(|known| known == word);
        let tells = |lang: &CodeWords| {
            let before = [""].into_iter().chain(words.iter().copied());
            words.iter().zip(before).any(|(word, before)| is_in(&lang.words, word) && !is_in(&lang.other, before))
        };
        self.code_words.iter().any(tells)
    }

    /// All phrases.
    pub fn phrases(&self) -> &[MailPhrase] {
        &self.phrases
    }
}

/// Whether a yes stands somewhere outside a no, and nothing before it in its sentence takes it back.
fn grants(words: &str, phrase: &str, known: &MailKnowledge) -> bool {
    words.match_indices(phrase).any(|(at, _)| {
        let inside_no = known
            .phrases
            .iter()
            .filter(|p| p.meaning == EventKind::Refused)
            .any(|p| words.match_indices(&p.text).any(|(no, _)| no <= at && at + phrase.len() <= no + p.text.len()));
        let sentence = words[..at].rfind(['.', '!', '?', '\n']).map_or(0, |end| end + 1);
        let mut before = words[sentence..at].split(|c: char| !(c.is_alphanumeric() || c == '\''));
        !inside_no && !before.any(|word| known.negations.iter().any(|n| n.words.iter().any(|w| w == word)))
    })
}

/// Lower case, one kind of apostrophe, and single spaces, so that a wrapped line or another quotation mark is no
/// other phrase. Empty lines end a sentence.
fn plain(text: &str) -> String {
    let text = fold_case(text).replace(['\u{2019}', '\u{2018}', '\u{b4}', '`'], "'");
    let paragraphs = text.split("\n\n").map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::MAIL_KINDS;

    #[test]
    fn every_phrase_and_sender_has_its_source_and_every_meaning_both_languages() {
        let all = knowledge();
        assert!(all.phrases.iter().all(|p| !p.source.is_empty() && p.text == plain(&p.text)));
        for meaning in MAIL_KINDS {
            for lang in ["sv", "en"] {
                assert!(all.phrases.iter().any(|p| p.meaning == meaning && p.lang == lang), "{meaning:?} {lang}");
            }
        }
    }

    #[test]
    fn a_yes_inside_a_no_or_an_if_is_no_yes() {
        let what = |text| knowledge().propose("", text);
        assert_eq!(what("We will honour\nyour objection."), Some(EventKind::Granted));
        assert_eq!(what("We are unable to honour your objection."), Some(EventKind::Refused));
        assert_eq!(what("If we honour your objection, it applies."), None);
        assert_eq!(what("Vi kan inte godkänna din invändning."), Some(EventKind::Refused));
        assert_eq!(what("Hej!"), None);
        assert_eq!(what("Use your code to go on"), Some(EventKind::Confirmed));
    }

    #[test]
    fn a_domain_that_only_ends_alike_is_another() {
        let all = knowledge();
        assert!(all.is_sender("a@facebookmail.com") && all.is_sender("a@x.facebookmail.com"));
        assert!(!all.is_sender("a@evilfacebookmail.com") && !all.is_sender("a@facebookmail.com.example.org"));
        assert!(all.looks_alike("Facebook", "a@example.org") && !all.looks_alike("Anna", "a@example.org"));
        assert_eq!(all.platform("a@metamail.com", "about your Instagram account"), Some("instagram"));
        assert_eq!(all.platform("a@metamail.com", "Facebook and Instagram"), None);
    }
}
