//! Data folders that older programs wrote are opened by this one, and everything in them is used (`tests/upgrade`).

use std::path::{Path, PathBuf};
use std::process::Command;

use wharf_sql::testing::Cluster;

fn generations() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade");
    let entries = std::fs::read_dir(folder).unwrap();
    let entries = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.retain(|path| path.join("sqlite.tar.xz").exists());
    found.sort();
    assert!(!found.is_empty());
    found
}

fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{stdout}\n{stderr}");
    stdout
}

/// Opens the folder that a generation wrote, in a network of its own: its content names ports.
fn check(generation: &Path, engine: &str, database: Option<&str>) {
    let home = tempfile::tempdir().unwrap();
    succeed(
        Command::new("tar")
            .arg("-xJf")
            .arg(generation.join(format!("{engine}.tar.xz")))
            .arg("-C")
            .arg(home.path()),
    );
    if let Some(url) = database {
        let mut psql = Command::new("psql");
        psql.args(["--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", url, "--file"]);
        succeed(psql.arg(home.path().join("dump.sql")));
    }
    let network = "busybox ifconfig lo up && exec \"$@\"";
    let mut check = Command::new("unshare");
    check.args(["--net", "sh", "-c", network, "sh", "python3", "-B"]);
    check.arg(generation.parent().unwrap().join("check.py"));
    check
        .arg(env!("CARGO_BIN_EXE_wharf"))
        .arg(home.path())
        .args(database);
    let said = succeed(check.env("TZ", "UTC"));
    assert!(said.ends_with("done\n"), "{said}");
}

#[test]
fn folders_of_older_programs_open_and_serve() {
    for generation in generations() {
        check(&generation, "sqlite", None);
    }
}

#[test]
fn databases_of_older_programs_open_and_serve() {
    for generation in generations() {
        let cluster = Cluster::start().unwrap();
        check(&generation, "postgres", Some(cluster.url()));
    }
}
