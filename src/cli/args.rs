//! The command line as types: commands, options, arguments. What they mean in words is in the assets, by the
//! names that the fields have here; what they do is in a file of its own for each command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Everything that can stand behind `nej`.
#[derive(Debug, Parser)]
#[command(name = "nej", disable_help_flag = true, disable_help_subcommand = true, disable_version_flag = true)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// The command; none opens the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Globals {
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    // Read before everything else, so that even a wrong command is told in the right language.
    #[arg(long, global = true, value_name = "sv|en", value_parser = ["sv", "en"])]
    pub lang: Option<String>,
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true)]
    pub today: Option<String>,
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "SECONDS")]
    pub wait: Option<u64>,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[command(disable_help_flag = true)]
pub enum Command {
    Add(AddArgs),
    Edit(EditArgs),
    List(ListArgs),
    Show(ShowArgs),
    Draft(DraftArgs),
    Text(TextArgs),
    Submit(SubmitArgs),
    Log(LogArgs),
    Void(VoidArgs),
    Evidence(EvidenceArgs),
    Complaint(ComplaintArgs),
    Status(StatusArgs),
    Export(ExportArgs),
    Import(ImportArgs),
    Forget(ForgetArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Doctor(DoctorArgs),
    Frame(FrameArgs),
    Demo(DemoArgs),
    Config(ConfigArgs),
    Completions(CompletionsArgs),
    Man,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    #[arg(long, value_name = "facebook|instagram", value_parser = ["facebook", "instagram"])]
    pub platform: String,
    #[arg(long, value_name = "NAME")]
    pub handle: String,
    #[command(flatten)]
    pub more: AccountArgs,
}

/// What can be said of an account, besides where it is and its name.
#[derive(Debug, Default, Args)]
pub struct AccountArgs {
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,
    #[arg(long, value_name = "sv|en", value_parser = ["sv", "en"])]
    pub text_lang: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub represented_by: Option<String>,
}

#[derive(Debug, Args)]
pub struct EditArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(long, value_name = "facebook|instagram", value_parser = ["facebook", "instagram"])]
    pub platform: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub handle: Option<String>,
    #[command(flatten)]
    pub more: AccountArgs,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct DraftArgs {
    #[arg(required = true, value_name = "ACCOUNT")]
    pub accounts: Vec<String>,
    #[arg(long = "ground", value_name = "ID")]
    pub grounds: Vec<String>,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, conflicts_with = "reason_file")]
    pub reason: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub reason_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct SubmitArgs {
    #[arg(required = true, value_name = "ACCOUNT")]
    pub accounts: Vec<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    #[arg(long = "email", value_name = "EMAIL")]
    pub sent_email: Option<String>,
    #[arg(long = "country", value_name = "COUNTRY")]
    pub sent_country: Option<String>,
    #[arg(long)]
    pub code_pending: bool,
    #[arg(long)]
    pub together: bool,
}

#[derive(Debug, Args)]
pub struct TextArgs {
    #[arg(value_name = "ACCOUNT", required_unless_present = "all", conflicts_with = "all")]
    pub account: Option<String>,
    #[arg(long, requires = "folder")]
    pub all: bool,
    #[arg(short = 'o', long = "output", value_name = "FOLDER", requires = "all")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct LogArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(value_name = "EVENT", value_parser = EVENTS)]
    pub event: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub case_number: Option<String>,
    #[arg(long, value_name = "OUTCOME", value_parser = OUTCOMES)]
    pub outcome: Option<String>,
    #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
    pub reasons: Option<String>,
    #[arg(long)]
    pub identity: bool,
}

/// What can be logged with `nej log`; a test compares it with the domain's. The rest has commands of its own.
pub const EVENTS: [&str; 15] = [
    "confirmed",
    "acknowledged",
    "info_requested",
    "info_supplied",
    "extended",
    "granted",
    "refused",
    "reminded",
    "complaint_lodged",
    "case_number",
    "decision_requested",
    "authority_replied",
    "closed",
    "reopened",
    "note",
];

