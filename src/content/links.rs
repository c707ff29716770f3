//! The five addresses nej hands over, from the assets or from the user's configuration. Nothing is opened here.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{asset, fill, phrases};
use crate::domain::text::escape_control;
use crate::domain::{Lang, Platform};

/// Which address a step or a dialog uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// The platform's privacy policy.
    Policy,
    /// The platform's form for objections.
    Form,
    /// IMY's page for complaints.
    Complaint,
}

/// All addresses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// The day (ISO) on which the built-in addresses were last checked.
    pub checked: String,
    /// Facebook's privacy policy.
    pub facebook_policy: String,
    /// Instagram's privacy policy.
    pub instagram_policy: String,
    /// Facebook's form for objections.
    pub facebook_form: String,
    /// Instagram's form for objections.
    pub instagram_form: String,
    /// IMY's page for complaints.
    pub complaint: String,
}

/// The `[links]` table of the user's configuration: any of the five, to be used instead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "named as in `Links`")]
pub struct UserLinks {
    pub facebook_policy: Option<String>,
    pub instagram_policy: Option<String>,
    pub facebook_form: Option<String>,
    pub instagram_form: Option<String>,
    pub complaint: Option<String>,
}

/// An address in the configuration that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLink {
    /// Its key in the `[links]` table.
    pub key: &'static str,
    /// What stands there.
    pub value: String,
}

impl BadLink {
    /// In words, on one line that can go to any terminal.
    pub fn told(&self, lang: Lang) -> String {
        fill(&phrases(lang).errors.link, &[("key", self.key), ("value", &escape_control(&self.value))])
    }
}

static BUILTIN: LazyLock<Links> = LazyLock::new(|| asset("links.toml", include_str!("../../assets/links.toml")));

impl Links {
    /// The addresses nej comes with.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// These addresses, with the user's own in place of those that are given. The first that is not an
    /// http(s) address is the error.
    pub fn overridden(&self, user: &UserLinks) -> Result<Self, BadLink> {
        let mut links = self.clone();
        for (key, given, link) in [
            ("facebook_policy", &user.facebook_policy, &mut links.facebook_policy),
            ("instagram_policy", &user.instagram_policy, &mut links.instagram_policy),
            ("facebook_form", &user.facebook_form, &mut links.facebook_form),
            ("instagram_form", &user.instagram_form, &mut links.instagram_form),
            ("complaint", &user.complaint, &mut links.complaint),
        ] {
            let Some(given) = given else { continue };
            if !is_web_address(given) {
                return Err(BadLink { key, value: given.clone() });
            }
            link.clone_from(given);
        }
        Ok(links)
    }

    /// The privacy policy of a platform.
    pub fn policy(&self, platform: Platform) -> &str {
        match platform {
            Platform::Facebook => &self.facebook_policy,
            Platform::Instagram => &self.instagram_policy,
        }
    }

    /// The form for objections of a platform.
    pub fn form(&self, platform: Platform) -> &str {
        match platform {
            Platform::Facebook => &self.facebook_form,
            Platform::Instagram => &self.instagram_form,
        }
    }

    /// The address a step uses on a platform.
    pub fn of(&self, link: Link, platform: Platform) -> &str {
        match link {
            Link::Policy => self.policy(platform),
            Link::Form => self.form(platform),
            Link::Complaint => &self.complaint,
        }
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

    #[test]
    fn the_built_in_addresses_are_addresses_and_have_a_day() {
        let links = Links::builtin();
        for platform in Platform::ALL {
            for link in [Link::Policy, Link::Form, Link::Complaint] {
                assert!(is_web_address(links.of(link, platform)), "{link:?} {platform:?}");
            }
            assert!(links.form(platform).contains(platform.id()));
        }
        assert!(crate::domain::day::parse_iso(&links.checked).is_ok());
    }

    #[test]
    fn the_users_own_addresses_take_the_place_of_the_built_in_ones() {
        let user: UserLinks = toml::from_str("complaint = 'http://localhost:8080/klaga?a=b&c=%20'").expect("a table");
        let links = Links::builtin().overridden(&user).expect("an address");
        assert_eq!(links.complaint, "http://localhost:8080/klaga?a=b&c=%20");
        assert_eq!(links.facebook_form, Links::builtin().facebook_form);
        assert!(toml::from_str::<UserLinks>("imy = 'https://example.org'").is_err());
    }

    #[test]
    fn what_is_no_web_address_is_refused_by_key_and_value() {
        for bad in ["", "imy.se", "file:///etc/passwd", "javascript:alert(1)", "https://", "https:///x", "-https://example.org"] {
            let user = UserLinks { instagram_form: Some(bad.into()), ..UserLinks::default() };
            let wrong = Links::builtin().overridden(&user).expect_err(bad);
            assert_eq!((wrong.key, wrong.value.as_str()), ("instagram_form", bad));
        }
        for bad in ["https://example.org/a b", "https://example.org/\u{1b}[31m", "https://example.org/\n", "https://e.org/'x'"] {
            assert!(!is_web_address(bad), "{bad:?}");
        }
        let user = UserLinks { complaint: Some("\u{1b}]0;x".into()), ..UserLinks::default() };
        let told = Links::builtin().overridden(&user).expect_err("no address").told(Lang::En);
        assert!(told.contains("complaint") && told.contains("␛]0;x"), "{told}");
    }
}
