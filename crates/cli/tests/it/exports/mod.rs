//! What `wharf export` writes for every example and for 50 companies drawn from a seed, judged by tools that others wrote: shells and
//! ShellCheck, moto, cfn-lint, Terraform's own code, a parser of HCL, a linter of policies.

mod companies;
mod written;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::lab::{brought, seed};

const EXAMPLES: [&str; 9] = [
    "agency",
    "bank",
    "dedicated",
    "dev-account",
    "per-account",
    "per-ou",
    "multi-region",
    "merger",
    "startup",
];
const RANDOM: usize = 50;
/// A company whose registry's policy is too long for one document, and, in a folder within its own, the file that comes after it, which asks
/// for less. It has a folder of a random company's name: it is as long as one.
const PARTED: &str = "random-parted";

fn example(name: &str) -> String {
    format!("{}/../../examples/{name}.yaml", env!("CARGO_MANIFEST_DIR"))
}

/// All companies in all languages, each in a folder.
fn all_written() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        written::write(
            &home.path().join(name),
            &std::fs::read_to_string(example(name)).unwrap(),
        );
    }
    let parted = home.path().join(PARTED);
    written::write(&parted, &companies::parted(true));
    written::write(&parted.join("next"), &companies::parted(false));
    let mut draw = companies::Draw::of(seed());
    for at in 0..RANDOM {
        written::write(
            &home.path().join(format!("random-{at:02}")),
            &companies::company(&mut draw),
        );
    }
    home
}

/// The files under a folder with this end, in order.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.to_str().unwrap().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A Python program of ours in the environment of a tool.
fn python(tool: &str, program: &str) -> Command {
    let mut python = Command::new(brought(&format!("{tool}/bin/python")));
    python.arg(format!(
        "{}/tests/it/exports/{program}",
        env!("CARGO_MANIFEST_DIR")
    ));
    python.env("PYTHONDONTWRITEBYTECODE", "1");
    python
}

fn begun(command: &mut Command) -> Child {
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What a program that succeeds printed.
fn printed(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "with seed {}: {out}{err}", seed());
    out
}

#[test]
fn scripts_are_what_shells_accept() {
    let home = all_written();
    let scripts = files(home.path(), "apply.sh");
    assert_eq!(scripts.len(), EXAMPLES.len() + RANDOM + 2);
    for script in &scripts {
        for shell in ["bash", "sh"] {
            printed(begun(Command::new(shell).arg("-n").arg(script)));
        }
    }
    let mut check = Command::new(brought("lint/bin/shellcheck"));
    printed(begun(
        check.args(["--norc", "--extended-analysis=false"]).args(&scripts),
    ));
}

/// Against moto: they make what the policies of the other export say, ask STS before each change, can be run again, go on where they
/// failed; a mistyped id, an account that cannot be entered and a session of another account change nothing.
#[test]
fn scripts_do_what_they_say_and_nothing_else() {
    let home = all_written();
    let half = |part: &str| {
        let mut run = python("moto", "scripts.py");
        run.arg(home.path()).args([&seed().to_string(), part, "2"]);
        begun(&mut run)
    };
    let halves = [half("0"), half("1")].map(printed);
    let ran: usize = halves
        .iter()
        .map(|said| said.split(' ').next().unwrap().parse::<usize>().unwrap())
        .sum();
    assert_eq!(ran, EXAMPLES.len() + RANDOM + 1, "{halves:?}");
}

#[test]
fn templates_are_what_cfn_lint_accepts() {
    let home = all_written();
    let templates: Vec<PathBuf> = files(home.path(), ".json")
        .into_iter()
        .filter(|path| path.parent().unwrap().ends_with("cloudformation"))
        .collect();
    assert!(templates.len() > 3 * RANDOM, "{}", templates.len());
    let halves = templates.chunks(templates.len().div_ceil(2)).map(|half| {
        let mut lint = Command::new(brought("lint/bin/python"));
        begun(
            lint.arg(brought("lint/bin/cfn-lint"))
                .arg("--template")
                .args(half),
        )
    });
    let halves: Vec<Child> = halves.collect();
    halves.into_iter().for_each(|half| drop(printed(half)));
}

/// They are read by Terraform's own code, which would format nothing in another way; the examples by a second parser, which finds the same
/// in both forms.
#[test]
fn modules_are_what_terraform_accepts() {
    let home = all_written();
    let said = printed(begun(python("lint", "modules.py").arg(home.path())));
    assert_eq!(said.trim(), (EXAMPLES.len() + RANDOM + 1).to_string());
}

/// All those of principals and of the organization; one in which something is missing is none before that is filled in.
#[test]
fn policies_are_what_their_linter_accepts() {
    let home = all_written();
    let said = printed(begun(python("lint", "policies.py").arg(home.path())));
    let read: usize = said.trim().parse().unwrap();
    assert!(read > 4 * RANDOM, "{said}");
}
