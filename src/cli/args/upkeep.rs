//! The arguments of the commands around the cases: the database as a file, pictures, scripts.

use std::path::PathBuf;

use clap::Args;

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
pub struct InitArgs {
    #[arg(long, value_name = "GROUP")]
    pub shared: Option<String>,
}

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_name = "bash|zsh|fish", value_parser = ["bash", "zsh", "fish"])]
    pub shell: String,
}

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
