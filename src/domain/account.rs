//! An account, whose it is, and what is prepared for it before anything is sent.

use std::borrow::Cow;

use chrono::NaiveDate;
use email_address::{EmailAddress, Options};

use super::ground::Ground;
use super::ids::ids;
use super::lang::Lang;
use super::step::Step;
use super::text::{plain_spaces, to_stored};
use super::who::Platform;

/// The longest handle, person or group, in characters.
pub const NAME_MAX: usize = 200;
/// The longest custom reason, in characters.
pub const REASON_MAX: usize = 20_000;
/// The longest postal address or address of a page, in characters.
pub const ADDRESS_MAX: usize = 500;

/// The largest attachment, in bytes.
pub const FILE_MAX: usize = 10 * 1024 * 1024;
/// The most that the attachments of one case may take, in bytes.
pub const CASE_MAX: usize = 50 * 1024 * 1024;

/// The number of an account, as the list shows it; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub i64);

/// What is said of an account. Empty where nothing was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDetails {
    /// Where it is.
    pub platform: Platform,
    /// Its name there, with the platform's sign.
    pub handle: String,
    /// Whose account it is.
    pub person: String,
    /// The account's own e-mail address.
    pub email: String,
    /// Country of residence, ISO 3166-1 alpha-2.
    pub country: String,
    /// A word to keep accounts together by.
    pub group: String,
    /// The language of the text to the controller; the screen's where none is set.
    pub text_lang: Option<Lang>,
    /// Who complains on the person's behalf.
    pub represented_by: String,
    /// The address of the account's page.
    pub profile: String,
    /// The person's telephone.
    pub phone: String,
    /// The person's postal address, on one or several lines.
    pub post_address: String,
    /// In what capacity the representative acts; `None` where that was not given.
    pub representation: Option<Representation>,
    /// The representative's e-mail address.
    pub representative_email: String,
    /// The representative's telephone.
    pub representative_phone: String,
    /// The representative's postal address, on one or several lines.
    pub representative_address: String,
    /// Who of a team works on the case.
    pub assignee: String,
}

ids! {
    /// In what capacity a representative acts.
    Representation {
        /// By written authority.
        Agent "agent",
        /// As a parent or guardian, which needs none.
        Guardian "guardian",
        /// As god man or förvaltare, by an extract of the register.
        Trustee "trustee",
        /// As an organisation under Article 80(1) GDPR.
        Organisation "organisation",
    }
}

impl AccountDetails {
    /// An account with a handle and nothing else said.
    pub fn new(platform: Platform, handle: &str) -> Self {
        Self {
            platform,
            handle: handle.to_owned(),
            person: String::new(),
            email: String::new(),
            country: "SE".to_owned(),
            group: String::new(),
            text_lang: None,
            represented_by: String::new(),
            profile: String::new(),
            phone: String::new(),
            post_address: String::new(),
            representation: None,
            representative_email: String::new(),
            representative_phone: String::new(),
            representative_address: String::new(),
            assignee: String::new(),
        }
    }

