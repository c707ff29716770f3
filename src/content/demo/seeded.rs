//! As many invented cases as anybody wants, three in a hundred of them overdue. Each is made from the seed and its
//! own number alone, so that a million take no more memory than one.

use chrono::NaiveDate;

use super::scene::Scene;
use super::{Act, DemoCase, FILE, IN_LANGUAGE};
use crate::domain::{AccountDetails, Draft, Ground, Lang, Platform};

/// The scenes of cases that are overdue, and how often each.
const OVERDUE: [(Scene, u64); 5] =
    [(Scene::Overdue, 60), (Scene::Reminded, 15), (Scene::OverdueCode, 10), (Scene::OverdueAsked, 8), (Scene::LateNotice, 7)];

/// The other scenes, and how often each.
const OTHERS: [(Scene, u64); 17] = [
    (Scene::Granted, 380),
    (Scene::Waiting, 230),
    (Scene::Draft, 120),
    (Scene::Closed, 80),
    (Scene::DueSoon, 50),
    (Scene::Refused, 30),
    (Scene::Lodged, 25),
    (Scene::Extended, 20),
    (Scene::CodeLate, 15),
    (Scene::CodePending, 10),
    (Scene::Asks, 10),
    (Scene::AskDecision, 8),
    (Scene::Replied, 8),
    (Scene::DecisionRequested, 5),
    (Scene::DecisionLate, 3),
    (Scene::Abandoned, 6),
    (Scene::Withdrawn, 6),
];

/// `n` invented cases, the same ones for the same seed and day. Of every hundred in a row exactly three are
/// overdue. Handles and e-mail addresses differ.
pub fn seeded(n: u64, seed: u64, today: NaiveDate) -> impl Iterator<Item = DemoCase> {
    (0..n).map(move |number| case(number, seed, today))
}

fn case(number: u64, seed: u64, today: NaiveDate) -> DemoCase {
    let mut dice = Dice::new(seed, number);
    // 37 and 100 have no divisor in common: every hundred meets each remainder once, and they lie apart.
    let overdue = number.wrapping_mul(37).wrapping_add(seed % 100) % 100 < 3;
    let scene = dice.weighted(if overdue { &OVERDUE } else { &OTHERS });
    let fields = fields(&mut dice, number);
    let draft = draft(&mut dice, fields.text_lang.unwrap_or_default());
    let range = scene.days();
    let days = range.start() + dice.below((range.end() - range.start() + 1) as u64) as i64;
    let note = if dice.one_in(5) { dice.of(&FILE.says.notes).as_str() } else { "" };
    DemoCase::played(fields, draft, Act { scene, days, number }, today, note)
}

fn fields(dice: &mut Dice, number: u64) -> AccountDetails {
    let (first, last) = (dice.of(&FILE.names.first), dice.of(&FILE.names.last));
    let signed = dice.one_in(2);
    let platform = Platform::all().find(|p| p.data().sign.is_empty() != signed).unwrap_or_default();
    let handle = if signed {
        format!("{}{}.{}{}", platform.data().sign, plain(first), plain(last), number + 1)
    } else {
        format!("{first} {last} {}", number + 1)
    };
    AccountDetails {
        person: if dice.one_in(20) { String::new() } else { format!("{first} {last}") },
        email: format!("{}.{}.{}@example.org", plain(first), plain(last), number + 1),
        country: if dice.one_in(25) { (*dice.of(&["NO", "FI", "DK", "IE", "DE"])).to_owned() } else { "SE".to_owned() },
        group: if dice.one_in(3) { dice.of(&FILE.says.groups).clone() } else { String::new() },
        text_lang: dice.one_in(10).then_some(Lang::En),
        represented_by: if dice.one_in(40) { dice.of(&FILE.says.agents).clone() } else { String::new() },
        ..AccountDetails::new(platform, &handle)
    }
}

/// What two in five have prepared: some grounds, and half of them a reason.
fn draft(dice: &mut Dice, lang: Lang) -> Draft {
    let mut draft = Draft::default();
    if dice.below(5) > 1 {
        return draft;
    }
    for _ in 0..=dice.below(4) {
        let ground = *dice.of(&Ground::ALL);
        if !draft.grounds.contains(&ground) {
            draft.toggle(ground);
        }
    }
    if dice.one_in(2) {
        draft.reason.clone_from(dice.of(&IN_LANGUAGE.get(lang).reasons));
    }
    draft
}

/// A name as it stands in an address: lower-case letters of the English alphabet.
fn plain(name: &str) -> String {
    let letter = |c: char| match c {
        'å' | 'ä' => Some('a'),
        'ö' => Some('o'),
        'é' => Some('e'),
        'ć' => Some('c'),
        'ı' => Some('i'),
        c => c.is_ascii_lowercase().then_some(c),
    };
    name.to_lowercase().chars().filter_map(letter).collect()
}

/// Numbers that look random and are not: `SplitMix64`, after Steele, Lea and Flood (2014).
struct Dice(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    fn new(seed: u64, number: u64) -> Self {
        let mut dice = Self(seed);
        Self(dice.next() ^ number.wrapping_mul(GOLDEN))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `n` − 1; the numbers used here are far too small for the bias to show.
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    fn weighted(&mut self, scenes: &[(Scene, u64)]) -> Scene {
        let mut left = self.below(scenes.iter().map(|(_, weight)| weight).sum());
        for (scene, weight) in scenes {
            if left < *weight {
                return *scene;
            }
            left -= weight;
        }
        Scene::Draft
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_dice_fall_as_in_the_published_algorithm() {
        let mut dice = Dice(1_234_567);
        assert_eq!([dice.next(), dice.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
