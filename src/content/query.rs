//! What is searched for: words, and fields such as `group:`, `status:` and `due:<7d`, by their names in every language.

use chrono::NaiveDate;

use super::columns::{column_id, search_names, search_word};
use super::days::parse_day;
use super::words::status_words;
use super::{fill, phrases};
use crate::domain::day::add_days;
use crate::domain::list::SearchField;
use crate::domain::text::search_key;
use crate::domain::{Lang, Status};

/// A search as it was typed, taken apart. Everything in it must hold of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words that are somewhere in its text.
    pub words: Vec<String>,
    /// What single fields say, or must not say.
    pub fields: Vec<FieldTerm>,
    /// The statuses that it may have; `None` for any.
    pub statuses: Option<Vec<Status>>,
    /// Between which days, themselves included, its deciding date lies, if something is due in it.
    pub due: Option<DayRange>,
    /// What has the form of a field's term and cannot be understood: nothing is found then.
    pub unclear: Vec<UnclearTerm>,
}

/// From a day to another, both included; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayRange {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// A term such as `foo:bar` that means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnclearTerm {
    /// No field has this name.
    Field(String),
    /// No status begins so.
    Status(String),
    /// The whole term, whose days cannot be understood.
    Days(String),
}

impl UnclearTerm {
    /// What is wrong with it, and what could be written instead.
    pub fn words(&self, lang: Lang) -> String {
        let words = &phrases(lang).finding;
        let (phrase, what, known) = match self {
            Self::Field(name) => (&words.no_field, name, search_names(lang).join(", ")),
            Self::Status(value) => {
                let names = Status::by_urgency().into_iter().map(|status| status_words(status, lang).short.as_str());
                (&words.no_status, value, names.collect::<Vec<_>>().join(", "))
            }
            Self::Days(term) => (&words.no_days, term, String::new()),
        };
        let what: String = what.chars().take(SHOWN).collect();
        fill(phrase, &[("what", &what), ("known", &known)])
    }
}

/// How much of a term is shown where it is refused, in characters.
const SHOWN: usize = 40;

/// What one field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldTerm {
    /// The field.
    pub field: SearchField,
    /// As it is compared; empty, where exact, for a field that says nothing.
    pub value: String,
    /// Whether it says this and no more.
    pub exact: bool,
    /// Whether it must not say so.
    pub negated: bool,
}

impl FieldTerm {
    /// Whether the text that is searched of a case meets it.
    pub fn matches(&self, text: &str) -> bool {
        let mark = self.field.mark();
        let says = |line: &str| if self.exact { line == self.value } else { line.contains(&self.value) };
        let mut lines = text.match_indices(mark).map(|(at, _)| {
            let line = &text[at + mark.len_utf8()..];
            &line[..line.find('\n').unwrap_or(line.len())]
        });
        let met = if self.value.is_empty() { lines.next().is_none() } else { lines.any(says) };
        met != self.negated
    }
}

impl Query {
    /// Takes apart what was typed, on a day, by the person with a login.
    pub fn parse(typed: &str, today: NaiveDate, login: &str) -> Self {
        let mut query = Self::default();
        let mut without = Vec::new();
        for token in tokens(typed) {
            let (negated, term) = token.strip_prefix(['-', '!']).map_or((false, token.as_str()), |rest| (true, rest));
            if term == MINE {
                query.fields.push(FieldTerm { field: SearchField::Assignee, value: search_key(login), exact: true, negated });
                continue;
            }
            let known = query.term(term, negated, &mut without, today, login);
            if !known {
                let phrase = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&token);
                query.words.extend(search_key(phrase).split_whitespace().map(str::to_owned));
            }
        }
        if !without.is_empty() {
            let all = query.statuses.take().unwrap_or_else(|| Status::ALL.to_vec());
            query.statuses = Some(all.into_iter().filter(|status| !without.contains(status)).collect());
        }
        query
    }

    /// Takes in a term such as `group:x`; whether it is one.
    fn term(&mut self, term: &str, negated: bool, without: &mut Vec<Status>, today: NaiveDate, login: &str) -> bool {
        let Some((name, value)) = term.split_once(':') else { return false };
        let whole = term;
        let value = value.trim_matches('"').trim();
        let field = column_id(name).and_then(SearchField::from_id);
        let word = search_word(name);
        if field.is_none() && !matches!(word, Some("status" | "due")) {
            let unknown = looks_like_field(name) && !value.is_empty() && !value.starts_with("//");
            self.unclear.extend(unknown.then(|| UnclearTerm::Field(name.to_owned())));
            return unknown;
        }
        if value.is_empty() {
            // Not typed yet.
            return true;
        }
        match (field, word) {
            (Some(field), _) => self.fields.push(field_term(field, value, negated, login)),
            (None, Some("due")) => match range(value, negated, today) {
                Some(range) => self.due = Some(self.due.unwrap_or_default().and(range)),
                None => self.unclear.push(UnclearTerm::Days(whole.to_owned())),
            },
            _ => match statuses(value) {
                found if found.is_empty() => self.unclear.push(UnclearTerm::Status(value.to_owned())),
                found if negated => without.extend(found),
                found => self.statuses.get_or_insert_default().extend(found),
            },
        }
        true
    }

    /// Whether cases with a status can meet it.
    pub fn allows(&self, status: Status) -> bool {
        self.unclear.is_empty() && self.statuses.as_ref().is_none_or(|statuses| statuses.contains(&status))
    }
}

