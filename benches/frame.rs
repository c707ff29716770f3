//! What drawing costs: one frame at 120×40 into a buffer, without a terminal.

use chrono::NaiveDate;
use divan::Bencher;
use nej::app::model::key::parse_script;
use nej::runtime::Session;
use nej::runtime::headless::Headless;
use nej::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// A key script each: nothing there yet, the panes, a dialog in front of them.
#[divan::bench(args = ["", "a<enter>@anna.foto<C-s>", "a<enter>@anna.foto<C-s>s"])]
fn frame_after(bencher: Bencher, keys: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let today = NaiveDate::from_ymd_opt(2026, 11, 23);
    let session = Session { today, ..Session::on(folder.path().join("nej.db")) };
    let mut headless = Headless::start(&session, (120, 40)).expect("the screen");
    headless.press(&parse_script(keys).expect("keys"));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    let model = headless.model();
    bencher.bench_local(|| {
        buffer.reset();
        view::render(&mut buffer, model)
    });
}
