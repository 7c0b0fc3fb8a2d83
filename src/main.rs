//! Arguments to window or command; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    securable::cli::run(std::env::args_os())
}
