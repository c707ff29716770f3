//! The phrases of the command line, one struct field each, `cli.toml` in each language's
//! folder in `assets`. They are apart from those of the screen, which does without them.

use super::help::{CommandsHelp, OptionsHelp, ValuesHelp};
use super::language::{PerController, per_lang};
use super::phrase::{Plural, phrase, sections};
use super::section::Pieces;
use crate::domain::Lang;

sections! {
    /// All phrases of the command line in one language.
    CliPhrases with {
        /// What each command is for.
        commands: CommandsHelp,
        /// What each option means.
        options: OptionsHelp,
        /// What stands for a value.
        values: ValuesHelp,
    }

    /// Headings and fixed words of `--help`.
    help: HelpPhrases { usage, commands, arguments, options, globals, options_word, command_word, example, hint, either, needing }

    /// What is wrong with how a command was called.
    usage: UsagePhrases {
        unknown_option, unknown_word, unknown_command, did_you_mean, missing, needs_value, not_a_choice, clock, choices, not_a_number, conflict, twice, too_many,
        file_to_add, not_utf8, other, only_with, no_view, no_views, future_day, unreadable_day, bad_size, bad_keys, nothing_given,
    }

    /// What is wrong with a field, by option.
    fields: FieldFaults { empty, too_long, not_an_email, not_a_country, unknown_ground, text_too_long }

    /// What could not be done, and what to do.
    errors: CliErrors {
        no_home, output, file_read, file_write, file_exists, file_is_database, not_text, no_reason, no_account, no_number, called_so, ambiguous,
        read_only, temp, demo_exists, calendar_file, no_group, closed_to_group, folder_not_its_own, cannot_share,
    }

    /// What an account's page says.
    show: ShowPhrases { status, next_step, unheard, submitted, month, overdue_from, complaint_from, extended_until, legal_last_day, ask_decision_from, decision_due, appeal_until, objection_until, identity_until, grounds, reason, log, entry_voided, added }

    /// Why an entry cannot be logged.
    log: LogFaults {
        needs, not_with, nothing_sent, not_granted, no_complaint, not_closed, no_code, before_law, before_cause, late_notice, other_end, early, early_decision, unlikely, voided_already,
        a_voiding, no_text,
    }

    /// What `nej doctor` finds.
    doctor: DoctorPhrases {
        ok, odd, bad, no_database, schema, sound, damaged, no_wal, read_only, list_right, rows_differed: Plural, counts_differed,
        index_differed, erased, erased_in_use, erased_no_room, erased_failed, leftover, leftover_text, leftover_typed, busy, private, not_private, listed, group_reads, shared, folder_open, folder_not_shared, stray, links, links_old, terminal, calendar,
    }

    /// Where a setting comes from.
    config_page: ConfigPage { database, settings, read, no_file, built_in, locale }

    /// Complaints for the authority.
    complaint: ComplaintPhrases { written: Plural, several_people, one_letter, nothing_waits, question_waits, already_answered, nobody_acts }

    /// Files that show what happened.
    evidence: EvidencePhrases { added, file_empty, file_too_large, case_too_large, saved: Plural, same, differs, nothing }

    /// Why the screen cannot be shown.
    screen: ScreenFaults { no_screen, input_no_terminal, output_no_terminal, term_not_set, dumb }

    /// Why a file could not be read or written.
    io: IoFaults {
        not_found, no_folder, denied, is_folder, not_folder, exists, full, read_only, links, long, device, open_files, in_use, too_large, memory,
        network, not_text, not_file, quota, other,
    }

    /// What is wrong with the configuration.
    config: ConfigFaults { syntax, unknown, unknown_near, not_a_choice, not_text, not_an_email, not_a_switch, not_a_table, not_keys, not_a_key, kept_key, key_taken, unreadable }

    /// What is wrong with the database.
    store: StoreFaults {
        no_folder, is_directory, empty, two_names, other_name, dangling_link, not_a_file, not_a_database, foreign, empty_beside_wal, damaged, newer, busy,
        read_only, wal_unreadable, disk_full, io, replaced, in_use, same_file, backup_damaged, no_backup, not_found, unreadable_event, unreadable_account, incomplete: Plural, log_set_aside, others_can_read, no_such_account, no_such_entry, other,
    }

    /// Whose a file is that keeps somebody from the database, and what to ask for.
    refusals: RefusalPhrases { passage, reading, writing, join_group, share_it, let_through }

    /// What an import says, and what is wrong with a line of a file.
    import: ImportPhrases {
        done, would, new: Plural, updated: Plural, same: Plural, left: Plural, differs, take_them, renumbered,
        line, more: Plural, refused: Plural,
        nothing, workbook, document, pdf, archive, database, cards, mail, markup, binary, zero, utf7, line_ends, not_utf8, undecodable, open_quote, guessed, columns_passed_over, more_columns: Plural,
        no_columns, twice_column, cells, empty, too_long, unknown, not_a_day, future, needs, before,
        unreadable, broken_json, broken_line, cut_off, trailing, deep, twice_key, missing, not_text, not_number, not_flag, not_list, not_object, in_account,
        foreign, newer, twice, no_target, evidence, endless,
    }

    /// Mails that came in.
    mail: MailPhrases {
        logged, waits, no_day, no_cause, case_full, no_account, several, looks_alike, too_large, redacted, dkim,
        known: Plural, others: Plural, unrelated: Plural, unreadable: Plural, to_go_through: Plural,
        none_waiting, aside, unclear, no_date, gone, full, laid, put_away,
        sender, date, subject, account, proposed, beware,
    }

    /// What is odd about a handle, or wrong with it.
    handles: HandlePhrases { from_address, odd_letters, no_name, shortened_number, on_other, no_profile }

    /// What a command says when it is done, and remarks beside it.
    done: DonePhrases {
        forget_asks, forget_not_yet, forget_no_room, forget_unfinished, forget_copies, forgotten, forget_backups,
        stopped, backed_up, init_there, init_private, init_shared, restored, restored_kept,
        logged, voided, voided_batch: Plural, mail_back, texts_written: Plural, texts_none: Plural, no_accounts,
        added, there_already, now_alike, edited, draft_saved, submitted, merged, no_text, waits_already, no_database, exported: Plural, demo_written: Plural, demo_throw_away,
        search_cut,
    }
}

static CLI_PHRASES: PerController<CliPhrases, Pieces> = per_lang!(PerController, "cli", asset_sections);

/// The phrases of the command line in a language.
pub fn cli_phrases(lang: Lang) -> &'static CliPhrases {
    CLI_PHRASES.get(lang, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        CLI_PHRASES.assert_complete();
    }
}
