//! Links as they leave the program: whole on the screen, as a hyperlink, as a QR code, to clipboard and browser.

use nej::app::model::key::parse_script;
use nej::app::model::msg::Edited;
use nej::app::{Effect, Look, Model, Moment, Msg, Theme, update};
use nej::content::{Link, Links};
use nej::domain::{Lang, Platform};
use nej::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::desk::Desk;

const THEMES: [Theme; 3] = [Theme::Auto, Theme::Mono, Theme::HighContrast];

/// The keys that open the dialog of each link, for an account of each platform.
const DIALOGS: [(Link, &str); 3] = [(Link::Policy, "2go"), (Link::Form, "1o"), (Link::Complaint, "2Go")];

fn desk(platform: Platform, lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(lang, size, "2026-09-01");
    let other = if platform == Platform::from_id("instagram").unwrap() { "" } else { "<right>" };
    desk.press(&format!("a{other}<enter>@anna.foto<C-s>"));
    desk
}

/// The screen as a terminal of this kind gets it.
fn drawn(model: &Model, look: Look) -> Buffer {
    let mut model = model.clone();
    model.look = look;
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    assert!(view::render(&mut buffer, &model).is_none_or(|at| buffer.area.contains(at)));
    buffer
}

/// What keys lead to, on a copy of the screen.
fn effects(model: &Model, script: &str) -> Vec<Effect> {
    let mut model = model.clone();
    let keys = parse_script(script).unwrap();
    keys.into_iter().flat_map(|key| update(&mut model, Moment::default(), Msg::Key(key))).collect()
}

/// How bright a half of a cell is, where nothing is known of the terminal but its background.
fn brightness(buffer: &Buffer, x: u16, y: u16, lower: bool, background: u8) -> u8 {
    let cell = &buffer[(x, y)];
    let of = |color: Color, default: u8| match color {
        Color::Black => 0,
        Color::White => 255,
        _ => default,
    };
    let (ink, paper) = (of(cell.fg, 255 - background), of(cell.bg, background));
    match (cell.symbol(), lower) {
        ("█", _) | ("▀", false) | ("▄", true) => ink,
        (" " | "▀" | "▄", _) => paper,
        // Letters are ink and paper.
        _ => 128,
    }
}

/// What a phone reads off the screen.
fn read(buffer: &Buffer, background: u8) -> Option<String> {
    const SCALE: usize = 4;
    let (width, height) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let pixel = |x: usize, y: usize| {
        let half = y / SCALE;
        brightness(buffer, (x / SCALE) as u16, (half / 2) as u16, half % 2 == 1, background)
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width * SCALE, 2 * height * SCALE, pixel);
    image.detect_grids().first().and_then(|grid| grid.decode().ok()).map(|(_, text)| text)
}

