//! The texts that dialogs and help show, as plain lines with a role: what is read and scrolled.

use chrono::NaiveDate;

use super::complaint;
use unicode_width::UnicodeWidthStr;

use super::event_words::{facts, named, title};
use super::lines::{Line, LineRole, Lines};
use super::pane_content::GROUND_NAME;
use super::{summaries, wrap};
use crate::app::forms;
use crate::app::model::detail::Detail;
use crate::app::model::dialog::CaseLetter;
use crate::app::model::field::FormKind;
use crate::app::model::form::Form;
use crate::app::model::{Model, PageKind, Pane};
use crate::content::{self, Link, calendar, fill, phrases, phrases_about};
use crate::domain::mail::MailPreview;
use crate::domain::{Code, Complaint, EventData, EventId, Lang, Phase};

/// The lines of a page.
pub fn lines(model: &Model, page: PageKind, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    match page {
        PageKind::Event(id) => event(&mut lines, model, id),
        PageKind::Complaint => complaint(&mut lines, model),
        PageKind::ObjectionForm => objection_form(&mut lines, model),
        PageKind::Explanation => explanation(&mut lines, model),
        PageKind::Folder => folder(&mut lines, model),
        PageKind::Letter(kind) => letter(&mut lines, model, kind),
    }
    lines.lines
}

/// All that is to say about what is under the cursor of the steps or the objections.
pub fn full_text(model: &Model, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    match model.focus {
        Pane::Objections => {
            let words = content::ground(model.ground, model.platform(), model.lang);
            lines.add(LineRole::Plain, &words.text);
            if let Some(reminder) = &words.reminder {
                lines.add(LineRole::Alarm, reminder);
            }
        }
        Pane::Steps => lines.add(LineRole::Plain, step_help(model)),
        _ => {}
    }
    lines.lines
}

/// The words of the row under the cursor, where its pane is too narrow for them.
pub fn cut_row(model: &Model, width: u16) -> Vec<String> {
    let words = match model.focus {
        Pane::Objections => &content::ground(model.ground, model.platform(), model.lang).short,
        Pane::Steps => &content::steps(model.platform(), model.lang)[model.step.index()].title,
        _ => return Vec::new(),
    };
    if words.width() <= usize::from(width.saturating_sub(GROUND_NAME + 1)) {
        return Vec::new();
    }
    wrap::lines(words, usize::from(width.saturating_sub(4)))
}

/// What the step under the cursor is called: what to do in it.
pub fn step_title(model: &Model) -> &str {
    &content::steps(model.platform(), model.lang)[model.step.index()].title
}

/// How that is done.
pub fn step_help(model: &Model) -> &str {
    &content::steps(model.platform(), model.lang)[model.step.index()].help
}

fn event(lines: &mut Lines, model: &Model, id: EventId) {
    let Some(detail) = &model.detail else { return };
    let Some(event) = detail.events.iter().find(|e| e.id == id) else { return };
    let words = &phrases(model.lang).entry;
    lines.add(LineRole::Strong, &title(event, detail, model));
    let moment = event.recorded_at.with_timezone(&crate::domain::stockholm::Stockholm).format("%Y-%m-%d %H:%M").to_string();
    let recorded = fill(&words.recorded, &[("moment", &moment)]);
    lines.add(LineRole::Dim, &recorded);
    for fact in facts(event, detail, model.lang) {
        lines.add(LineRole::Plain, &fact);
    }
    if !event.note.is_empty() {
        lines.gap();
        lines.add(LineRole::Plain, &event.note);
    }
    if let EventData::ComplaintLodged { text, .. } = &event.data
        && !text.is_empty()
    {
        lines.gap();
        lines.add(LineRole::Plain, text);
    }
    if let Some((_, text)) = model.attached.as_ref().filter(|(of, _)| *of == id) {
        lines.gap();
        lines.add(LineRole::Dim, &words.attached);
        lines.add(LineRole::Plain, text);
    }
    if let EventData::Submitted(sent) = &event.data {
        lines.gap();
        lines.add(LineRole::Dim, if sent.text.is_empty() { &words.no_text } else { &words.text });
        lines.add(LineRole::Plain, &sent.text);
    }
}

