//! The fifteen grounds beside the guide that named them: the ids are its, the words are ours.

use std::collections::HashSet;

use nej::content::{explanation, ground};
use nej::domain::{Draft, Ground, Lang, Platform};

/// The guide's reasons, one a line, each word as a hash.
const GUIDE: &str = include_str!("../data/guide-words.txt");
/// The shortest run of shared words that counts as copied.
const RUN: usize = 4;

/// The upper half of the 64-bit FNV-1a hash.
fn hash(word: &str) -> u32 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (word.bytes().fold(0xcbf2_9ce4_8422_2325, step) >> 32) as u32
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The first run of words that a text shares with the guide.
pub fn shared_with_guide(text: &str) -> Option<String> {
    let lines = GUIDE.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.map(|line| line.split(' ').map(|hex| u32::from_str_radix(hex, 16).unwrap()).collect::<Vec<_>>());
    let runs: HashSet<Vec<u32>> = lines.flat_map(|line| line.windows(RUN).map(<[u32]>::to_vec).collect::<Vec<_>>()).collect();
    assert!(runs.len() > 100, "the guide is there");
    let words = words(text);
    let own = |run: &&[String]| runs.contains(&run.iter().map(|word| hash(word)).collect::<Vec<_>>());
    words.windows(RUN).find(own).map(|run| run.join(" "))
}

#[test]
fn a_run_of_four_words_of_the_guide_would_be_found() {
    // Four words that say nothing by themselves.
    assert!(shared_with_guide("… eftersom mina data används för reklam …").is_some());
    assert!(shared_with_guide("… eftersom mina uppgifter används för reklam …").is_none());
}

#[test]
fn no_ground_shares_four_words_in_a_row_with_the_guide() {
    for g in Ground::ALL {
        for text in [&ground(g, Platform::default(), Lang::Sv).text, &ground(g, Platform::default(), Lang::Sv).short] {
            assert_eq!(shared_with_guide(text), None, "{}: {text}", g.id());
        }
    }
    let all = Draft { grounds: Ground::ALL.to_vec(), ..Draft::default() };
    assert_eq!(shared_with_guide(&explanation(&Platform::all().collect::<Vec<_>>(), Lang::Sv, &all)), None);
}

#[test]
fn each_ground_stands_alone_and_says_what_it_is_about() {
    for g in Ground::ALL {
        for lang in Lang::ALL {
            let text = &ground(g, Platform::default(), lang).text;
            assert!(text.contains("AI") || text.contains("Meta"), "{}: {text}", g.id());
            let points: &[&str] =
                if lang == Lang::Sv { &["Det här", "det här", "Detta", "detta"] } else { &["This ", " this "] };
            assert!(!points.iter().any(|word| text.contains(word)), "{}: {text}", g.id());
        }
    }
}
