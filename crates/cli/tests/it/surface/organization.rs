//! What reads an organization file and no endpoint.

use std::path::Path;
use std::process::Command;

use super::Recording;
use crate::program::wharf;

pub(super) const NAME: &str = "organization";

#[test]
fn commands_about_organization_files() {
    let home = tempfile::tempdir().unwrap();
    let example = |name: &str| {
        let path = format!("{}/../../examples/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let file = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    let dedicated = example("dedicated");
    file("company.yaml", &dedicated);
    let facts = "# Facts alone.\norganization: small\naccounts: { dev: \"333333333333\", prod: \"555555555555\" }\nrepositories: [web, api]\n";
    file("facts.yaml", facts);
    file(
        "false.yaml",
        &format!("{dedicated}  - account dev may not pull payments/*\n"),
    );
    file(
        "change.yaml",
        &dedicated.replace("units: [workloads]", "units: [production]"),
    );
    file("broken.yaml", "organization: acme\ntopolgy: shared\n");

    let mut recording = Recording::new(NAME);
    let mut call = |words: &[&str]| {
        recording.call(wharf(words).current_dir(home.path()));
    };
    for words in [
        &["init", "first.yaml", "--yes"][..],
        &["init", "first.yaml", "--yes"],
        &[
            "init",
            "-",
            "--organization",
            "acme",
            "--accounts",
            "registry=222222222222,dev,prod",
            "--repositories",
            "app,web",
        ],
        &["init", "-", "--yes", "--topology", "split"],
        &["init", "--schema"],
        &["draw", "company.yaml", "--format", "mermaid"],
        &["draw", "company.yaml"],
        &["draw", "none.yaml"],
        &["draw", "broken.yaml"],
        &["advise", "company.yaml"],
        &["advise", "company.yaml", "--format", "json"],
        &["advise", "company.yaml", "--format", "markdown"],
        &["advise", "company.yaml", "--why-not", "per-account"],
        &["advise", "company.yaml", "--why-not", "none"],
        &["advise", "company.yaml", "--write"],
        &["advise", "facts.yaml"],
        &["advise", "facts.yaml", "--what-if", "teams=60,regions=3"],
        &["advise", "facts.yaml", "--format", "svg"],
        &["advise", "facts.yaml", "--write"],
        &["advise", "broken.yaml"],
        &["check", "company.yaml"],
        &["check", "false.yaml"],
        &["check", "false.yaml", "--format", "json"],
        &["check", "false.yaml", "--format", "junit"],
        &["check", "none.yaml"],
        &["access", "company.yaml", "--can", "push"],
        &["access", "company.yaml", "--who", "nodes", "--why"],
        &["access", "company.yaml", "--summary"],
        &[
            "access",
            "company.yaml",
            "--repository",
            "prod/api",
            "--format",
            "json",
        ],
        &[
            "access",
            "company.yaml",
            "--save",
            "today.json",
            "--can",
            "delete",
        ],
        &[
            "access",
            "company.yaml",
            "--snapshot",
            "today.json",
            "--can",
            "delete",
        ],
        &["access", "company.yaml", "--diff", "change.yaml"],
        &["access", "company.yaml", "--diff", "company.yaml"],
        &["access", "company.yaml", "--can", "fly"],
        &["access", "none.yaml"],
        &[
            "export",
            "company.yaml",
            "--format",
            "policies",
            "--out",
            "policies",
        ],
        &["export", "company.yaml", "--format", "script", "--out", "script"],
        &[
            "export",
            "company.yaml",
            "--format",
            "cloudformation",
            "--out",
            "cloudformation",
        ],
        &[
            "export",
            "company.yaml",
            "--format",
            "terraform",
            "--out",
            "terraform",
        ],
        &[
            "export",
            "company.yaml",
            "--format",
            "terraform-json",
            "--out",
            "terraform-json",
        ],
        &["export", "broken.yaml", "--format", "script", "--out", "none"],
        &["export", "company.yaml", "--format", "yaml", "--out", "none"],
    ] {
        call(words);
    }
    recording.comment("the files of the exports");
    for folder in [
        "policies",
        "script",
        "cloudformation",
        "terraform",
        "terraform-json",
    ] {
        recording.text(&files(&home.path().join(folder), folder));
    }
    recording.check();
}

/// Names and checksums: what an export says is compared by its own tests with the tools that read it.
fn files(folder: &Path, name: &str) -> String {
    let script = "find . -type f | LC_ALL=C sort | xargs sha256sum";
    let output = Command::new("sh")
        .args(["-c", script])
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.is_empty(), "{name} has no files");
    format!("{name}\n{text}\n")
}
