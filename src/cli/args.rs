//! The command line as types: commands, options, arguments. What they mean in words is in the assets, by the
//! names that the fields have here; each command has its own file.

mod upkeep;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

pub use upkeep::{BackupArgs, CompletionsArgs, DemoArgs, FrameArgs, InitArgs, RestoreArgs};

use super::choices::{LANGS, PLATFORMS, REPRESENTATIONS, any_of, encoding, one_of, outcomes};
use crate::domain::mail::MAIL_KINDS;
use crate::domain::{EventKind, EvidenceKind, Lang, Platform, Representation, Status};

/// Everything that can stand behind `nej`.
#[derive(Debug, Parser)]
#[command(name = "nej", disable_help_flag = true, disable_help_subcommand = true, disable_version_flag = true)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub globals: Globals,
    /// The command; none opens the screen.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

/// What can stand behind `nej` for the screen.
#[derive(Debug, Parser)]
#[command(name = "nej", disable_help_flag = true, disable_version_flag = true)]
pub struct ScreenCli {
    /// What holds for every command.
    #[command(flatten)]
    pub globals: Globals,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Globals {
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    // Read before everything else, so that even a usage error is in the right language.
    #[arg(long, global = true, value_name = LANGS.as_str(), value_parser = Lang::IDS)]
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
pub enum CliCommand {
    Add(AddArgs),
    Edit(EditArgs),
    List(ListArgs),
    Show(ShowArgs),
    Draft(DraftArgs),
    Text(TextArgs),
    Submit(SubmitArgs),
    Log(LogArgs),
    Void(VoidArgs),
    Mail(MailArgs),
    Evidence(EvidenceArgs),
    Complaint(ComplaintArgs),
    Status(StatusArgs),
    Stats(StatsArgs),
    Agenda(AgendaArgs),
    Export(ExportArgs),
    Import(ImportArgs),
    Forget(ForgetArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
    Init(InitArgs),
    Doctor,
    Frame(FrameArgs),
    Demo(DemoArgs),
    Config,
    Completions(CompletionsArgs),
    Man,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    #[arg(long, value_name = PLATFORMS.as_str(), value_parser = any_of::<Platform>())]
    pub platform: Platform,
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
    #[arg(long, value_name = LANGS.as_str(), value_parser = any_of::<Lang>())]
    pub text_lang: Option<Lang>,
    #[arg(long, value_name = "LINK")]
    pub profile: Option<String>,
    #[arg(long, value_name = "PHONE")]
    pub phone: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub represented_by: Option<String>,
    #[arg(long, value_name = REPRESENTATIONS.as_str(), value_parser = any_of::<Representation>())]
    pub representation: Option<Representation>,
    #[arg(long, value_name = "EMAIL")]
    pub representative_email: Option<String>,
    #[arg(long, value_name = "PHONE")]
    pub representative_phone: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub representative_address: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub assignee: Option<String>,
}

#[derive(Debug, Args)]
pub struct EditArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(long, value_name = PLATFORMS.as_str(), value_parser = any_of::<Platform>())]
    pub platform: Option<Platform>,
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
    pub accounts: Vec<String>,
    #[arg(long, requires = "folder")]
    pub all: bool,
    #[arg(short = 'o', long = "output", value_name = "FOLDER", requires = "all")]
    pub folder: Option<PathBuf>,
    #[arg(long, requires = "folder")]
    pub force: bool,
    #[arg(id = "letter_reminder", long = "reminder", conflicts_with_all = ["all", "letter_identity", "letter_authority"])]
    pub reminder: bool,
    #[arg(id = "letter_identity", long = "identity", conflicts_with_all = ["all", "letter_authority"])]
    pub identity: bool,
    #[arg(id = "letter_authority", long = "authority", conflicts_with = "all")]
    pub authority: bool,
}

#[derive(Debug, Args)]
pub struct LogArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(value_name = "EVENT", value_parser = one_of(EventKind::by_log()))]
    pub event: EventKind,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub case_number: Option<String>,
    #[arg(long, value_name = "OUTCOME", value_parser = PossibleValuesParser::new(outcomes()))]
    pub outcome: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub served: Option<String>,
    #[arg(long, value_name = "yes|no", value_parser = ["yes", "no"])]
    pub reasons: Option<String>,
    #[arg(long)]
    pub identity: bool,
    #[arg(long)]
    pub in_complaint: bool,
}

