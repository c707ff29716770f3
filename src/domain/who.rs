//! Who is objected to and who is complained to, as data: platforms, the controllers behind them and the authority,
//! one file each in `assets`. Nothing else in the program names one of them. A platform is added as a file and a line
//! in `PLATFORM_FILES`, a controller likewise.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::asset::asset;
use super::holiday::Country;
use super::ids::HasId;
use super::lang::Lang;
use super::profile_rules::ProfileRules;
pub use super::seen::{SeenAddress, SeenRules};
use super::seen::{in_each_language, iso_day, lang_by_id};

/// Where an account is: a row of the table of platforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Platform(u8);

/// What is known of a platform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformData {
    /// As stored and as written on the command line.
    pub id: String,
    /// The name people know.
    pub name: String,
    /// Two letters for the list.
    pub short: String,
    /// What stands before every handle: `@`, or nothing.
    pub sign: String,
    controller: String,
    /// What its handles are like.
    #[serde(default)]
    pub profile: ProfileRules,
    /// Its privacy policy.
    pub policy: SeenAddress,
    /// Its form for objections.
    pub form: SeenAddress,
    #[serde(deserialize_with = "in_each_language")]
    texts: Vec<PlatformTexts>,
}

/// What is said of a platform in a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformTexts {
    /// The name's genitive.
    pub name_s: String,
    /// How an account is called there: "@name on …".
    pub handle: String,
    /// What to look out for when logging in.
    pub log_in: String,
}

/// The company that decides what is done with the data (Article 4(7) GDPR) and answers objections.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// The name of its file.
    pub id: String,
    /// The name people know.
    pub name: String,
    /// The company's name as it is registered.
    pub legal_name: String,
    /// Where it is established, ISO 3166-1 alpha-2.
    pub country: String,
    /// The country where it acts, whose public holidays count (Regulation 1182/71 Article 2(1)).
    pub holidays: Country,
    /// Its general contact for questions of privacy.
    pub contact: SeenAddress,
    /// The processing that is objected to.
    pub processing: Processing,
    #[serde(deserialize_with = "in_each_language")]
    texts: Vec<ControllerTexts>,
}

/// A processing of personal data, and where it was read that it takes place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processing {
    /// The day on which it began.
    #[serde(deserialize_with = "iso_day")]
    pub since: NaiveDate,
    /// The day of the source.
    #[serde(deserialize_with = "iso_day")]
    pub seen: NaiveDate,
    /// Where it was seen.
    pub source: String,
}

/// What is said of a controller in a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControllerTexts {
    /// The name's genitive.
    pub name_s: String,
    /// City and country.
    pub seat: String,
    /// The authority that leads where it is established.
    pub supervisor: String,
    /// Whose posts it says that it uses, for `{of_whom}` in the processing; empty where it is about everybody's.
    pub of_whom: String,
    /// The processing in a sentence, with `{since}`, `{platforms}` and `{of_whom}`.
    pub processing: String,
    /// The same while it is only announced.
    pub processing_planned: String,
    /// What to click, one after the other, where the form's address is gone.
    pub click_path: Vec<String>,
    /// Which accounts one objection covers.
    pub covers: String,
    /// What people write to its AI by.
    pub assistant: String,
}

/// The authority that complaints go to (Article 51 GDPR).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The name of its file.
    pub id: String,
    /// The short name.
    pub name: String,
    /// The language that it works in: of what is written to it, where no other is chosen.
    #[serde(deserialize_with = "lang_by_id")]
    pub lang: Lang,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The country whose public holidays move what is due there.
    pub holidays: Country,
    /// How its case numbers look, with `{year}` and `{number}`.
    pub case_numbers: String,
    /// Its page for complaints.
    pub complaint: SeenAddress,
    /// When and where the rules were read that its texts state.
    pub rules: SeenRules,
    #[serde(deserialize_with = "in_each_language")]
    texts: Vec<AuthorityTexts>,
}

/// What is said of an authority in a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityTexts {
    /// The short name's genitive.
    pub name_s: String,
    /// The whole name.
    pub full_name: String,
    /// The court that its decisions are appealed to.
    pub court: String,
    /// What a request for a decision rests on.
    pub decision_rule: String,
    /// What an appeal of a decision rests on.
    pub appeal_rule: String,
    /// What an appeal of its silence on a request rests on.
    pub silence_rule: String,
    /// What the appeal of a refused request rests on.
    pub refusal_rule: String,
    /// What an objection to an early resolution rests on.
    pub resolution_rule: String,
    /// An example of its case numbers.
    pub case_number: String,
}

/// A file below the project's folder as the build script left it, by its name without ending.
macro_rules! file {
    ($folder:literal, $name:literal) => {
        ($name, include_str!(concat!(env!("OUT_DIR"), "/", $folder, "/", $name, ".json")))
    };
}