#[test]
fn the_code_of_every_link_is_read_off_the_screen_in_every_theme_on_dark_and_on_light() {
    for platform in Platform::all() {
        // 40 columns leave only a narrower border.
        for size in [(80, 24), (120, 40), (40, 24), (90, 48)] {
            let desk = desk(platform, Lang::Sv, size);
            for (link, keys) in DIALOGS {
                let mut model = desk.model().clone();
                for key in parse_script(&format!("{keys}c")).unwrap() {
                    update(&mut model, Moment::default(), Msg::Key(key));
                }
                for theme in THEMES {
                    for unicode in [true, false] {
                        // Without half blocks a code is twice as wide and as high.
                        if !unicode && size != (90, 48) {
                            continue;
                        }
                        let buffer = drawn(&model, Look { theme, unicode, hyperlinks: true });
                        for background in [0, 255] {
                            let address = Links::builtin().of(link, platform);
                            let told = format!("{link:?} {size:?} {theme:?} {unicode} {background}");
                            assert_eq!(read(&buffer, background).as_deref(), Some(address), "{told}\n{buffer:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_dialog_with_room_shows_the_code_at_once() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::En, (120, 40));
    desk.press("o");
    let buffer = drawn(desk.model(), Look::default());
    assert_eq!(
        read(&buffer, 0).as_deref(),
        Some(Links::builtin().form(Platform::from_id("instagram").unwrap())),
        "{}",
        desk.text()
    );
}

#[test]
fn where_the_code_does_not_fit_it_says_how_much_it_needs() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::En, (40, 12));
    desk.press("oc");
    let text = desk.text().replace("\n ", " ");
    assert!(text.contains("needs 33 columns and 17 rows") && text.contains("has 40 and 12"), "{text}");
    desk.press("<enter>");
    assert!(desk.text().contains("[ Copy ]"), "any key leads back to the dialog\n{}", desk.text());
}

#[test]
fn the_address_is_whole_on_lines_of_its_own_at_every_size() {
    for size in [(30, 12), (40, 12), (80, 24), (200, 60)] {
        for (link, keys) in DIALOGS {
            let mut desk = desk(Platform::from_id("facebook").unwrap(), Lang::Sv, size);
            desk.press(keys);
            let address = Links::builtin().of(link, Platform::from_id("facebook").unwrap());
            let lines = desk.lines();
            let first = lines.iter().position(|l| l.contains("https://")).unwrap();
            let joined: String = lines[first..].iter().map(|l| l[l.find("https").unwrap_or(1).min(l.len())..].trim()).collect();
            assert!(joined.starts_with(address), "{size:?}\n{}", desk.text());
            assert!(desk.text().contains("[ Tillbaka ]"), "{size:?}\n{}", desk.text());
        }
    }
}

#[test]
fn an_address_is_one_hyperlink_over_its_rows_where_the_terminal_takes_it() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::Sv, (40, 20));
    desk.press("s<C-s>j");
    desk.again("2026-10-02", (40, 20));
    let linked = drawn(desk.model(), Look { hyperlinks: true, ..Look::default() });
    let address = Links::builtin().complaint();
    let open = format!("\x1b]8;id=nej;{address}\x1b\\");
    let shown: String = linked
        .content
        .iter()
        .filter_map(|cell| cell.symbol().strip_prefix(&open)?.strip_suffix("\x1b]8;;\x1b\\").map(str::to_owned))
        .collect();
    assert_eq!(shown, *address, "the banner's link, every cell of it");
    let plain = drawn(desk.model(), Look::default());
    assert!(plain.content.iter().all(|cell| !cell.symbol().contains('\x1b')));
    assert!(!desk.text().contains('\x1b'), "nor in a frame that is read as text");
}

#[test]
fn an_address_of_the_users_own_is_spelt_so_that_a_hyperlink_may_hold_it() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::Sv, (80, 24));
    desk.press("o");
    let mut model = desk.model().clone();
    let own = |key: &str| (key == "instagram_form").then_some("https://example.org/å;b");
    model.links = Links::builtin().overridden(own).unwrap();
    let linked = drawn(&model, Look { hyperlinks: true, ..Look::default() });
    assert!(linked.content.iter().any(|cell| cell.symbol().contains(";https://example.org/%C3%A5;b\x1b\\å")));
}

#[test]
fn the_buttons_copy_open_and_lead_back_and_so_do_their_letters() {
    let desk = desk(Platform::from_id("instagram").unwrap(), Lang::Sv, (80, 24));
    let address = Links::builtin().form(Platform::from_id("instagram").unwrap()).to_owned();
    for keys in ["o<enter>", "oy", "o<tab><tab><tab><tab><enter>"] {
        assert_eq!(effects(desk.model(), keys), [Effect::CopyToClipboard(address.clone())], "{keys}");
    }
    for keys in ["oo", "o<right><enter>", "o<down><enter>"] {
        assert_eq!(effects(desk.model(), keys), [Effect::Browse(address.clone())], "{keys}");
    }
    assert_eq!(effects(desk.model(), "op"), [Effect::PrintPlain(address)]);
    assert_eq!(effects(desk.model(), "o<left><enter>"), []);
}

#[test]
fn long_help_of_a_step_can_be_scrolled_on_a_phone() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::Sv, (30, 12));
    desk.press("2g<enter>");
    assert!(!desk.text().contains("öppet."), "{}", desk.text());
    let seen = (0..20).any(|_| desk.press("j").text().contains("öppet."));
    assert!(seen, "{}", desk.text());
}