/// Whether it could be the name of a field: letters, and more than one, as before no drive or time of day.
fn looks_like_field(name: &str) -> bool {
    let begins = name.starts_with(char::is_alphabetic) && name.chars().nth(1).is_some();
    begins && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '_'))
}

/// Whether an argument such as `-group:x` is a term that excludes, and no option.
pub fn is_exclusion(argument: &str) -> bool {
    let Some(term) = argument.strip_prefix('-').and_then(|rest| rest.split_whitespace().next()) else { return false };
    let known =
        |name: &str| name.len() > 1 && (column_id(name).and_then(SearchField::from_id).is_some() || search_word(name).is_some());
    term == MINE || term.split_once(':').is_some_and(|(name, _)| known(name))
}

/// The cases assigned to the login that searches.
pub const MINE: &str = "mine";

impl DayRange {
    fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: [self.to, other.to].into_iter().flatten().min() }
    }
}

fn field_term(field: SearchField, value: &str, negated: bool, login: &str) -> FieldTerm {
    let (exact, value) = value.strip_prefix('=').map_or((false, value), |rest| (true, rest.trim_matches('"')));
    let me = field == SearchField::Assignee && search_word(value) == Some("me");
    let value = if me { login } else { value };
    FieldTerm { field, value: search_key(value.trim()), exact: exact || me, negated }
}

/// The statuses whose id or name in some language begins so.
fn statuses(value: &str) -> Vec<Status> {
    let wanted = search_key(value).replace(' ', "_");
    let begins = |name: &str| search_key(name).replace(' ', "_").starts_with(&wanted);
    let named = |status: &Status| Lang::ALL.into_iter().any(|lang| begins(&status_words(*status, lang).short));
    let all = || Status::ALL.iter().copied();
    match all().find(|status| status.id() == wanted) {
        Some(status) => vec![status],
        None => all().filter(|status| begins(status.id()) || named(status)).collect(),
    }
}

/// The days that a term such as `<7d`, `>=2026-12-01` or `idag` means; `None` where it means none.
fn range(value: &str, negated: bool, today: NaiveDate) -> Option<DayRange> {
    let at = value.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(value.len());
    let (sign, day) = value.split_at(at);
    let ahead = day.strip_suffix('d').and_then(|days| days.parse::<u16>().ok());
    let day = ahead.map(|days| add_days(today, i64::from(days))).or_else(|| parse_day(day, today).ok())?;
    let (until, from) = (|day| DayRange { from: None, to: Some(day) }, |day| DayRange { from: Some(day), to: None });
    Some(match (sign, negated) {
        ("<", false) | (">=", true) => until(add_days(day, -1)),
        ("<=", false) | (">", true) => until(day),
        (">", false) | ("<=", true) => from(add_days(day, 1)),
        (">=", false) | ("<", true) => from(day),
        ("" | "=", false) => DayRange { from: Some(day), to: Some(day) },
        _ => return None,
    })
}

