//! Swedish personal identity numbers in text, in all the ways in which people write them, so that none goes along
//! unnoticed (folkbokföringslagen 18 §; coordination numbers have sixty added to the day).

use chrono::NaiveDate;

/// The first personal identity or coordination number in a text, as it is written there: with or without century, with a
/// hyphen, a dash, a plus sign, spaces or nothing between. Date and check digit must be right.
pub fn identity_number(text: &str) -> Option<&str> {
    let mut before = ' ';
    let mut rest_from = 0;
    for (at, c) in text.char_indices() {
        if at >= rest_from && c.is_ascii_digit() && !before.is_alphanumeric() {
            if let Some(end) = number_at(&text[at..]) {
                return Some(&text[at..at + end]);
            }
            // The rest of this run of digits cannot begin a number.
            rest_from = at + text[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - at);
        }
        before = c;
    }
    None
}

/// Where a number that begins here ends, if one does.
fn number_at(text: &str) -> Option<usize> {
    // Twelve digits before ten: with a century, the first ten of twelve may happen to fit too.
    [12, 10].into_iter().find_map(|wanted| {
        let (digits, end) = digits(text, wanted)?;
        let followed = text[end..].chars().next().is_some_and(char::is_alphanumeric);
        (!followed && is_number(&digits)).then_some(end)
    })
}

/// So many digits with what may stand between them, and where they end.
fn digits(text: &str, wanted: usize) -> Option<(Vec<u32>, usize)> {
    let mut digits = Vec::with_capacity(wanted);
    let mut between = 0;
    for (at, c) in text.char_indices() {
        match c.to_digit(10) {
            Some(digit) => {
                digits.push(digit);
                between = 0;
                if digits.len() == wanted {
                    return Some((digits, at + 1));
                }
            }
            None if between < 3 && is_separator(c) => between += 1,
            None => return None,
        }
    }
    None
}

/// What people put into a number: spaces, hyphens, dashes, a plus sign from the hundredth year on, full stops.
fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '+' | '.')
}

fn is_number(digits: &[u32]) -> bool {
    let Some(ten) = digits.len().checked_sub(10).map(|from| &digits[from..]) else { return false };
    let pair = |at: usize| ten[at] * 10 + ten[at + 1];
    let day = pair(4);
    let day = if day > 60 { day - 60 } else { day };
    let century = match digits.len() {
        12 => digits[0] * 10 + digits[1],
        // A year of either century will do: which one it is, is not written.
        _ => 20,
    };
    let born = |century: u32| NaiveDate::from_ymd_opt((century * 100 + pair(0)) as i32, pair(2), day).is_some();
    let dated = if digits.len() == 12 { (18..=20).contains(&century) && born(century) } else { born(19) || born(20) };
    dated && luhn(ten)
}

/// Whether the last digit is the check digit of the others (modulus 10).
fn luhn(digits: &[u32]) -> bool {
    let weighed = digits.iter().enumerate().map(|(at, digit)| {
        let twice = digit * (2 - at as u32 % 2);
        twice / 10 + twice % 10
    });
    weighed.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::identity_number;

    #[test]
    fn a_number_is_found_in_every_spelling() {
        for number in [
            "811228-9874",
            "8112289874",
            "811228 9874",
            "811228–9874",
            "811228 - 9874",
            "811228+9874",
            "81 12 28 98 74",
            "19811228-9874",
            "198112289874",
            "19811228 9874",
            "1981-12-28-9874",
            "1981-12-28 9874",
            "811228\u{2011}9874",
            "811228\u{a0}9874",
            "811228\u{2212}9874",
            "670919+9530",
            "701063-2391",
            "19701063-2391",
        ] {
            assert_eq!(identity_number(number), Some(number), "{number:?}");
            let within = format!("Jag, Åsa (pnr {number}), invänder.");
            assert_eq!(identity_number(&within), Some(number), "{within}");
            assert_eq!(identity_number(&format!("{number}.")), Some(number));
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for other in [
            "811228-9873",
            "811328-9874",
            "070-123 45 67",
            "2026-09-01",
            "AB-2025-12345",
            "08-5551234",
            "https://x/712876720715583",
            "f811228-9874",
            "811228-9874a",
            "1811228-9874",
            "0f0f0f8112289874",
            "17811228-9874",
            "12 345",
            "",
        ] {
            assert_eq!(identity_number(other), None, "{other:?}");
        }
    }
}
