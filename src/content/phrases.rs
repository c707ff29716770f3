//! The phrases of the screen, and those that everything shares, one struct field each, `screen.toml` in each
//! language's folder in `assets`. A new phrase is a name in the table below and a line in each of those files; a phrase
//! without its lines, or a line without its phrase, fails a test.

use super::language::{PerController, per_lang};
use super::phrase::{ById, KindWords, Plural, Words, phrase, sections};
use super::section::Pieces;
use crate::domain::{Lang, Platform};

sections! {
    /// All phrases of one language but for those of the command line, which the screen does without.
    Phrases with {
        /// Where a case stands.
        statuses: ById<Words>,
        /// What happened.
        kinds: ById<KindWords>,
        /// How the authority answered.
        outcomes: ById<String>,
        /// Why a case was closed.
        closings: ById<String>,
        /// What an attached file is.
        evidence_kinds: ById<String>,
        /// In what capacity a representative acts.
        representations: ById<String>,
        /// What keys do: short in the footer, whole in help.
        commands: ById<Words>,
    }

    /// Titles of the five panes, and what stands behind a title.
    panes: Panes {
        accounts, steps, objections, reason, log, saved, unsaved, merged, chosen: Plural, covers: Plural, range, text,
        text_keys, complaint, length, changed, changed_short, handled_by, writing_here, begun_here, here, sent_with, sent_short,
    }

    /// Small words.
    small: Small { yes, no, today, day, voided, late, and_more, read_only, unreadable }

    /// Numbers in the header, most urgent first.
    counts: CountPhrases {
        overdue: Plural, hidden: Plural, code: Plural, asks: Plural, refused: Plural, authority: Plural, soon: Plural,
        waiting: Plural, draft: Plural, with_authority: Plural, done: Plural, marked: Plural, accounts: Plural, mails: Plural, in_view, of_all, more,
    }

    /// How a case stands, in the few words of a row.
    rows: RowPhrases {
        late, left, waiting, code, extended, extended_short, asks, asks_short, refused, lodged, lodged_short, ask,
        ask_short, decision, decision_short, no_decision, no_decision_short, complain_from, complain_short, appeal,
        appeal_short, object, object_short,
    }

    /// What the marks of a timeline are.
    timeline: TimelinePhrases { today, month_end, complain, extended, ask, due, appeal, object, later }

    /// The calendar of what is due.
    agenda: AgendaPhrases { coming, title, nothing, counted: Plural, last_day, overdue, ask, due, appeal, object, day, entry, month, show, this_day }

    /// What became of all cases, in numbers.
    stats: StatsPhrases {
        title, counting, nothing, all, small_groups, accounts, sent, granted, refused, unanswered, median_days, p90_days, overdue, complaints,
        outcome, by_platform, by_group, by_month, median, p90, shares, sent_of, days, days_note, groups_note, few_note, unreadable: Plural, elsewhere,
    }

    /// Days in a row of the list.
    days: DayPhrases { late, left, since, complain_from, complain_short }

    /// The lines on top while a case is overdue.
    banner: Banner { some: Plural, some_full: Plural, later: Plural, brief: Plural, of_all, brief_of_all: Plural }

    /// What a case asks for: the footer's first key.
    asked: AskedPhrases { mail, send, code, answer, complain, complain_step, decision, appeal, object, follow_up }

    /// What follows from what was just logged, and what comes next.
    next: NextPhrases {
        added, reply_by, code, extended, complain, complain_from, question, granted, decision_from, decision_by, appeal,
        object, appealed, authority, supervision, closed, draft, draft_text, undo, undo_there, annex, copied_text, copied_complaint,
        copied_reminder, shown_text, annex_reply, writing,
    }

    /// What `Enter` does in each pane.
    go: GoPhrases { accounts, steps, objections, reason, log, whole, small, list, copy, read, mark, unmark, erase_marked }

    /// What keys do in dialogs and in text.
    keys: KeyPhrases {
        put_away, leave_editor, signs, sign_bar, sign_marked, sign_mail, sign_others,
        moving,
        the_account,
        the_text,
        the_complaint,
        the_program,
        this_pane,
        cases,
        choose,
        next_field,
        change,
        change_how,
        change_phone,
        go_on,
        save,
        leave,
        scroll,
        close,
        answer,
        edit_done,
        edit_save,
        undo,
        press,
        title,
        worked,
        in_text,
        in_dialogs,
        this_dialog,
        text_undo,
        text_redo,
        text_select,
        text_word,
        text_line,
        text_leave,
        text_dot,
    }

    /// Fields of dialogs: the label, and what it is for.
    fields: FieldPhrases {
        platform: Words,
        handle: Words,
        person: Words,
        email: Words,
        country: Words,
        group: Words,
        text_lang: Words,
        profile: Words,
        phone: Words,
        post_address: Words,
        represented_by: Words,
        representation: Words,
        representative_email: Words,
        representative_phone: Words,
        representative_address: Words,
        assignee: Words,
        day: Words,
        code_asked: Words,
        together: Words,
        covers: Words,
        event: Words,
        until: Words,
        identity: Words,
        reasons: Words,
        case_number: Words,
        outcome: Words,
        served: Words,
        closing: Words,
        note: Words,
        evidence_kind: Words,
        proves: Words,
        with_mail: Words,
        in_complaint: Words,
        why: Words,
        file: Words,
        pasted: Words,
        confirm: Words, how_many: Words,
        task: Words,
        complaint_lang: Words,
        folder: Words,
    }

    /// What can be wrong with a field.
    faults: FaultPhrases {
        empty, too_long, not_an_email, not_a_country, unreadable_day, future_day, nothing_to_attach, not_the_handle,
        not_the_number, no_folder, on_other, no_profile, undecided,
    }

    /// What is odd about a field.
    remarks: RemarkPhrases { void_covers, handle_taken, may_come_later, day_taken, other_email, before_law, before_submission, late_notice, other_end }

    /// Questions before saving.
    asks: AskPhrases {
        new_attempt, begun: Plural, no_text, textless: Plural, many: Plural, early, early_decision, odd_handle, no_name, shortened_handle,
        code_open, question_open, leave_unsaved, how,
    }

    /// What a choice offers.
    picks: PickPhrases {
        no_entry, choose, screen_lang, not_noted, with_reasons, without_reasons, only_this, both, covers: Plural, lodge, folder,
        undecided, undecided_help, mail, mail_help, code, code_help,
    }

    /// Titles of dialogs, and what they say first.
    dialogs: DialogPhrases {
        mails, mails_long,
        no_mails, mail_of_none,
        mail_discard,
        mail_proposed,
        mail_enter,
        add,
        edit,
        submit,
        reply, for_all,
        note,
        void,
        menu,
        complaint,
        appeal, decision, resolution_objection, resolution_as_handed_in,
        letter_reminder, letter_where,
        letter_identity, letter_authority,
        letters_keys, log_complaint,
        complaint_first,
        filter,
        evidence,
        pasted: Plural,
        left_over,
        evidence_says,
        forget, forget_many,
        forget_says, forget_many_says,
        forget_backups, forget_many_backups,
        entry,
        link_policy,
        link_form,
        link_contact,
        link_complaint,
        mail_first,
        mail_from,
        mail_more: Plural,
        mail_alike,
        mail_dkim,
        mail_code,
        sends_nothing,
        text_follows,
        text_none,
        folder,
        folder_says,
        one_complaint,
        in_authority_lang,
        in_other_lang,
        lacking_keys, lacking_number,
        beside_below: Plural, as_handed_in, as_it_would_read, decision_as_handed_in, appeal_as_handed_in,
        objection_form, objection_form_keys,
        not_filled_in,
        month_ended,
        month_ends,
        not_sent,
        void_says, void_then,
        link_how, link_how_open,
        link_path,
        link_seen,
        link_worked,
        unsaved,
        nothing_due,
        extended_until,
        provisional,
        lodged,
        case_number,
        ask_from,
        appeal_until,
        objection_until,
        decision_asked,
        authority_replied,
        refused_on,
        continued_on,
        complain_from,
        identity_until,
        ends_short, ends_short_extended,
        from_short,
    }

    /// What was sent to the clipboard.
    copied: CopiedPhrases { text, complaint, decision, appeal, letter, folder, email, entry, link }

    /// Buttons.
    buttons: ButtonPhrases {
        discard, remind, log_short, folder_short, link_short, submit, objections, reason, erase, void, save, back, done,
        copy, open, code, log, link, folder, show, log_decision, log_appeal, log_reply,
    }

    /// What stands in an entry of the log.
    entry: EntryPhrases {
        recorded, email, country, form, code_pending, until, reasons, no_reasons, served, about, in_complaint,
        about_named, before_law, before_submission, late_notice, other_end, after_today, by, somebody, identity, case_number, size, text,
        attached, no_text, voids, voids_named, voided_named,
    }

    /// What the footer says after a key.
    notices: NoticePhrases {
        thrown_away, saved,
        folder: Plural,
        folder_left_out: Plural,
        progress,
        resumed,
        half_typed, half_typed_of, half_typed_more: Plural, unsaved_waits,
        forgotten,
        folders_left, marked_gone,
        erased_rewriting,
        erased_wholly,
        erasing_in_use,
        erasing_no_room,
        erasing_failed,
        waiting_erasing,
        counting,
        merged,
        full,
        nothing_to_copy,
        send_first, code_unasked,
        not_now,
        read_only,
        waiting,
        clipboard,
        browser,
        no_browser,
        no_shell,
        failed,
        too_small,
        length,
        length_full,
        mail_put_away, mail_back, only_here,
        not_saved_field,

        dot_leaves,
        choose_first,
        for_next_attempt,
        screen,
        saved_out,
        no_attachment,
        mail_known,
        too_long,
        no_editor,
        editor_note, editor_failed, editor_file_kept, editor_at_once, editor_not_utf8, editor_too_long,
        not_utf8, unknown_encoding,
        lines_together,
        unwatched,
        wrong_clock,
        link_worked,
        left_overdue: Plural,
        left_next,
        without_tmux,
        unchanged,
        plain_back, plain_above, plain_above_tmux,
        code_needs,
        code_too_long,
        any_key,
        tick_offer, taken_back, unticked, letter_chose,
        log_set_aside,
    }

    /// Why the database did not do what it was asked.
    troubles: TroublePhrases {
        busy, read_only, disk_full, damaged, newer, replaced, unreadable_account, unreadable_event, no_such_account, no_account_named,
        case_full, mail_gone, file, folder, folder_exists, nothing_to_complain, differs, too_large, empty_file, other,
    }

    /// What to look for where nothing was heard: sentences, as many as there is room for, the first always.
    unheard: UnheardPhrases { mail, address, code }

    /// Right-hand panes with nothing in them.
    empty: EmptyPhrases { reason, log, grounds, nothing_found, cut }

    /// Searching and choosing.
    finding: FindingPhrases { search, found, keep, clear, choose, only, hidden, example, mine, no_field, no_status, no_days }

    /// An empty start.
    welcome: Welcome { what, private, how, complain, stages: Vec<String>, begin, demo, other_language }

    /// What cannot be taken: what, where, what to do.
    errors: Errors { link }

    /// What stands in a calendar.
    calendar: CalendarPhrases {
        month_ends, complaint_from, ask_decision, decision_due, appeal_until, objection_until, description,
    }
}

static PHRASES: PerController<Phrases, Pieces> = per_lang!(PerController, "screen", asset_sections);

/// The phrases of a language, about no account.
pub fn phrases(lang: Lang) -> &'static Phrases {
    PHRASES.get(lang, None)
}

/// The phrases of a language about an account on a platform: they name that platform's controller.
pub fn phrases_about(platform: Platform, lang: Lang) -> &'static Phrases {
    PHRASES.get(lang, Some(platform))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        PHRASES.assert_complete();
    }

    #[test]
    fn one_is_told_apart_from_many() {
        let overdue = |n, lang| phrases(lang).counts.overdue.of(n, lang);
        assert_eq!([1, 3].map(|n| overdue(n, Lang::Sv)), ["1 försenat", "3 försenade"]);
        assert_eq!([1, 3].map(|n| overdue(n, Lang::En)), ["1 overdue", "3 overdue"]);
    }
}
