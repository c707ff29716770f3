//! What time it is, and the date that follows from it: by the machine's clock, as long as that can be right.

use chrono::NaiveDate;

use super::super::checked_clock::CheckedClock;
use super::super::host::Host;
use super::EventLoop;
use crate::app::model::msg::Moment;
use crate::app::{Effect, Msg, update};

impl<H: Host> EventLoop<H> {
    /// The moment, and the day that the machine's clock says where that cannot be. Who says what day it is needs no clock
    /// that is right.
    fn checked_now(&self) -> (Moment, Option<NaiveDate>) {
        let said = self.host.now();
        if self.session.today.is_some() { (said, None) } else { self.clock.check(said) }
    }

    /// The moment for whatever is decided or written down now.
    pub(super) fn now(&self) -> Moment {
        self.checked_now().0
    }

    /// Lets the model answer a message.
    pub(super) fn decide(&mut self, msg: Msg) -> Vec<Effect> {
        let now = self.now();
        update(&mut self.model, now, msg)
    }

    /// Sends the model the new date before each message, so that no key is dated to the day before; and says when the clock
    /// cannot be right, and when it can again.
    pub(super) fn follow_date(&mut self) -> bool {
        let (now, wrong) = self.checked_now();
        self.clock = CheckedClock::new(now);
        let today = self.session.today(now.utc);
        let mut news = Vec::new();
        news.extend((wrong != self.model.wrong_clock).then_some(Msg::WrongClock(wrong)));
        news.extend((today != self.model.today).then_some(Msg::Today(today)));
        let changed = !news.is_empty();
        for msg in news {
            let effects = self.decide(msg);
            self.perform(effects);
        }
        changed
    }
}
