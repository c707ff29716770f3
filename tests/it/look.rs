//! Looks: colours that are read on light and on dark, screens without colour, signs of ASCII alone.

use nej::app::{Look, Theme};
use nej::domain::{Lang, Status};
use nej::view;
use nej::view::theme::{Role, Styles};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::desk::Desk;

const ROLES: [Role; 15] = [
    Role::Plain,
    Role::Dim,
    Role::Rule,
    Role::Strong,
    Role::Accent,
    Role::Selected,
    Role::Alarm,
    Role::Banner,
    Role::Overdue,
    Role::YourTurn,
    Role::Granted,
    Role::Late,
    Role::Link,
    Role::Pressed,
    Role::Struck,
];
const THEMES: [Theme; 3] = [Theme::Auto, Theme::Mono, Theme::HighContrast];
/// The sixteen colours in their order.
const COLOURS: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// A terminal as it comes: its name, its background, its foreground, its sixteen colours, as relative luminances.
struct Palette {
    terminal: String,
    background: f64,
    foreground: f64,
    colours: Vec<f64>,
}

fn palettes() -> Vec<Palette> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/palettes.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(file).unwrap();
    let palette = |row: csv::StringRecord| {
        let values: Vec<f64> = row.iter().skip(1).map(luminance).collect();
        let terminal = row[0].to_owned();
        Palette { terminal, background: values[0], foreground: values[1], colours: values[2..].to_vec() }
    };
    reader.records().map(|row| palette(row.unwrap())).collect()
}

/// The relative luminance of a colour as the WCAG define it, 0 to 1.
fn luminance(hex: &str) -> f64 {
    let linear = |at: usize| {
        let part = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(0) + 0.7152 * linear(2) + 0.0722 * linear(4)
}

impl Palette {
    fn luminance_of(&self, colour: Option<Color>, default: f64) -> f64 {
        match colour {
            None | Some(Color::Reset) => default,
            Some(colour) => self.colours[COLOURS.iter().position(|c| *c == colour).unwrap()],
        }
    }

    /// The contrast ratio of the WCAG; reversing changes nothing in it.
    fn contrast(&self, fg: Option<Color>, bg: Option<Color>) -> f64 {
        let (fg, bg) = (self.luminance_of(fg, self.foreground), self.luminance_of(bg, self.background));
        (fg.max(bg) + 0.05) / (fg.min(bg) + 0.05)
    }
}

#[test]
fn every_text_is_read_on_the_palettes_of_all_terminals_light_and_dark() {
    for palette in palettes() {
        for theme in THEMES {
            let styles = Styles::of(Look { theme, ..Look::default() });
            for role in ROLES {
                let style = styles.style(role);
                // Bars are no text, and a word beside each says the same.
                let least = if role == Role::Late { 3.0 } else { 4.5 };
                let contrast = palette.contrast(style.fg, style.bg);
                assert!(contrast >= least, "{}: {theme:?} {role:?} {contrast:.2}", palette.terminal);
                // Faint is what each terminal makes of it, and often under 4.5.
                let faint = style.add_modifier.contains(Modifier::DIM);
                assert!(!faint || role == Role::Rule, "{theme:?} {role:?}");
            }
        }
    }
}

/// What a frame shows: the same as its roles, cell by cell.
#[test]
fn no_text_of_a_frame_has_a_colour_under_the_contrast_of_text() {
    let bar = |symbol: &str| "━─┿▶…▌▐ ".contains(symbol);
    for size in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::hundred(size, "2026-11-23");
        for keys in ["", "<esc>2", "3", "5", "1t", "<esc>?", "<esc>i", "<esc>r", "<esc>f"] {
            let buffer = drawn(desk.press(keys), Look::default());
            for palette in palettes() {
                for cell in buffer.content.iter().filter(|cell| !bar(cell.symbol())) {
                    let contrast = palette.contrast(Some(cell.fg), Some(cell.bg));
                    assert!(contrast >= 4.5, "{} {size:?} {keys}: {cell:?}", palette.terminal);
                    assert!(!cell.modifier.contains(Modifier::DIM), "{size:?} {keys}: {cell:?}");
                }
            }
        }
    }
}

