//! How the screen is shared at every size: nothing jumps, nothing is cut without a sign, and the attention is where the
//! terminal's cursor is.

use nej::app::Pane;
use nej::app::screen::layout::areas;
use nej::app::screen::wrap::TEXT_MAX;
use nej::domain::Lang;

use crate::desk::Desk;

#[test]
fn panes_keep_their_places_when_the_focus_moves() {
    for size in [(100, 30), (120, 40), (160, 45), (200, 60), (240, 70)] {
        let mut desk = Desk::hundred(size, "2026-11-23");
        let places = areas(desk.model()).panes;
        for key in ["2", "3", "4", "5", "1"] {
            desk.press(key);
            assert_eq!(areas(desk.model()).panes, places, "{size:?} {key}");
        }
    }
}

#[test]
fn where_panes_take_turns_the_split_stays_where_it_is() {
    for size in [(60, 18), (80, 24), (99, 40)] {
        let mut desk = Desk::hundred(size, "2026-11-23");
        let list = areas(desk.model()).panes[0];
        let below = areas(desk.model()).panes[desk.model().under.index()];
        for key in ["2", "3", "4", "5", "1"] {
            desk.press(key);
            let areas = areas(desk.model());
            assert_eq!(areas.panes[0], list, "{size:?} {key}");
            assert_eq!(areas.panes[desk.model().under.index()], below, "{size:?} {key}");
        }
    }
}

#[test]
fn everything_has_room_and_stays_inside_at_every_size() {
    let mut desk = Desk::hundred((80, 24), "2026-11-23");
    for width in [30, 39, 40, 59, 60, 80, 99, 100, 119, 120, 159, 160, 200, 300] {
        for height in [12, 15, 16, 17, 18, 19, 20, 24, 40, 60, 100] {
            desk.again("2026-11-23", (width, height));
            for keys in ["", "2", "3", "4", "5", "z", "zt"] {
                desk.press(keys);
                let areas = areas(desk.model());
                for pane in Pane::ALL {
                    let rect = areas.panes[pane.index()];
                    assert!(rect.right() <= width && rect.bottom() < height, "{width}×{height} {pane:?}: {rect:?}");
                }
                assert!(areas.text.width <= TEXT_MAX + 2 && areas.text.right() <= width);
                assert_eq!(desk.lines().len(), usize::from(height));
            }
        }
    }
}

#[test]
fn a_pane_that_has_more_says_how_much() {
    let mut desk = Desk::hundred((80, 24), "2026-11-23");
    assert!(desk.text().contains("1–5 av 100 ↓"), "{}", desk.text());
    desk.press("G");
    assert!(desk.lines().iter().any(|l| l.contains("1 Konton") && l.contains('↑')), "{}", desk.text());
    desk.press("g2");
    assert!(desk.lines().iter().any(|l| l.contains("2 Steg") && l.contains(" av 10 ")), "{}", desk.text());
    desk.press("3");
    assert!(desk.lines().iter().any(|l| l.contains("3 Invändningar") && l.contains(" av 15 ")), "{}", desk.text());
}

#[test]
fn the_terminals_cursor_stands_on_the_attention_everywhere() {
    for size in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::hundred(size, "2026-11-23");
        for keys in ["", "j", "2", "3", "5", "1i", "<esc>?", "<esc>f", "<esc>t", "<esc>r", "<esc><esc>"] {
            desk.press(keys);
            let cursor = desk.headless().frame().cursor;
            let cursor = cursor.unwrap_or_else(|| panic!("{size:?} {keys}: {}", desk.text()));
            let line = desk.lines()[usize::from(cursor.y)].clone();
            if ["", "j", "2", "3", "5"].contains(&keys) {
                let here: String = line.chars().skip(usize::from(cursor.x)).take(1).collect();
                assert_eq!(here, "▌", "{size:?} {keys}: {}", desk.text());
            }
        }
    }
    let empty = Desk::new(Lang::Sv, (80, 24), "2026-11-23").headless().frame().cursor;
    assert!(empty.is_some());
}

#[test]
fn a_large_window_with_three_accounts_is_filled_with_use() {
    let mut desk = Desk::new(Lang::Sv, (200, 60), "2026-09-01");
    for handle in ["@anna.foto", "@olle.ek", "@mia.lund"] {
        desk.press("a<enter>").press(handle).press("<enter>Anna Berg<C-s>");
    }
    desk.press("3<enter>jj<enter>4<enter>Jag är porträttfotograf.<esc>1s<C-s>");
    desk.again("2026-10-12", (200, 60));
    let text = desk.text();
    let said = ["månaden slut", "skickad", "KLAGOMÅL", "Jag är porträttfotograf.", "Meta har en månad på sig"];
    assert!(said.iter().all(|what| text.contains(what)), "{text}");
    let used = desk.lines().iter().filter(|line| line.chars().count() > 100).count();
    assert!(used > 45, "{used}\n{text}");
}

/// Keeps what was written.
#[derive(Debug, Default)]
struct Written(Vec<u8>);

impl std::io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_step_of_the_cursor_costs_at_most_sixty_bytes_bars_included() {
    use nej::app::Model;
    use nej::domain::{Ground, Step};
    use nej::runtime::frame_writer::FrameWriter;
    use ratatui::layout::Size;

    type Move = fn(&mut Model);
    let steps: [(&str, Move); 4] = [
        ("1", |model| model.list.step(1)),
        ("2", |model| model.step = Step::at(model.step.index() + 1)),
        ("3", |model| model.ground = Ground::at(model.ground.index() + 1)),
        ("5", |model| model.log_cursor += 1),
    ];
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::hundred(size, "2026-11-23");
        for (keys, step) in steps {
            let mut model = desk.press(keys).model().clone();
            (model.step, model.ground, model.log_cursor) = (Step::at(1), Ground::at(1), 0);
            let mut terminal = FrameWriter::new(Written::default(), Size::new(size.0, size.1));
            let mut bytes = |model: &Model| {
                terminal.draw(|buffer| nej::view::render(buffer, model)).unwrap();
                std::mem::take(&mut terminal.writer_mut().0)
            };
            bytes(&model);
            // The first one also puts the pen where it will be.
            for n in 0..4 {
                step(&mut model);
                let sent = bytes(&model);
                let least = if n == 0 { 80 } else { 60 };
                assert!(sent.len() <= least, "{size:?} {keys}: {} {:?}", sent.len(), String::from_utf8_lossy(&sent));
            }
        }
    }
}
