//! The pen: with which colours and attributes the terminal writes, and the shortest sequence to change them.
//!
//! Knows nothing of positions or text. Which colours mean what is the theme's business.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

use super::motion::push_number;

/// Attributes that show on a blank cell, where the colour of the letters does not.
const SHOWS_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// What one number switches off, and what is switched on one by one.
const SWITCHES: [(Modifier, u8); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

/// What switches one attribute on.
const ON: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Colours and attributes, as the terminal holds them between two sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    /// The terminal's own colours, no attribute.
    pub const DEFAULT: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The pen a cell is written with.
    pub const fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether a space looks the same with either pen.
    pub fn same_on_blank(self, other: Self) -> bool {
        let shows = (self.modifier | other.modifier).intersects(SHOWS_ON_BLANK);
        self == other || (!shows && self.bg == other.bg)
    }

    /// Writes the shortest sequence that turns `from` (none, if unknown) into this pen.
    pub fn write_sgr(self, from: Option<Self>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let mut codes = self.full_sgr();
        if let Some(step) = from.map(|from| self.step(from)).filter(|step| step.len() < codes.len()) {
            codes = step;
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&codes);
        out.push(b'm');
    }

    /// The numbers from any pen: a reset, then everything that is on.
    fn full_sgr(self) -> Vec<u8> {
        let mut codes = Vec::new();
        if self != Self::DEFAULT {
            push(&mut codes, 0);
            self.switch_on(Self::DEFAULT, &mut codes);
        }
        codes
    }

    /// The numbers for the difference alone.
    fn step(self, mut from: Self) -> Vec<u8> {
        let mut codes = Vec::new();
        for (group, off) in SWITCHES {
            if (from.modifier & group).difference(self.modifier) != Modifier::empty() {
                push(&mut codes, off);
                from.modifier.remove(group);
            }
        }
        self.switch_on(from, &mut codes);
        codes
    }

    fn switch_on(self, from: Self, codes: &mut Vec<u8>) {
        let missing = self.modifier.difference(from.modifier);
        for (attribute, on) in ON {
            if missing.contains(attribute) {
                push(codes, on);
            }
        }
        if self.fg != from.fg {
            push_colour(codes, self.fg, 30);
        }
        if self.bg != from.bg {
            push_colour(codes, self.bg, 40);
        }
    }
}

fn push(codes: &mut Vec<u8>, number: u8) {
    if !codes.is_empty() {
        codes.push(b';');
    }
    push_number(codes, number.into());
}

/// `base` is 30 for letters and 40 for what is behind them.
fn push_colour(codes: &mut Vec<u8>, colour: Color, base: u8) {
    let bright = base + 60;
    let numbers: &[u8] = match colour {
        Color::Reset => &[base + 9],
        Color::Black => &[base],
        Color::Red => &[base + 1],
        Color::Green => &[base + 2],
        Color::Yellow => &[base + 3],
        Color::Blue => &[base + 4],
        Color::Magenta => &[base + 5],
        Color::Cyan => &[base + 6],
        Color::Gray => &[base + 7],
        Color::DarkGray => &[bright],
        Color::LightRed => &[bright + 1],
        Color::LightGreen => &[bright + 2],
        Color::LightYellow => &[bright + 3],
        Color::LightBlue => &[bright + 4],
        Color::LightMagenta => &[bright + 5],
        Color::LightCyan => &[bright + 6],
        Color::White => &[bright + 7],
        Color::Indexed(n) => &[base + 8, 5, n],
        Color::Rgb(r, g, b) => &[base + 8, 2, r, g, b],
    };
    for &number in numbers {
        push(codes, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        to.write_sgr(Some(from), &mut out);
        String::from_utf8(out).unwrap()
    }

    fn pen(fg: Color, bg: Color, modifier: Modifier) -> Pen {
        Pen { fg, bg, modifier }
    }

    #[test]
    fn the_same_pen_writes_nothing() {
        assert_eq!(change(Pen::DEFAULT, Pen::DEFAULT), "");
    }

    #[test]
    fn one_sequence_carries_all_changes() {
        let loud = pen(Color::Red, Color::Reset, Modifier::BOLD);
        assert_eq!(change(Pen::DEFAULT, loud), "\x1b[1;31m");
    }

    #[test]
    fn the_way_back_is_a_bare_reset() {
        let loud = pen(Color::Red, Color::Blue, Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(change(loud, Pen::DEFAULT), "\x1b[m");
    }

    #[test]
    fn bold_goes_and_dim_stays_though_one_number_ends_both() {
        let both = pen(Color::Cyan, Color::Blue, Modifier::BOLD | Modifier::DIM);
        assert_eq!(change(both, pen(Color::Cyan, Color::Blue, Modifier::DIM)), "\x1b[22;2m");
    }

    #[test]
    fn a_reset_is_taken_when_it_is_shorter_than_the_steps() {
        let many = pen(Color::Cyan, Color::Blue, Modifier::ITALIC | Modifier::UNDERLINED);
        assert_eq!(change(many, pen(Color::Reset, Color::Reset, Modifier::BOLD)), "\x1b[0;1m");
    }

    #[test]
    fn named_indexed_and_exact_colours_have_their_numbers() {
        assert_eq!(change(Pen::DEFAULT, pen(Color::LightCyan, Color::White, Modifier::empty())), "\x1b[96;107m");
        assert_eq!(change(Pen::DEFAULT, pen(Color::Indexed(9), Color::Indexed(200), Modifier::empty())), "\x1b[38;5;9;48;5;200m");
        assert_eq!(change(Pen::DEFAULT, pen(Color::Rgb(1, 2, 3), Color::Reset, Modifier::empty())), "\x1b[38;2;1;2;3m");
    }

    #[test]
    fn a_space_needs_no_change_of_letter_colour() {
        let red = pen(Color::Red, Color::Reset, Modifier::BOLD);
        assert!(red.same_on_blank(Pen::DEFAULT));
        assert!(!pen(Color::Red, Color::Blue, Modifier::empty()).same_on_blank(Pen::DEFAULT));
        assert!(!pen(Color::Red, Color::Reset, Modifier::REVERSED).same_on_blank(Pen::DEFAULT));
    }
}