/// What a dialog says before its fields.
pub fn before_fields(model: &Model, form: &Form, width: usize) -> Vec<Line> {
    let words = &phrases(model.lang).dialogs;
    let mut lines = Lines::new(width);
    if let Some(meant) = &form.marked {
        lines.add(LineRole::Strong, &summaries::marked(meant, model.lang));
    }
    if form.restored {
        lines.add(LineRole::Alarm, &words.left_over);
    }
    match form.id.kind {
        FormKind::Submit => lines.add(LineRole::Strong, &words.sends_nothing),
        FormKind::Void => {
            let what = form
                .event
                .zip(model.detail.as_ref())
                .and_then(|(id, detail)| detail.events.iter().find(|e| e.id == id).map(|e| named(e, model.lang)));
            let voids = fill(&words.void_says, &[("what", &what.unwrap_or_default())]);
            lines.add(LineRole::Plain, &summaries::with_next(&voids, &words.void_then));
        }
        FormKind::Complaint if forms::complaint::writes_folder(form) => {
            lines.add(LineRole::Plain, &words.folder_says);
            lines.add(LineRole::Plain, &words.one_complaint);
        }
        FormKind::Complaint => lines.add(LineRole::Strong, &words.complaint_first),
        FormKind::Folder => lines.add(LineRole::Plain, &words.folder_says),
        FormKind::Evidence => lines.add(LineRole::Plain, &words.evidence_says),
        FormKind::Forget => erasing(&mut lines, model, form),
        FormKind::Reply => {
            if let Some(preview) = &form.mail {
                mail_head(&mut lines, model, preview);
            }
            if form.marked.as_ref().is_some_and(|meant| meant.phases.len() > 1) {
                lines.add(LineRole::Dim, &words.for_all);
            }
        }
        FormKind::Add | FormKind::Edit | FormKind::Note => {}
    }
    lines.lines
}

/// What erasing means, and what is to be typed for it.
fn erasing(lines: &mut Lines, model: &Model, form: &Form) {
    let words = &phrases(model.lang).dialogs;
    if let Some(n) = forms::erase::how_many(form) {
        let n = content::number(n as u64, model.lang);
        lines.add(LineRole::Alarm, &fill(&words.forget_many_says, &[("n", &n)]));
        lines.add(LineRole::Plain, &words.forget_many_backups);
    } else {
        lines.add(LineRole::Alarm, &fill(&words.forget_says, &[("handle", &form.must_type)]));
        lines.add(LineRole::Plain, &words.forget_backups);
    }
}

/// A mail before the fields: what it is called, who says so, and its first words; the whole of it stands below.
fn mail_head(lines: &mut Lines, model: &Model, preview: &MailPreview) {
    let words = &phrases_about(model.platform(), model.lang).dialogs;
    let head = &preview.mail.head;
    lines.add(LineRole::Strong, &fill(&words.mail_first, &[("subject", &head.subject)]));
    let date = head.on.map(|on| calendar::short_date(on, model.today, model.lang)).unwrap_or_default();
    let from = fill(&words.mail_from, &[("sender", &preview.from), ("date", &date)]);
    lines.add(LineRole::Dim, from.trim_end_matches([',', ' ']));
    if preview.looks_alike {
        lines.add(LineRole::Alarm, &words.mail_alike);
    }
    if let Some([server, result, domain]) = &preview.dkim {
        lines.add(LineRole::Dim, &fill(&words.mail_dkim, &[("server", server), ("result", result), ("domain", domain)]));
    }
    if preview.redacted {
        lines.add(LineRole::Dim, &words.mail_code);
    }
    if preview.more > 0 {
        lines.add(LineRole::Dim, &words.mail_more.of(preview.more, model.lang));
    }
    lines.add(LineRole::Plain, &said(preview).take(first_lines(model)).collect::<Vec<_>>().join("\n"));
}