#[derive(Debug, Args)]
pub struct VoidArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(value_name = "ENTRY")]
    pub entry: i64,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub why: String,
    #[arg(long)]
    pub batch: bool,
}

#[derive(Debug, Args)]
pub struct MailArgs {
    #[arg(id = "mail_source", value_name = "FILE", conflicts_with_all = ["mail_number", "mail_on", "discard"])]
    pub source: Option<PathBuf>,
    #[arg(id = "mail_account", long = "account", value_name = "ACCOUNT")]
    pub account: Option<String>,
    #[arg(id = "log_as", long = "as", value_name = "EVENT", value_parser = one_of(MAIL_KINDS))]
    pub log_as: Option<EventKind>,
    #[arg(id = "mail_number", long = "number", value_name = "MAIL")]
    pub number: Option<i64>,
    #[arg(id = "mail_on", long = "on", value_name = "DATE", requires = "log_as", allow_hyphen_values = true)]
    pub on: Option<String>,
    #[arg(long, requires = "mail_number", conflicts_with_all = ["log_as", "mail_account"])]
    pub discard: bool,
}

#[derive(Debug, Args)]
pub struct ComplaintArgs {
    #[arg(value_name = "ACCOUNT", required = true)]
    pub accounts: Vec<String>,
    #[arg(id = "complaint_folder", long = "folder", value_name = "FOLDER",
        conflicts_with_all = ["complaint_format", "complaint_file", "decision", "appeal"])]
    pub folder: Option<PathBuf>,
    #[arg(id = "complaint_format", long = "format", value_name = "text|markdown|html", value_parser = ["text", "markdown", "html"])]
    pub format: Option<String>,
    #[arg(id = "complaint_file", short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, conflicts_with = "appeal")]
    pub decision: bool,
    #[arg(long)]
    pub appeal: bool,
}

#[derive(Debug, Args)]
pub struct StatusArgs {
    #[arg(long)]
    pub json: bool,
    #[arg(long, conflicts_with = "json")]
    pub short: bool,
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub struct StatsArgs {
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    #[arg(long)]
    pub csv: bool,
}

#[derive(Debug, Args)]
pub struct AgendaArgs {
    #[arg(id = "agenda_days", long = "days", value_name = "DAYS")]
    pub days: Option<u32>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(long, value_name = "json|csv|ics", value_parser = ["json", "csv", "ics"])]
    pub format: String,
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
    #[arg(long)]
    pub excel: bool,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[arg(id = "import_file", value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub encoding: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub update: bool,
}

#[derive(Debug, Args)]
pub struct ForgetArgs {
    #[arg(value_name = "ACCOUNT", required = true)]
    pub accounts: Vec<String>,
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct EvidenceArgs {
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["save", "verify"])]
    pub add: Option<PathBuf>,
    #[arg(id = "evidence_kind", long = "kind", value_name = "KIND", requires = "add", value_parser = any_of::<EvidenceKind>())]
    pub kind: Option<EvidenceKind>,
    #[arg(long, value_name = "ENTRY", requires = "add")]
    pub about: Option<i64>,
    #[arg(long, value_name = "FOLDER", conflicts_with = "verify")]
    pub save: Option<PathBuf>,
    #[arg(long, requires = "save")]
    pub force: bool,
    #[arg(long)]
    pub verify: bool,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    pub view: Option<String>,
    #[arg(long, value_name = "STATUS", value_parser = any_of::<Status>())]
    pub status: Vec<Status>,
    #[arg(long)]
    pub overdue: bool,
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    #[arg(long)]
    pub csv: bool,
    #[arg(long, requires = "csv")]
    pub excel: bool,
}
