//! Roles and the styles and signs they have on this terminal. One accent colour, one alarm colour, both from
//! the sixteen that the user's own palette rules; without colours, bold, underline and reverse say the same.

use ratatui::style::{Color, Modifier, Style};

use crate::app::{Look, Theme};
use crate::domain::Status;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// In the background: rules, hints, what is done.
    Dim,
    /// Set off.
    Strong,
    /// The accent: what has the keys.
    Accent,
    /// A month has passed, or something is wrong.
    Alarm,
    /// An address.
    Link,
    /// A button under the cursor.
    Pressed,
    /// A voided entry.
    Struck,
}

/// The styles and signs of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Styles {
    look: Look,
}

impl Styles {
    /// The styles for a terminal.
    pub const fn of(look: Look) -> Self {
        Self { look }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        match self.look.theme {
            Theme::Auto => auto(role),
            Theme::Mono => mono(role),
            Theme::HighContrast => high_contrast(role),
        }
    }

    /// Whether the terminal takes hyperlinks.
    pub const fn hyperlinks(&self) -> bool {
        self.look.hyperlinks
    }

    /// Whether signs beyond ASCII can be shown.
    pub const fn unicode(&self) -> bool {
        self.look.unicode
    }

    /// One sign or the other, as the terminal's characters allow.
    pub const fn pick(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.look.unicode { unicode } else { ascii }
    }

    /// The sign of a status, one cell wide.
    pub const fn sign(&self, status: Status) -> &'static str {
        match status {
            Status::Overdue => "!",
            Status::AwaitingCode | Status::InfoRequested => "?",
            Status::Refused | Status::Continued => self.pick("✗", "x"),
            Status::AwaitingReply | Status::Extended => self.pick("…", "."),
            Status::Draft => self.pick("✎", "-"),
            Status::ComplaintLodged => self.pick("§", "#"),
            Status::Granted => self.pick("✓", "+"),
            Status::Closed | Status::Abandoned | Status::Withdrawn => self.pick("·", "o"),
        }
    }

    /// The cursor's marker.
    pub const fn marker(&self) -> &'static str {
        self.pick("▌", ">")
    }

    /// What stands for the rest of a text that was cut.
    pub const fn ellipsis(&self) -> &'static str {
        self.pick("…", "~")
    }

    /// A dot between two things on a line.
    pub const fn dot(&self) -> &'static str {
        self.pick(" · ", " - ")
    }
}

/// Magenta and red are the two of the sixteen that are about equally far from black and from white; nobody
/// knows which of them is behind the text.
fn auto(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Plain => plain,
        // The faint attribute, not a grey: it stays readable on light and on dark.
        Role::Dim => plain.add_modifier(Modifier::DIM),
        Role::Strong => plain.add_modifier(Modifier::BOLD),
        Role::Accent => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
        Role::Alarm => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Link => plain.add_modifier(Modifier::UNDERLINED),
        Role::Pressed => plain.fg(Color::Magenta).add_modifier(Modifier::REVERSED),
        Role::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
    }
}

fn mono(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Plain | Role::Dim => plain,
        Role::Strong | Role::Alarm => plain.add_modifier(Modifier::BOLD),
        Role::Accent => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Link => plain.add_modifier(Modifier::UNDERLINED),
        Role::Pressed => plain.add_modifier(Modifier::REVERSED),
        Role::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
    }
}

fn high_contrast(role: Role) -> Style {
    match role {
        Role::Alarm | Role::Pressed => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
        role => mono(role),
    }
}