/// The lines of a mail that say anything.
fn said(preview: &MailPreview) -> impl Iterator<Item = &str> {
    preview.text.lines().filter(|line| !line.trim().is_empty())
}

/// How many of them stand before the fields: as many as leave the events in sight.
fn first_lines(model: &Model) -> usize {
    usize::from(model.size.1).saturating_sub(18).clamp(1, 8)
}

/// What a dialog shows below its buttons.
pub fn after_buttons(model: &Model, form: &Form, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    if let Some(preview) = form.mail.as_ref().filter(|preview| said(preview).count() > first_lines(model)) {
        lines.gap();
        lines.add(LineRole::Plain, &preview.text);
    }
    if form.id.kind == FormKind::Submit
        && form.marked.is_none()
        && let Some(detail) = &model.detail
    {
        let words = &phrases(model.lang).dialogs;
        let text = forms::text_sent(form, detail, model.lang);
        lines.gap();
        if text.is_empty() {
            lines.add(LineRole::Dim, &words.text_none);
        } else {
            lines.add(LineRole::Dim, &words.text_follows);
            lines.add(LineRole::Plain, &text);
        }
    }
    lines.lines
}

/// The dates that speak for a complaint, and where it goes.
fn complaint(lines: &mut Lines, model: &Model) {
    let Some(detail) = &model.detail else { return };
    // What is missing in the fewest lines, so that the complaint itself is not pages down.
    for text in complaint::lacking(model) {
        lines.hung(LineRole::Alarm, "! ", &text);
    }
    for (role, text) in deadline_lines(detail, model) {
        lines.add(role, &text);
    }
    lines.add(LineRole::Link, model.links.complaint());
    let beside = complaint::beside(model);
    // On a low screen the text itself is what one came for.
    let low = model.size.1 < LOW && !beside.is_empty();
    if low {
        lines.add(LineRole::Dim, &phrases(model.lang).dialogs.beside_below.of(beside.len() as u64, model.lang));
    } else {
        hung(lines, model, &beside);
    }
    if let Some(text) = complaint::handed(model) {
        lines.gap();
        lines.add(LineRole::Strong, complaint::due_words(model)[1]);
        lines.add(LineRole::Plain, &text);
    }
    if low {
        lines.gap();
        hung(lines, model, &beside);
    }
}

/// Below so many rows what is good to know stands below the complaint, not above it.
const LOW: u16 = 30;

fn hung(lines: &mut Lines, model: &Model, said: &[String]) {
    for text in said {
        lines.hung(LineRole::Dim, if model.look.unicode { "· " } else { "- " }, text);
    }
}

/// A letter, and where one to the controller is sent.
fn letter(lines: &mut Lines, model: &Model, kind: CaseLetter) {
    if kind != CaseLetter::WrittenAuthority {
        lines.add(LineRole::Strong, &phrases_about(model.platform(), model.lang).dialogs.letter_where);
        lines.add(LineRole::Strong, model.links.of(Link::Contact, model.platform()));
        lines.gap();
    }
    lines.add(LineRole::Plain, &complaint::letter(model, kind).unwrap_or_default());
}

/// The text to the controller.
fn explanation(lines: &mut Lines, model: &Model) {
    let Some(detail) = &model.detail else { return };
    lines.add(LineRole::Plain, &forms::explanation(detail, model.lang));
}

/// Where the folder is, and how to fetch it.
fn folder(lines: &mut Lines, model: &Model) {
    let Some((folder, files, left_out)) = &model.folder else { return };
    lines.add(LineRole::Strong, folder);
    lines.gap();
    let words = &phrases(model.lang).notices;
    lines.add(LineRole::Plain, &fill(&words.folder.of(*files, model.lang), &[("folder", folder)]));
    if *left_out > 0 {
        lines.add(LineRole::Plain, &words.folder_left_out.of(*left_out, model.lang));
    }
}