#[test]
fn the_explanation_leaves_the_screen_plainly_and_any_of_three_keys_comes_back() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::Sv, (80, 24));
    assert_eq!(effects(desk.model(), "p"), [Effect::Bell], "there is nothing to show yet");
    desk.press("3<enter>1");
    for back in ["<enter>", "q", "<esc>", "<C-c>"] {
        let done = effects(desk.model(), &format!("pxj?{back}"));
        assert!(matches!(&done[..], [Effect::PrintPlain(text), Effect::FullScreen] if text.contains("Meta")), "{back} {done:?}");
    }
    let copied = effects(desk.model(), "y");
    assert!(matches!(&copied[..], [Effect::CopyToClipboard(text), ..] if text.contains("Meta")), "{copied:?}");
}

#[test]
fn the_log_hands_over_what_was_sent_and_the_case_number_alone() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::Sv, (80, 24));
    desk.press("3<enter>1s<C-s>");
    let sent = effects(desk.model(), "5p");
    assert!(matches!(&sent[..], [Effect::PrintPlain(text)] if text.contains("Meta") && !text.contains("skickad")), "{sent:?}");
    desk.again("2026-10-05", (80, 24));
    desk.press("i<tab><tab><tab><enter><enter>IMY-2026-77<C-s>");
    desk.press("5G<enter>");
    assert_eq!(effects(desk.model(), "y"), [Effect::CopyToClipboard("IMY-2026-77".into())], "{}", desk.text());
    let lodged = effects(desk.model(), "p");
    assert!(matches!(&lodged[..], [Effect::PrintPlain(text)] if text.contains("KLAGOMÅL ENLIGT ARTIKEL 77")), "{lodged:?}");
    desk.press("<esc>");
    let copied = effects(desk.model(), "iy");
    assert!(
        matches!(&copied[..], [Effect::CopyToClipboard(text)] if text.starts_with("KLAGOMÅL ENLIGT ARTIKEL 77")),
        "{copied:?}"
    );
    let page = effects(desk.model(), "ip");
    let link = Links::builtin().complaint();
    assert!(matches!(&page[..], [Effect::PrintPlain(text)] if !text.contains(link)), "no advice to its sender: {page:?}");
}

#[test]
fn what_the_own_editor_leaves_becomes_the_reason_and_is_saved() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::En, (80, 24));
    desk.press("4<enter>One.<esc>");
    desk.headless().set_editor(Edited::Text("A\u{30a}sa:\r\n\tTwo.\x1b[31m\n".into()));
    desk.press("E");
    assert_eq!(desk.headless().handed_over(), ["One."]);
    assert!(desk.text().contains("Saved: Åsa:"), "{}", desk.text());
    desk.again("2026-09-02", (80, 24));
    let reason = desk.model().detail.as_ref().unwrap().draft.reason.clone();
    assert_eq!(reason, "Åsa:\n    Two.[31m");
}

#[test]
fn an_editor_that_failed_or_left_nothing_changes_nothing() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::En, (80, 24));
    desk.press("4<enter>One.<esc>");
    for (edited, said) in [
        (Edited::Failed("signal: 9".into()), "signal: 9"),
        (Edited::NoEditor, "EDITOR"),
        (Edited::Text(" \n".into()), "is unchanged"),
        (Edited::Text("One.\n".into()), "is unchanged"),
    ] {
        desk.headless().set_editor(edited);
        desk.press("E");
        assert!(desk.text().contains(said), "{}", desk.text());
        assert_eq!(desk.model().detail.as_ref().unwrap().draft.reason, "One.");
    }
}

#[test]
fn a_text_from_the_editor_that_is_too_long_is_kept_as_far_as_it_fits() {
    let mut desk = desk(Platform::from_id("instagram").unwrap(), Lang::En, (80, 24));
    desk.headless().set_editor(Edited::Text("å".repeat(20_001)));
    desk.press("E");
    assert!(desk.text().contains("full"), "{}", desk.text());
    assert_eq!(desk.model().detail.as_ref().unwrap().draft.reason.chars().count(), 20_000);
}