    /// The texts with the names of their options and their longest length in characters, but for the handle, the
    /// e-mail addresses and the country, which have checks of their own.
    fn texts(&self) -> [(&'static str, &String, usize); 9] {
        [
            ("person", &self.person, NAME_MAX),
            ("group", &self.group, NAME_MAX),
            ("represented-by", &self.represented_by, NAME_MAX),
            ("profile", &self.profile, ADDRESS_MAX),
            ("phone", &self.phone, NAME_MAX),
            ("address", &self.post_address, ADDRESS_MAX),
            ("representative-phone", &self.representative_phone, NAME_MAX),
            ("representative-address", &self.representative_address, ADDRESS_MAX),
            ("assignee", &self.assignee, NAME_MAX),
        ]
    }

    /// The fields as they are stored: composed, trimmed, names with plain spaces, the platform's sign before the handle, country in
    /// capitals. The first thing that is wrong is the error.
    pub fn checked(mut self) -> Result<Self, ValidationError> {
        for field in [
            &mut self.handle,
            &mut self.person,
            &mut self.email,
            &mut self.country,
            &mut self.group,
            &mut self.represented_by,
            &mut self.profile,
            &mut self.phone,
            &mut self.post_address,
            &mut self.representative_email,
            &mut self.representative_phone,
            &mut self.representative_address,
            &mut self.assignee,
        ] {
            to_stored(field).trim().clone_into(field);
        }
        for name in [&mut self.person, &mut self.group, &mut self.represented_by, &mut self.assignee] {
            if let Cow::Owned(plain) = plain_spaces(name) {
                plain.trim().clone_into(name);
            }
        }
        check_handle(&self.handle)?;
        let sign = &self.platform.data().sign;
        if !self.handle.starts_with(sign) {
            self.handle.insert_str(0, sign);
        }
        for (field, text, max) in self.texts() {
            if text.chars().count() > max {
                return Err(ValidationError { field, kind: ValidationErrorKind::TooLong });
            }
        }
        check_email(&self.representative_email).map_err(|e| ValidationError { field: "representative-email", ..e })?;
        check_email(&self.email)?;
        check_country(&self.country)?;
        self.country = self.country.to_uppercase();
        Ok(self)
    }
}

/// The longest text of a field, by the name of its option.
pub fn longest(field: &str) -> usize {
    let texts = AccountDetails::new(Platform::default(), "");
    texts.texts().into_iter().find(|(name, ..)| *name == field).map_or(NAME_MAX, |(.., max)| max)
}

/// Whether a handle can be one: something, and not too much of it.
pub fn check_handle(handle: &str) -> Result<(), ValidationError> {
    let kind = match handle.trim().trim_start_matches('@').chars().count() {
        0 => ValidationErrorKind::Empty,
        n if n > NAME_MAX => ValidationErrorKind::TooLong,
        _ => return Ok(()),
    };
    Err(ValidationError { field: "handle", kind })
}

/// Whether an e-mail address can be one (RFC 5321, with a top-level domain); empty is allowed.
pub fn check_email(email: &str) -> Result<(), ValidationError> {
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    if email.is_empty() || EmailAddress::parse_with_options(email, options).is_ok() {
        return Ok(());
    }
    Err(ValidationError { field: "email", kind: ValidationErrorKind::NotAnEmail })
}

/// Whether a country can be an ISO 3166-1 alpha-2 code; empty is allowed.
pub fn check_country(country: &str) -> Result<(), ValidationError> {
    // Each code takes three bytes; splitting the text would take a quarter of an import.
    let code = country.len() == 2 && COUNTRIES.as_bytes().chunks(3).any(|c| c[..2].eq_ignore_ascii_case(country.as_bytes()));
    // So the language is written, by somebody who means Sweden; El Salvador can be had in capitals.
    let language = country == "sv";
    if country.is_empty() || (code && !language) {
        Ok(())
    } else {
        Err(ValidationError { field: "country", kind: ValidationErrorKind::NotACountry })
    }
}

/// The codes of ISO 3166-1 alpha-2.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW \
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB \
    GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM \
    KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC \
    NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL \
    SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE \
    YT ZA ZM ZW";

/// A field that cannot be taken, by its name on the command line, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValidationError {
    /// The option's name without dashes.
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: ValidationErrorKind,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ValidationErrorKind {
    Empty,
    TooLong,
    NotAnEmail,
    NotACountry,
}

/// An account as the log knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// The day it was added.
    pub added_on: NaiveDate,
    /// What is said of it.
    pub fields: AccountDetails,
}

/// What is prepared for the next submission; may change at any time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The chosen grounds, in the order of [`Ground::ALL`].
    pub grounds: Vec<Ground>,
    /// The custom reason.
    pub reason: String,
    /// The steps ticked by hand.
    pub ticks: ManualSteps,
    /// Counts up with each change of the reason, so that two windows notice each other; 0 when unsaved.
    pub version: i64,
}