// The unit tests know one more of each, so that whatever takes the others for the only ones fails.
const PLATFORM_FILES: &[(&str, &str)] = &[
    file!("assets/platforms", "facebook"),
    file!("assets/platforms", "instagram"),
    #[cfg(test)]
    file!("tests/data/invented", "kvitter"),
];
const CONTROLLER_FILES: &[(&str, &str)] = &[
    file!("assets/controllers", "meta"),
    #[cfg(test)]
    file!("tests/data/invented", "kvitterbolaget"),
];
const AUTHORITY_FILE: (&str, &str) = file!("assets/authorities", "imy");

/// How many platforms there are.
pub const PLATFORMS: usize = PLATFORM_FILES.len();
/// How many controllers there are.
pub const CONTROLLERS: usize = CONTROLLER_FILES.len();

static PLATFORM_TABLE: LazyLock<Vec<PlatformData>> = LazyLock::new(|| PLATFORM_FILES.iter().map(read).collect());
static CONTROLLER_TABLE: LazyLock<Vec<Controller>> = LazyLock::new(|| CONTROLLER_FILES.iter().map(read).collect());
static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| read(&AUTHORITY_FILE));

fn read<T: DeserializeOwned>((name, text): &(&str, &str)) -> T {
    asset(&format!("{name}.toml"), text)
}

impl Platform {
    /// All, in the order in which they are offered.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        <Self as HasId>::ALL.iter().copied()
    }

    /// The platform with that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|platform| platform.id() == id)
    }

    /// What is known of it.
    pub fn data(self) -> &'static PlatformData {
        &PLATFORM_TABLE[self.index()]
    }

    /// Its row in the table.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// As stored and as written on the command line.
    pub fn id(self) -> &'static str {
        &self.data().id
    }

    /// Two letters for the list.
    pub fn short(self) -> &'static str {
        &self.data().short
    }

    /// The name people know.
    pub fn name(self) -> &'static str {
        &self.data().name
    }

    /// Who is responsible for it.
    pub fn controller(self) -> &'static Controller {
        let id = &self.data().controller;
        // A test asks for each; the first stands in only so that there is one.
        Controller::all().iter().find(|c| c.id == *id).unwrap_or(&Controller::all()[0])
    }

    /// What is said of it.
    pub fn texts(self, lang: Lang) -> &'static PlatformTexts {
        &self.data().texts[lang as usize]
    }
}

impl HasId for Platform {
    const ALL: &'static [Self] = &{
        let (mut all, mut n) = ([Self(0); PLATFORMS], 0);
        while n < PLATFORMS {
            all[n] = Self(n as u8);
            n += 1;
        }
        all
    };

    fn id(self) -> &'static str {
        self.id()
    }
}

impl Default for Platform {
    /// The first one, where a form needs one before anybody has chosen.
    fn default() -> Self {
        Self(0)
    }
}

impl Controller {
    /// All of them.
    pub fn all() -> &'static [Self] {
        &CONTROLLER_TABLE
    }

    /// What is said of it.
    pub fn texts(&self, lang: Lang) -> &ControllerTexts {
        &self.texts[lang as usize]
    }
}

impl Authority {
    /// The authority that complaints go to.
    pub fn get() -> &'static Self {
        &AUTHORITY
    }

    /// What is said of it.
    pub fn texts(&self, lang: Lang) -> &AuthorityTexts {
        &self.texts[lang as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_named_after_its_id_and_speaks_each_language() {
        for (platform, (file, _)) in Platform::all().zip(PLATFORM_FILES) {
            assert_eq!(platform.id(), *file);
            assert_eq!(platform.short().chars().count(), 2);
            assert!(Lang::ALL.iter().all(|lang| !platform.texts(*lang).log_in.is_empty()));
            assert_eq!(platform.controller().id, platform.data().controller);
        }
        for (controller, (file, _)) in Controller::all().iter().zip(CONTROLLER_FILES) {
            assert_eq!(controller.id, *file);
            assert!(Lang::ALL.iter().all(|lang| controller.texts(*lang).click_path.len() > 1));
        }
        assert_eq!(Authority::get().id, AUTHORITY_FILE.0);
        assert!(Lang::ALL.iter().all(|lang| Authority::get().texts(*lang).full_name.contains(&Authority::get().name)));
    }

    #[test]
    #[should_panic(expected = "kvitter.toml: en is missing")]
    fn a_file_that_lacks_a_language_is_named_with_what_it_lacks() {
        let (name, text) = PLATFORM_FILES[PLATFORMS - 1];
        let mut data: serde_json::Value = serde_json::from_str(text).expect("JSON");
        data["texts"].as_object_mut().and_then(|texts| texts.remove("en")).expect("English");
        read::<PlatformData>(&(name, &data.to_string()));
    }

    #[test]
    fn a_platform_is_found_by_its_id_and_by_nothing_else() {
        assert!(Platform::all().all(|platform| Platform::from_id(platform.id()) == Some(platform)));
        assert!(["Facebook", ""].iter().all(|id| Platform::from_id(id).is_none()));
    }
}
