//! The program `wharf`; see the library of this package.

use std::process::ExitCode;

fn main() -> ExitCode {
    wharf_cli::main(std::env::args_os(), &wharf_cli::Environment::of_process())
}