#[test]
fn without_colours_what_has_the_keys_and_what_is_pressed_still_stand_out() {
    for theme in [Theme::Mono, Theme::HighContrast] {
        let styles = Styles::of(Look { theme, ..Look::default() });
        assert!(ROLES.iter().all(|role| styles.style(*role).fg.is_none()), "{theme:?}");
        let set_off = [Role::Accent, Role::Selected, Role::Alarm, Role::Banner, Role::Overdue, Role::YourTurn, Role::Late];
        for role in set_off.into_iter().chain([Role::Pressed, Role::Link, Role::Struck]) {
            assert_ne!(styles.style(role), styles.style(Role::Plain), "{theme:?} {role:?}");
        }
        assert_ne!(styles.style(Role::Accent), styles.style(Role::Strong), "{theme:?}");
    }
    let contrast = Styles::of(Look { theme: Theme::HighContrast, ..Look::default() });
    assert!(ROLES.iter().all(|role| !contrast.style(*role).add_modifier.contains(Modifier::DIM)));
}

fn drawn(desk: &Desk, look: Look) -> Buffer {
    let mut model = desk.model().clone();
    model.look = look;
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    assert!(view::render(&mut buffer, &model).is_none_or(|at| buffer.area.contains(at)));
    buffer
}

#[test]
fn where_the_locale_is_not_utf_8_all_signs_are_ascii_and_only_letters_are_not() {
    let ascii = Look { unicode: false, ..Look::default() };
    for lang in [Lang::Sv, Lang::En] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            for keys in ["", "2", "3", "4<enter>", "5", "a", "s", "r", "i", "o", "oc", "?", "f", "2z", "/x", "t"] {
                let mut desk = Desk::new(lang, (80, 24), "2026-09-01");
                desk.press("a<enter>@anna<C-s>3<enter>1s<C-s>");
                desk.again("2026-10-02", size);
                desk.press(keys);
                let buffer = drawn(&desk, ascii);
                let odd = |symbol: &str| symbol.chars().any(|c| !c.is_ascii() && !c.is_alphabetic());
                let signs: Vec<&str> = buffer.content.iter().map(ratatui::buffer::Cell::symbol).filter(|s| odd(s)).collect();
                assert!(signs.is_empty(), "{lang:?} {size:?} {keys}: {signs:?}\n{buffer:?}");
            }
        }
    }
}

#[test]
fn the_sign_of_a_status_is_one_cell_wide_either_way() {
    for unicode in [true, false] {
        let styles = Styles::of(Look { unicode, ..Look::default() });
        for status in Status::ALL {
            assert_eq!(unicode_width::UnicodeWidthStr::width(styles.sign(*status)), 1, "{status:?}");
        }
    }
}

#[test]
fn a_sign_in_ascii_stands_for_one_sign_and_means_one_thing() {
    // Chosen and marked are the same thing; a dash stands for what is not there yet.
    let same = [("•", "▣"), ("–", "✎"), ("·", "✎"), ("──", "✎"), ("›", "▌")];
    let mut signs: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/view")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for call in text.split("pick(\"").skip(1) {
            let (unicode, rest) = call.split_once("\", \"").unwrap();
            signs.push((unicode.trim().to_owned(), rest.split_once('"').unwrap().0.trim().to_owned()));
        }
    }
    assert!(signs.len() > 12, "{signs:?}");
    for (unicode, ascii) in &signs {
        for (other, _) in signs.iter().filter(|(other, as_ascii)| as_ascii == ascii && other != unicode) {
            let alike = same.iter().any(|(a, b)| [(*a, *b), (*b, *a)].contains(&(unicode.as_str(), other.as_str())));
            assert!(alike || ascii.contains('-'), "{unicode} and {other} are both {ascii}");
        }
    }
}
