//! As many invented cases as anybody wants, three in a hundred of them overdue. Each is made from the seed and its
//! own number alone, so that a million take no more memory than one.

use chrono::NaiveDate;

use super::cast::{DEMO, DemoCase, IN_LANGUAGE, Placement};
use super::scenario::Scenario;
use crate::domain::{AccountDetails, Draft, Ground, Lang, Platform};

/// The scenarios of cases that are overdue, and how often each.
const OVERDUE: [(Scenario, u64); 5] = [
    (Scenario::Overdue, 60),
    (Scenario::Reminded, 15),
    (Scenario::OverdueCode, 10),
    (Scenario::OverdueAsked, 8),
    (Scenario::LateNotice, 7),
];

/// The other scenarios, and how often each.
const OTHERS: [(Scenario, u64); 18] = [
    (Scenario::Granted, 380),
    (Scenario::Waiting, 230),
    (Scenario::Draft, 120),
    (Scenario::Closed, 80),
    (Scenario::DueSoon, 50),
    (Scenario::Refused, 24),
    (Scenario::Continued, 6),
    (Scenario::Lodged, 25),
    (Scenario::Extended, 20),
    (Scenario::CodeLate, 15),
    (Scenario::CodePending, 10),
    (Scenario::Asks, 10),
    (Scenario::AskDecision, 8),
    (Scenario::Replied, 8),
    (Scenario::DecisionRequested, 5),
    (Scenario::DecisionLate, 3),
    (Scenario::Abandoned, 6),
    (Scenario::Withdrawn, 6),
];

/// `n` invented cases, the same ones for the same seed and day. Of every hundred in a row exactly three are
/// overdue. Handles and e-mail addresses differ.
pub fn seeded(n: u64, seed: u64, today: NaiveDate) -> impl Iterator<Item = DemoCase> {
    (0..n).map(move |number| case(number, seed, today))
}

fn case(number: u64, seed: u64, today: NaiveDate) -> DemoCase {
    let mut rng = Rng::new(seed, number);
    // 37 and 100 have no divisor in common: every hundred meets each remainder once, and they lie apart.
    let overdue = number.wrapping_mul(37).wrapping_add(seed % 100) % 100 < 3;
    let scenario = rng.weighted(if overdue { &OVERDUE } else { &OTHERS });
    let fields = fields(&mut rng, number);
    let draft = draft(&mut rng, fields.text_lang.unwrap_or_default());
    let range = scenario.days();
    let days = range.start() + rng.below((range.end() - range.start() + 1) as u64) as i64;
    let note = if rng.one_in(5) { rng.of(&DEMO.says.notes).as_str() } else { "" };
    DemoCase::build(fields, draft, Placement { scenario, days, number }, today, note)
}

fn fields(rng: &mut Rng, number: u64) -> AccountDetails {
    let (first, last) = (rng.of(&DEMO.names.first), rng.of(&DEMO.names.last));
    let signed = rng.one_in(2);
    let platform = Platform::all().find(|p| p.data().sign.is_empty() != signed).unwrap_or_default();
    let handle = if signed {
        format!("{}{}.{}{}", platform.data().sign, plain(first), plain(last), number + 1)
    } else {
        format!("{first} {last} {}", number + 1)
    };
    AccountDetails {
        person: if rng.one_in(20) { String::new() } else { format!("{first} {last}") },
        email: format!("{}.{}.{}@example.org", plain(first), plain(last), number + 1),
        country: if rng.one_in(25) { (*rng.of(&["NO", "FI", "DK", "IE", "DE"])).to_owned() } else { "SE".to_owned() },
        group: if rng.one_in(3) { rng.of(&DEMO.says.groups).clone() } else { String::new() },
        text_lang: rng.one_in(10).then_some(Lang::En),
        represented_by: if rng.one_in(40) { rng.of(&DEMO.says.agents).clone() } else { String::new() },
        ..AccountDetails::new(platform, &handle)
    }
}

/// What two in five have prepared: some grounds, and half of them a reason.
fn draft(rng: &mut Rng, lang: Lang) -> Draft {
    let mut draft = Draft::default();
    if rng.below(5) > 1 {
        return draft;
    }
    for _ in 0..=rng.below(4) {
        let ground = *rng.of(&Ground::ALL);
        if !draft.grounds.contains(&ground) {
            draft.toggle(ground);
        }
    }
    if rng.one_in(2) {
        draft.reason.clone_from(rng.of(&IN_LANGUAGE.get(lang).reasons));
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
struct Rng(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Rng {
    fn new(seed: u64, number: u64) -> Self {
        let mut rng = Self(seed);
        Self(rng.next() ^ number.wrapping_mul(GOLDEN))
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

    fn weighted(&mut self, scenarios: &[(Scenario, u64)]) -> Scenario {
        let mut left = self.below(scenarios.iter().map(|(_, weight)| weight).sum());
        for (scenario, weight) in scenarios {
            if left < *weight {
                return *scenario;
            }
            left -= weight;
        }
        Scenario::Draft
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn the_numbers_fall_as_in_the_published_algorithm() {
        let mut rng = Rng(1_234_567);
        assert_eq!([rng.next(), rng.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