/// What stands between blanks; what stands in quotation marks at the beginning or behind a colon is one.
fn tokens(typed: &str) -> Vec<String> {
    let (mut tokens, mut token, mut quoted) = (Vec::new(), String::new(), false);
    for (at, c) in typed.char_indices() {
        match c {
            '"' if quoted => {
                quoted = false;
                token.push(c);
            }
            '"' if (token.is_empty() || token.ends_with([':', '=', '-'])) && typed[at + 1..].contains('"') => {
                quoted = true;
                token.push(c);
            }
            c if c.is_whitespace() && !quoted => tokens.push(std::mem::take(&mut token)),
            c => token.push(c),
        }
    }
    tokens.push(token);
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> Query {
        Query::parse(typed, "2026-11-24".parse().expect("a day"), "bo")
    }

    fn says(typed: &str) -> FieldTerm {
        let query = parsed(typed);
        assert_eq!((query.fields.len(), query.words.len()), (1, 0), "{typed}: {query:?}");
        query.fields[0].clone()
    }

    #[test]
    fn words_stay_words() {
        for typed in [
            "Åsa ek",
            "\"",
            "x\"y",
            "-2026",
            "http://x",
            "12:30",
            "mina",
            "imy-2026-1",
            ":",
            "a:",
            "foo:",
            "c:x",
            "@a:b",
            "2026:x",
        ] {
            let query = parsed(typed);
            assert_eq!(query.words, search_key(typed).split_whitespace().collect::<Vec<_>>(), "{typed}");
            assert_eq!(query, Query { words: query.words.clone(), ..Query::default() });
        }
        assert_eq!(parsed("\"anna berg\" ek").words, ["anna", "berg", "ek"]);
        assert_eq!(parsed("\"re:svar\"").words, ["re:svar"], "in quotation marks anything is");
    }

    #[test]
    fn a_field_that_does_not_exist_is_no_word_that_is_nowhere() {
        for typed in ["foo:bar", "-foo:bar", "gruppp:kören", "me:x", "case-number:1", "instagram:@anna"] {
            let query = parsed(typed);
            let name = typed.trim_start_matches('-').split_once(':').expect("a name").0;
            assert_eq!(
                (query.unclear.as_slice(), query.words.len()),
                ([UnclearTerm::Field(name.into())].as_slice(), 0),
                "{typed}"
            );
            assert!(!query.allows(Status::Overdue));
        }
        for lang in Lang::ALL {
            for name in search_names(lang) {
                assert_eq!(
                    parsed(&format!("{name}:2026-11-24")).unclear.len(),
                    usize::from(search_word(name) == Some("status")),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn fields_go_by_their_names_in_every_language() {
        for typed in ["group:kör", "grupp:KÖR", "Grupp:\"kör\""] {
            let term = says(typed);
            assert_eq!((term.field, term.value.as_str(), term.exact, term.negated), (SearchField::Group, "kör", false, false));
        }
        assert_eq!(says("person:\"Anna Berg\"").value, "anna berg");
        let (not, mine) = (says("-e-post:=a@example.org"), says("mine"));
        assert!(not.negated && not.exact && not.field == SearchField::Email && not.value == "a@example.org");
        assert!(mine.exact && mine.field == SearchField::Assignee && mine.value == "bo");
        assert_eq!((says("ansvarig:jag"), says("assignee:me")), (mine.clone(), mine));
        assert_eq!(parsed("group: person:"), Query::default(), "not typed yet");
        assert_eq!(says("!group:a"), says("-group:a"));
        assert!(["-group:a", "-läge:nej", "-mine", "-mine group:a"].into_iter().all(is_exclusion));
        assert!(["--db:x", "-o", "-oa:b", "-o:b", "group:a", "-x:y", "-"].into_iter().all(|other| !is_exclusion(other)));
    }

    #[test]
    fn a_field_is_searched_in_its_own_line() {
        let line = |field: SearchField, text: &str| format!("{}{text}", field.mark());
        let text =
            [line(SearchField::Handle, "@anna"), line(SearchField::Group, "kören i väst"), "en grupp".to_owned()].join("\n");
        for (typed, met) in [
            ("group:kören", true),
            ("group:väst", true),
            ("group:anna", false),
            ("handle:anna", true),
            ("group:=kören", false),
            ("group:=\"kören i väst\"", true),
            ("-group:kören", false),
            ("-group:annan", true),
            ("group:=", false),
            ("person:=", true),
            ("-person:=", false),
        ] {
            assert_eq!(says(typed).matches(&text), met, "{typed}");
        }
    }

    #[test]
    fn statuses_go_by_ids_and_names_and_by_what_they_begin_with() {
        assert_eq!(parsed("status:overdue").statuses, Some(vec![Status::Overdue]));
        assert_eq!(parsed("läge:förs").statuses, Some(vec![Status::Overdue]));
        assert_eq!(parsed("status:granted status:refused").statuses, Some(vec![Status::Granted, Status::Refused]));
        let without = parsed("-status:closed").statuses.expect("some");
        assert!(!without.contains(&Status::Closed) && without.len() == Status::ALL.len() - 1);
        let query = parsed("status:xyzzy");
        assert_eq!(query.unclear, [UnclearTerm::Status("xyzzy".into())]);
        assert!(!query.allows(Status::Overdue) && parsed("anna").allows(Status::Overdue));
    }

    #[test]
    fn what_is_due_is_given_in_days_ahead_or_as_a_day() {
        let day = |text: &str| Some(text.parse().expect("a day"));
        for (typed, from, to) in [
            ("due:<7d", None, day("2026-11-30")),
            ("due:<=7d", None, day("2026-12-01")),
            ("due:>7d", day("2026-12-02"), None),
            ("-due:<7d", day("2026-12-01"), None),
            ("senast:idag", day("2026-11-24"), day("2026-11-24")),
            ("due:>=2026-11-01 due:<2026-12-01", day("2026-11-01"), day("2026-11-30")),
        ] {
            assert_eq!(parsed(typed).due, Some(DayRange { from, to }), "{typed}");
        }
        for typed in ["due:<x", "-due:7d", "due:<<7d", "due:<"] {
            assert_eq!(parsed(typed).unclear, [UnclearTerm::Days(typed.trim_start_matches('-').into())], "{typed}");
        }
    }
}