/// How IMY may have answered, and how a case may have been closed; a test compares them with the domain's.
pub const OUTCOMES: [&str; 7] =
    ["supervision_opened", "forwarded_and_closed", "passed_to_ireland", "dismissed", "closed", "abandoned", "withdrawn"];

#[derive(Debug, Args)]
pub struct VoidArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(value_name = "ENTRY")]
    pub entry: i64,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub why: String,
}

#[derive(Debug, Args)]
pub struct ComplaintArgs {
    #[arg(value_name = "ACCOUNT", required = true)]
    pub accounts: Vec<String>,
    #[arg(id = "dossier_folder", long = "folder", value_name = "FOLDER",
        conflicts_with_all = ["dossier_format", "dossier_file", "decision"])]
    pub folder: Option<PathBuf>,
    #[arg(id = "dossier_format", long = "format", value_name = "text|markdown|html", value_parser = ["text", "markdown", "html"])]
    pub format: Option<String>,
    #[arg(id = "dossier_file", short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub decision: bool,
}

#[derive(Debug, Args)]
pub struct StatusArgs {
    #[arg(long)]
    pub json: bool,
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(long, value_name = "json|csv|ics", value_parser = ["json", "csv", "ics"])]
    pub format: String,
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[arg(id = "import_file", value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub update: bool,
}

#[derive(Debug, Args)]
pub struct ForgetArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct BackupArgs {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreArgs {
    #[arg(value_name = "FILE")]
    pub backup: PathBuf,
}

#[derive(Debug, Args)]
pub struct DoctorArgs {}

#[derive(Debug, Args)]
pub struct ConfigArgs {}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_name = "bash|zsh|fish", value_parser = ["bash", "zsh", "fish"])]
    pub shell: String,
}

#[derive(Debug, Args)]
pub struct EvidenceArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["save", "verify"])]
    pub add: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER", conflicts_with = "verify")]
    pub save: Option<PathBuf>,
    #[arg(long)]
    pub verify: bool,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    #[arg(long, value_name = "STATUS", value_parser = STATUSES)]
    pub status: Vec<String>,
    #[arg(long)]
    pub overdue: bool,
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    #[arg(long)]
    pub csv: bool,
}

/// The ids of the statuses; a test compares them with the domain's.
pub const STATUSES: [&str; 12] = [
    "draft",
    "awaiting_code",
    "awaiting_reply",
    "overdue",
    "extended",
    "info_requested",
    "granted",
    "refused",
    "complaint_lodged",
    "closed",
    "abandoned",
    "withdrawn",
];

#[derive(Debug, Args)]
pub struct FrameArgs {
    #[arg(long, value_name = "SIZE")]
    pub size: Option<String>,
    #[arg(long, value_name = "KEYS", allow_hyphen_values = true)]
    pub keys: Option<String>,
    #[arg(long, value_name = "plain|ansi|svg", value_parser = ["plain", "ansi", "svg"])]
    pub style: Option<String>,
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    #[arg(long = "accounts", value_name = "NUMBER")]
    pub count: Option<u64>,
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Closing, EventKind, Outcome, Status};

    #[test]
    fn every_status_can_be_asked_for() {
        let mut known: Vec<&str> = Status::ALL.iter().map(|s| s.id()).collect();
        let mut offered = STATUSES.to_vec();
        known.sort_unstable();
        offered.sort_unstable();
        assert_eq!(known, offered);
    }

    #[test]
    fn every_event_without_a_command_of_its_own_can_be_logged() {
        let own = [EventKind::Submitted, EventKind::Voided, EventKind::EvidenceAdded];
        assert!(EventKind::ALL.iter().filter(|k| !own.contains(k)).map(|k| k.id()).eq(EVENTS));
        assert!(Outcome::ALL.iter().map(|o| o.id()).chain(Closing::ALL.iter().map(|c| c.id())).eq(OUTCOMES));
    }
}
