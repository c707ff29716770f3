//! The program: hands the arguments and the environment to the library and its answer to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    nej::cli::main()
}
