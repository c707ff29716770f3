//! Roles and the styles and signs they have on this terminal.
//!
//! The background may be light or dark, and none of the sixteen colours keeps a contrast of 4.5:1 on
//! both in every terminal's palette. So text is written in the terminal's own colour, set off by bold or reverse, or
//! stands on a background that is set with it. Only what is no text, the bars, has a colour alone.

use chrono::NaiveDate;
use ratatui::style::{Color, Modifier, Style};

use crate::app::{Look, Theme};
use crate::domain::{CaseState, Class, Phase, Status};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// In the background: hints, what is done. Not faint: half the terminals draw faint text under 4.5:1.
    Dim,
    /// Rules and what else may be faint, because nothing is read from it.
    Rule,
    /// Set off.
    Strong,
    /// The accent: what has the keys.
    Accent,
    /// The name under the cursor in the pane that has the keys.
    Selected,
    /// Something is wrong, or a month has passed: text.
    Alarm,
    /// The one loud place: the lines about overdue cases.
    Banner,
    /// The sign of an overdue case.
    Overdue,
    /// The sign of a case in which it is the person's turn.
    YourTurn,
    /// The sign of a yes.
    Granted,
    /// The part of a bar that lies past the end of the period.
    Late,
    /// An address.
    Link,
    /// A button under the cursor.
    Pressed,
    /// A voided event.
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
            Status::AwaitingReply | Status::Extended => self.pick("…", "~"),
            Status::Draft => self.pick("✎", "-"),
            Status::ComplaintLodged => self.pick("§", "S"),
            Status::Granted => self.pick("✓", "+"),
            Status::Closed | Status::Abandoned | Status::Withdrawn => self.pick("·", "."),
        }
    }

    /// The role of the sign of a case: whose turn it is.
    pub fn sign_role(case: CaseState, today: NaiveDate) -> Role {
        match (Class::of(case, today), case.phase) {
            (Class::Overdue, _) => Role::Overdue,
            (Class::CodeLate | Class::ControllerAsks | Class::Refused | Class::AskAuthority | Class::DueSoon, _)
            | (_, Phase::AwaitingCode { .. }) => Role::YourTurn,
            (_, Phase::Granted) => Role::Granted,
            _ => Role::Plain,
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

fn auto(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Plain | Role::Dim => plain,
        Role::Rule => plain.add_modifier(Modifier::DIM),
        Role::Strong | Role::Alarm => plain.add_modifier(Modifier::BOLD),
        Role::Accent => plain.fg(Color::White).bg(Color::Blue).add_modifier(Modifier::BOLD),
        Role::Banner | Role::Overdue => plain.fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD),
        // Not bold: some terminals make bold black a grey.
        Role::YourTurn => plain.fg(Color::Black).bg(Color::LightYellow),
        Role::Granted => plain.fg(Color::Black).bg(Color::LightGreen),
        Role::Late => plain.fg(Color::LightRed),
        Role::Selected | Role::Pressed => plain.add_modifier(Modifier::REVERSED),
        Role::Link => plain.add_modifier(Modifier::UNDERLINED),
        Role::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
    }
}

fn mono(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Plain | Role::Dim | Role::Rule | Role::Granted => plain,
        Role::Strong | Role::Alarm | Role::YourTurn | Role::Late => plain.add_modifier(Modifier::BOLD),
        Role::Accent => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Banner | Role::Overdue => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Role::Link => plain.add_modifier(Modifier::UNDERLINED),
        Role::Selected | Role::Pressed => plain.add_modifier(Modifier::REVERSED),
        Role::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
    }
}

fn high_contrast(role: Role) -> Style {
    match role {
        Role::Alarm | Role::Pressed | Role::Selected | Role::YourTurn => {
            Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
        }
        role => mono(role),
    }
}
