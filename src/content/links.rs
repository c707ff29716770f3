//! The addresses nej hands over: those of the platforms, of the controllers and of the authority, or the user's own
//! from the configuration, each with the day and the source that last saw it. Nothing is opened here.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::asset::fill;
use super::phrases::phrases;
use crate::domain::text::escape_control;
use crate::domain::who::{Authority, Controller, SeenAddress};
use crate::domain::{Lang, Platform};

/// Which address a step or a dialog uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// The platform's privacy policy.
    Policy,
    /// The platform's form for objections.
    Form,
    /// The controller's general contact for questions of privacy.
    Contact,
    /// The authority's page for complaints.
    Complaint,
}

/// All addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links(Vec<KnownLink>);

/// An address, what it is for, and when it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLink {
    /// Its key in the `[links]` table of the configuration.
    pub key: String,
    /// What it is for.
    pub link: Link,
    /// The address.
    pub address: String,
    /// When and where it was seen; `None` for an address of the user's own.
    pub seen: Option<&'static SeenAddress>,
    /// When the person last saw it working.
    pub worked_on: Option<NaiveDate>,
}

/// An address in the configuration that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLink {
    /// Its key in the `[links]` table.
    pub key: String,
    /// What stands there.
    pub value: String,
}

impl BadLink {
    /// In words, on one line that can go to any terminal.
    pub fn message(&self, lang: Lang) -> String {
        fill(&phrases(lang).errors.link, &[("key", &self.key), ("value", &escape_control(&self.value))])
    }
}

static BUILTIN: LazyLock<Links> = LazyLock::new(|| {
    let policies = Platform::all().map(|p| known(key(Link::Policy, p), Link::Policy, &p.data().policy));
    let forms = Platform::all().map(|p| known(key(Link::Form, p), Link::Form, &p.data().form));
    let contacts = Controller::all().iter().map(|c| known(contact_key(c), Link::Contact, &c.contact));
    let complaint = known(COMPLAINT.to_owned(), Link::Complaint, &Authority::get().complaint);
    Links(policies.chain(forms).chain(contacts).chain([complaint]).collect())
});

const COMPLAINT: &str = "complaint";

fn known(key: String, link: Link, seen: &'static SeenAddress) -> KnownLink {
    KnownLink { key, link, address: seen.address.clone(), seen: Some(seen), worked_on: None }
}

/// The key of a link, as an account on a platform uses it.
fn key(link: Link, platform: Platform) -> String {
    match link {
        Link::Policy => format!("{}_policy", platform.id()),
        Link::Form => format!("{}_form", platform.id()),
        Link::Contact => contact_key(platform.controller()),
        Link::Complaint => COMPLAINT.to_owned(),
    }
}

fn contact_key(controller: &Controller) -> String {
    format!("{}_contact", controller.id)
}

impl Links {
    /// The addresses nej comes with.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, KnownLink> {
        self.0.iter()
    }

    /// These addresses, with the user's own in place of those that `own` gives for their keys. The first that is not
    /// an http(s) address is the error.
    pub fn overridden<'a>(&self, own: impl Fn(&str) -> Option<&'a str>) -> Result<Self, BadLink> {
        let mut links = self.clone();
        for link in &mut links.0 {
            let Some(address) = own(&link.key) else { continue };
            if !is_web_address(address) {
                return Err(BadLink { key: link.key.clone(), value: address.to_owned() });
            }
            address.clone_into(&mut link.address);
            link.seen = None;
        }
        Ok(links)
    }

    /// Notes that an address worked on a day.
    pub fn note_working(&mut self, address: &str, on: NaiveDate) {
        for link in self.0.iter_mut().filter(|link| link.address == address) {
            link.worked_on = link.worked_on.max(Some(on));
        }
    }

    /// The privacy policy of a platform.
    pub fn policy(&self, platform: Platform) -> &str {
        self.of(Link::Policy, platform)
    }

    /// The form for objections of a platform.
    pub fn form(&self, platform: Platform) -> &str {
        self.of(Link::Form, platform)
    }

    /// The authority's page for complaints.
    pub fn complaint(&self) -> &str {
        self.by_key(COMPLAINT).map_or("", |known| &known.address)
    }

    /// The address a step uses on a platform.
    pub fn of(&self, link: Link, platform: Platform) -> &str {
        self.known(link, platform).map_or("", |known| &known.address)
    }

    /// What is known of the address a step uses on a platform.
    pub fn known(&self, link: Link, platform: Platform) -> Option<&KnownLink> {
        self.by_key(&key(link, platform))
    }

    /// The link with that key in the configuration.
    pub fn by_key(&self, key: &str) -> Option<&KnownLink> {
        self.0.iter().find(|known| known.key == key)
    }
}

impl<'a> IntoIterator for &'a Links {
    type Item = &'a KnownLink;
    type IntoIter = std::slice::Iter<'a, KnownLink>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Whether an address begins with http(s), names a host, and holds nothing that a browser's command line or a
/// terminal could take for something else.
pub fn is_web_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || c.is_ascii_punctuation() && !"\"'<>\\^`{|}".contains(c);
    ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s))
        && host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && rest.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own<'a>(key: &'a str, address: &'a str) -> impl Fn(&str) -> Option<&'a str> {
        move |asked| (asked == key).then_some(address)
    }

    #[test]
    fn every_built_in_address_is_one_and_has_a_day_and_a_source() {
        let links = Links::builtin();
        for platform in Platform::all() {
            for link in [Link::Policy, Link::Form, Link::Contact, Link::Complaint] {
                let known = links.known(link, platform).expect("an address");
                assert!(is_web_address(&known.address), "{link:?} {platform:?}");
                let seen = known.seen.expect("a source");
                assert!(Lang::ALL.iter().all(|lang| !seen.source(*lang).is_empty()), "{link:?} {platform:?}");
            }
        }
    }

    #[test]
    fn the_users_own_addresses_take_the_place_of_the_built_in_ones() {
        let mine = "http://localhost:8080/klaga?a=b&c=%20";
        let links = Links::builtin().overridden(own("complaint", mine)).expect("an address");
        assert_eq!(links.complaint(), mine);
        assert_eq!(links.by_key("complaint").and_then(|known| known.seen), None);
        assert!(Platform::all().all(|p| links.form(p) == Links::builtin().form(p)));
    }

    #[test]
    fn what_is_no_web_address_is_refused_by_key_and_value() {
        for bad in
            ["", "example.org", "file:///etc/passwd", "javascript:alert(1)", "https://", "https:///x", "-https://example.org"]
        {
            let wrong = Links::builtin().overridden(own("instagram_form", bad)).expect_err(bad);
            assert_eq!((wrong.key.as_str(), wrong.value.as_str()), ("instagram_form", bad));
        }
        for bad in ["https://example.org/a b", "https://example.org/\u{1b}[31m", "https://example.org/\n", "https://e.org/'x'"] {
            assert!(!is_web_address(bad), "{bad:?}");
        }
        let message = Links::builtin().overridden(own("complaint", "\u{1b}]0;x")).expect_err("no address").message(Lang::En);
        assert!(message.contains("complaint") && message.contains("␛]0;x"), "{message}");
    }
}
