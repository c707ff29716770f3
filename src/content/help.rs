//! The words of `--help`: what each command is for, what each option means, what stands for its value. They are
//! looked up by the names that the command line itself uses; a test asks for every one of them.

use serde::Deserialize;

/// A command in words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommandHelp {
    /// What has to be said before anything else.
    pub first: Option<String>,
    /// What it does.
    pub about: String,
    /// What else is worth knowing.
    pub more: Option<String>,
    /// A command line that shows it, without the program's name.
    pub example: String,
}

/// Makes a struct with a field of one type for each name, to be asked by name as well.
macro_rules! by_name {
    ($(#[$doc:meta])* $type:ident of $words:ty { $($field:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        #[expect(missing_docs, reason = "named after what they are words for")]
        pub struct $type { $(pub $field: $words),+ }
        $crate::content::phrase::by_field!($type { $($field),+ });

        impl $type {
            /// The words for a name.
            pub fn of(&self, name: &str) -> Option<&$words> {
                match name {
                    $(stringify!($field) => Some(&self.$field),)+
                    _ => None,
                }
            }
        }
    };
}

by_name! {
    /// The commands; `nej` itself is the screen.
    CommandsHelp of CommandHelp { nej, add, edit, list, show, draft, text, submit, log, mail, void, evidence, complaint, status, stats, agenda, export, import, forget, backup, restore, init, doctor, frame, demo, config, completions, man }
}

by_name! {
    /// The options and arguments, by their names in the code.
    OptionsHelp of String {
        db, lang, today, config, wait, help, version,
        account, accounts, platform, handle, person, email, country, group, text_lang, profile, phone, address, represented_by,
        representation, representative_email, representative_phone, representative_address, assignee, served, in_complaint, evidence_kind, about,
        grounds, reason, reason_file, on, sent_email, sent_country, code_pending, together,
        all, folder, event, note, until, case_number, outcome, reasons, identity, entry, why, batch, check, short, agenda_days,
        query, view, status, overdue, json, csv, excel,
        format, output, force, complaint_format, complaint_file, complaint_folder, decision, appeal, letter_reminder, letter_identity, letter_authority,
        complaint_lang,
        import_file, dry_run, update, encoding,
        yes, file, backup, shared,
        mail_source, mail_account, log_as, mail_number, mail_on, discard,
        shell, add, save, verify,
        size, keys, style, count, into,
    }
}

by_name! {
    /// What stands for a value, by its name in the code in lower case.
    ValuesHelp of String { kind, link, mail, days, phone, address, account, file, date, text, name, email, country, group, id, query, status, size, keys, number, seconds, folder, event, outcome, entry, encoding }
}
