//! Looks: colours that are read on light and on dark, screens without colour, signs of ASCII alone.

use nej::app::{Look, Theme};
use nej::domain::{Lang, Status};
use nej::view;
use nej::view::theme::{Role, Styles};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use crate::desk::Desk;

const ROLES: [Role; 8] =
    [Role::Plain, Role::Dim, Role::Strong, Role::Accent, Role::Alarm, Role::Link, Role::Pressed, Role::Struck];
const THEMES: [Theme; 3] = [Theme::Auto, Theme::Mono, Theme::HighContrast];

/// How bright the sixteen colours are that we use, as xterm has them; 0 to 1.
fn luminance(color: Color) -> f64 {
    let (r, g, b) = match color {
        Color::Red => (205, 0, 0),
        Color::Magenta => (205, 0, 205),
        other => panic!("{other:?} is not known to be read on light and on dark"),
    };
    let linear = |part: i32| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[test]
fn every_colour_is_read_on_white_and_on_black_and_no_background_is_relied_on() {
    for theme in THEMES {
        let styles = Styles::of(Look { theme, ..Look::default() });
        for role in ROLES {
            let style = styles.style(role);
            assert_eq!(style.bg, None, "{theme:?} {role:?}");
            let Some(color) = style.fg else { continue };
            let on_white = 1.05 / (luminance(color) + 0.05);
            let on_black = (luminance(color) + 0.05) / 0.05;
            assert!(on_white >= 3.0 && on_black >= 3.0, "{theme:?} {role:?}: {on_white:.1} on white, {on_black:.1} on black");
        }
    }
}

#[test]
fn without_colours_what_has_the_keys_and_what_is_pressed_still_stand_out() {
    for theme in [Theme::Mono, Theme::HighContrast] {
        let styles = Styles::of(Look { theme, ..Look::default() });
        assert!(ROLES.iter().all(|role| styles.style(*role).fg.is_none()), "{theme:?}");
        for role in [Role::Accent, Role::Alarm, Role::Pressed, Role::Link, Role::Struck] {
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
    let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
    terminal.draw(|frame| assert!(view::render(frame, &model).is_none_or(|at| frame.area().contains(at)))).unwrap().buffer.clone()
}

#[test]
fn where_the_locale_is_not_utf_8_all_signs_are_ascii_and_only_letters_are_not() {
    let ascii = Look { unicode: false, ..Look::default() };
    for lang in [Lang::Sv, Lang::En] {
        for size in [(40, 12), (80, 24), (120, 40)] {
            for keys in ["", "2", "3", "4<enter>", "5", "a", "s", "r", "i", "o", "oc", "?", "f", "2z", "/x"] {
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