/// What to type in the controller's form, and what is not known of it yet.
fn objection_form(lines: &mut Lines, model: &Model) {
    let Some(detail) = &model.detail else { return };
    let (words, fields) = (phrases(model.lang), &detail.account.fields);
    lines.add(LineRole::Plain, step_help(model));
    lines.gap();
    for (label, value) in [(&words.fields.country, &fields.country), (&words.fields.email, &fields.email)] {
        let (role, value) =
            if value.is_empty() { (LineRole::Alarm, &words.dialogs.not_filled_in) } else { (LineRole::Strong, value) };
        lines.add(role, &format!("{}: {value}", label.short));
    }
    lines.gap();
    lines.add(LineRole::Dim, &words.dialogs.objection_form_keys);
}

fn deadline_lines(detail: &Detail, model: &Model) -> Vec<(LineRole, String)> {
    let words = &phrases(model.lang).dialogs;
    let case = &detail.case;
    let mut said = Vec::new();
    if let Some(limit) = case.limit() {
        let dates = [("start", limit.start.to_string()), ("ends", limit.ends.to_string())];
        let dates: Vec<(&str, &str)> = dates.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let extended = detail.open_attempt().is_some_and(crate::domain::Attempt::extended);
        let ended = limit.ends < model.today;
        let phrase = if extended {
            &words.extended_until
        } else if ended {
            &words.month_ended
        } else {
            &words.month_ends
        };
        said.push((if ended { LineRole::Alarm } else { LineRole::Plain }, fill(phrase, &dates)));
        if detail.open_attempt().is_some_and(|a| a.code == Code::Pending) {
            said.push((LineRole::Plain, words.provisional.clone()));
        }
        let from = fill(&words.complain_from, &[("date", &limit.complaint_from().to_string())]);
        said.push((LineRole::Plain, calendar::reckoning(&limit, model.lang).map_or(from, |why| format!("{why}."))));
        said.extend(
            case.ends_if_identity_counts().map(|d| (LineRole::Plain, fill(&words.identity_until, &[("date", &d.to_string())]))),
        );
    } else if let (Phase::Refused, Some(answer)) = (detail.phase(), case.answer) {
        said.push((LineRole::Alarm, fill(&words.refused_on, &[("date", &answer.on.to_string())])));
    } else if let Some(on) = case.continued {
        said.push((LineRole::Alarm, fill(&words.continued_on, &[("date", &on.to_string())])));
    } else if let Some(complaint) = &case.complaint {
        said.extend(authority_lines(complaint, model.lang).into_iter().map(|text| (LineRole::Plain, text)));
    } else {
        let phrase = if case.attempts.is_empty() { &words.not_sent } else { &words.nothing_due };
        said.push((LineRole::Plain, phrase.clone()));
    }
    said
}

/// Where a complaint stands: when it was lodged, its number, and what the authority owes or has answered.
fn authority_lines(complaint: &Complaint, lang: Lang) -> Vec<String> {
    let words = &phrases(lang).dialogs;
    let dated = |phrase: &str, date: NaiveDate| fill(phrase, &[("date", &date.to_string())]);
    let mut said = vec![dated(&words.lodged, complaint.lodged_on)];
    if !complaint.case_number.is_empty() {
        said.push(fill(&words.case_number, &[("number", &complaint.case_number)]));
    }
    said.push(match (complaint.reply, complaint.decision_requested.zip(complaint.decision_due())) {
        (Some(reply), _) => {
            fill(&dated(&words.authority_replied, reply.on), &[("outcome", content::outcome_words(reply.outcome, lang))])
        }
        (None, Some((on, due))) => fill(&dated(&words.decision_asked, on), &[("due", &due.to_string())]),
        (None, None) => dated(&words.ask_from, complaint.ask_decision_from()),
    });
    said.extend(complaint.appeal_until().map(|until| dated(&words.appeal_until, until)));
    said.extend(complaint.objection_until().map(|until| dated(&words.objection_until, until)));
    said
}