impl Draft {
    /// Chooses a ground, or takes it back.
    pub fn toggle(&mut self, ground: Ground) {
        if let Some(at) = self.grounds.iter().position(|g| *g == ground) {
            self.grounds.remove(at);
        } else {
            self.grounds.push(ground);
            self.grounds.sort();
        }
    }

    /// Whether there is anything for an explanation to say.
    pub fn has_text(&self) -> bool {
        !self.grounds.is_empty() || !self.reason.trim().is_empty()
    }
}

/// The steps that are ticked by hand, one bit each, the first one lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ManualSteps(pub u8);

impl ManualSteps {
    /// Whether a step is ticked.
    pub const fn has(self, step: Step) -> bool {
        step.is_manual() && self.0 & (1 << step.index()) != 0
    }

    /// The other way round for a step; nothing for one that the log ticks.
    pub const fn toggle(&mut self, step: Step) {
        if step.is_manual() {
            self.0 ^= 1 << step.index();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_stored_trimmed_composed_and_with_an_at_sign() {
        let mut fields = AccountDetails::new(Platform::from_id("instagram").expect("a platform"), " a\u{30a}sa ");
        fields.country = "se".into();
        fields.person = "Anna\u{a0}Berg\u{3000}".into();
        let fields = fields.checked().expect("fine");
        assert_eq!((fields.handle.as_str(), fields.country.as_str()), ("@åsa", "SE"));
        assert_eq!(fields.person, "Anna Berg", "what looks the same is the same");
    }

    #[test]
    fn what_is_wrong_names_its_field() {
        let wrong = |change: fn(&mut AccountDetails)| {
            let mut fields = AccountDetails::new(Platform::from_id("facebook").expect("a platform"), "Åsa Ek");
            change(&mut fields);
            fields.checked().map(|_| ()).map_err(|e| (e.field, e.kind))
        };
        assert_eq!(wrong(|f| f.handle = " @ ".into()), Err(("handle", ValidationErrorKind::Empty)));
        assert_eq!(wrong(|f| f.handle = "x".repeat(201)), Err(("handle", ValidationErrorKind::TooLong)));
        assert_eq!(wrong(|f| f.email = "asa@example".into()), Err(("email", ValidationErrorKind::NotAnEmail)));
        assert_eq!(wrong(|f| f.email = "Åsa <asa@example.org>".into()), Err(("email", ValidationErrorKind::NotAnEmail)));
        assert_eq!(wrong(|f| f.country = "Sverige".into()), Err(("country", ValidationErrorKind::NotACountry)));
        assert_eq!(wrong(|f| f.country = "sv".into()), Err(("country", ValidationErrorKind::NotACountry)), "a language");
        assert_eq!(wrong(|f| f.country = "SV".into()), Ok(()));
        assert_eq!(wrong(|f| f.email = "asa@example.org".into()), Ok(()));
    }

    #[test]
    fn grounds_keep_their_order_and_their_ids() {
        let mut draft = Draft::default();
        draft.toggle(Ground::Privacy);
        draft.toggle(Ground::Ownership);
        assert_eq!(draft.grounds, [Ground::Ownership, Ground::Privacy]);
        draft.toggle(Ground::Privacy);
        assert_eq!(draft.grounds, [Ground::Ownership]);
        assert!(Ground::ALL.iter().all(|g| g.id().parse() == Ok(*g)));
        assert!(Ground::ALL.is_sorted());
    }

    #[test]
    fn only_the_first_five_steps_are_ticked_by_hand() {
        let mut ticks = ManualSteps::default();
        ticks.toggle(Step::Explain);
        ticks.toggle(Step::Send);
        assert!(ticks.has(Step::Explain) && !ticks.has(Step::Send) && ticks == ManualSteps(16));
    }
}
