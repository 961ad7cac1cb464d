//! Programs that the tasks run. What cannot be started is named, and a signal needs no program: a small machine may lack `kill`.

use std::process::{Child, Command, ExitStatus, Output};

use anyhow::Context as _;
use rustix::process::{Pid, kill_process};

pub use rustix::process::Signal;

/// Runs it to its end, with our output.
pub fn status(command: &mut Command) -> anyhow::Result<ExitStatus> {
    command.status().with_context(|| unstarted(command))
}

/// Runs it to its end, and gives what it printed.
pub fn output(command: &mut Command) -> anyhow::Result<Output> {
    command.output().with_context(|| unstarted(command))
}

/// Starts it.
pub fn spawn(command: &mut Command) -> anyhow::Result<Child> {
    command.spawn().with_context(|| unstarted(command))
}

/// Sends a signal to a program that was not waited for yet.
pub fn signal(child: &Child, signal: Signal) -> anyhow::Result<()> {
    let sent = kill_process(Pid::from_child(child), signal);
    sent.with_context(|| format!("sending a signal to process {}", child.id()))
}

/// Which program did not start. The folder counts too: where it is missing, the system says the same as for a program.
fn unstarted(command: &Command) -> String {
    let program = command.get_program().display();
    match command.get_current_dir() {
        Some(folder) => format!("starting {program} in {}", folder.display()),
        None => format!("starting {program}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_is_named() {
        let missing = || Command::new("no-such-program");
        let said = [
            status(&mut missing()).unwrap_err(),
            output(&mut missing()).unwrap_err(),
            spawn(&mut missing()).unwrap_err(),
        ];
        for error in said {
            assert!(
                format!("{error:#}").starts_with("starting no-such-program: "),
                "{error:#}"
            );
        }
    }

    #[test]
    fn a_signal_ends_a_program() {
        use std::os::unix::process::ExitStatusExt as _;
        let mut child = spawn(Command::new("sleep").arg("1000")).unwrap();
        signal(&child, Signal::TERM).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(Signal::TERM.as_raw()));
    }

    /// The error of a program that is started another way has no name in it.
    #[test]
    fn tasks_start_programs_here_only() {
        let mut folders = vec![crate::root().join("xtask/src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                for start in ["status", "output", "spawn"] {
                    let unnamed = format!(".{start}()?");
                    assert!(!text.contains(&unnamed), "{}: {unnamed}", path.display());
                }
            }
        }
    }
}
