//! What reads and changes a live endpoint by an organization file.

use std::process::Command;

use super::Recording;
use crate::lab::{Image, Lab, layout};
use crate::program::wharf;

pub(super) const NAME: &str = "live";

const REGISTRY: &str = "222222222222";

#[test]
fn commands_about_a_live_organization() {
    let mut lab = Lab::up("dedicated", &[REGISTRY]);
    let aws = lab.node.data.join("aws");
    let home = lab.home();
    let examples = format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(format!("{examples}/dedicated.yaml")).unwrap();
    std::fs::write(home.join("company.yaml"), &file).unwrap();
    std::fs::write(home.join("change.yaml"), file.replace("  - payments/web\n", "")).unwrap();
    std::fs::write(
        home.join("more.yaml"),
        file.replace("  - payments/web\n", "  - payments/web\n  - payments/new\n"),
    )
    .unwrap();
    let call = |words: &[&str]| {
        let mut command: Command = wharf(words);
        command
            .env("AWS_CONFIG_FILE", aws.join("config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", aws.join("credentials"))
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("HOME", &home)
            .current_dir(&home);
        command
    };
    push(&lab);
    let mut recording = Recording::new(NAME);
    recording.place(&lab.node.data.clone(), "DATA");
    recording.place(&home, "HOME");
    recording.place(std::path::Path::new(&examples), "EXAMPLES");
    let operator = ["--profile", "operator"];
    for words in [
        &["plan", "company.yaml"][..],
        &["plan", "company.yaml", "--all"],
        &["plan", "more.yaml"],
        &["plan", "more.yaml", "--format", "json"],
        &["plan", "none.yaml"],
        &["apply", "more.yaml", "--dry-run"],
        &["apply", "more.yaml", "--format", "json"],
        &["apply", "more.yaml"],
        &["apply", "none.yaml"],
        &["import", "company.yaml"],
        &["access", "company.yaml", "--live", "--can", "delete"],
        &["check", "company.yaml", "--live"],
        &[
            "export",
            "company.yaml",
            "--live",
            "--format",
            "policies",
            "--out",
            "policies",
        ],
    ] {
        recording.call(&mut call(&[words, &operator].concat()));
    }
    recording.call_with(&mut call(&["import", "-", "--profile", "operator"]), sorted);
    let way = ["promote", "payments/api:v1", "prod/api", "--profile", "promoter"];
    for more in [
        &["--dry-run"][..],
        &["--gate", "exit 3"],
        &["--format", "json"],
        &["--tag", "stable"],
        &[],
    ] {
        recording.call(&mut call(&[&way, more].concat()));
    }
    recording.call(&mut call(&[
        "promote",
        "payments/none:v1",
        "prod/api",
        "--profile",
        "promoter",
    ]));
    for words in [
        &["destroy", "more.yaml", "--dry-run"][..],
        &["destroy", "more.yaml", "--dry-run", "--format", "json"],
        &["destroy", "more.yaml"],
        &["destroy", "more.yaml", "--yes"],
        &["destroy", "none.yaml"],
    ] {
        recording.call(&mut call(&[words, &operator].concat()));
    }
    recording.comment("a profile that is not there");
    recording.call(&mut call(&["plan", "company.yaml", "--profile", "none"]));

    recording.comment("a node with an organization file");
    let up = |file: &str| ["up", file, "--listen", "127.0.0.1:0"].map(str::to_owned);
    let welcome = lab.node.stdout();
    let code = lab.node.stop("TERM").code().unwrap().to_string();
    recording.write(&up("dedicated.yaml"), &welcome, "", &code);
    recording.call(lab.node.wharf(&["up", "none.yaml"]).current_dir(&home));
    recording.check();
}

/// Lists come in the order of ids, which are random: the lines of each block are sorted.
fn sorted(text: String) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for block in lines.chunk_by_mut(|one, other| one.starts_with(' ') == other.starts_with(' ')) {
        if block[0].starts_with(' ') {
            block.sort_unstable();
        }
    }
    lines.join("\n")
}

/// An image in `payments/api`, by a builder.
fn push(lab: &Lab) {
    let host = lab.registry_host(REGISTRY);
    let password = lab.aws_profile("ci", &["ecr", "get-login-password"]).ok();
    let login = [
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ];
    lab.client("skopeo").args(login).stdin(password.trim()).ok();
    layout::write(&lab.path("image"), &Image::new(&[("bin/app", b"program")]), "v1");
    let from = format!("oci:{}", lab.at("image:v1"));
    let to = format!("docker://{host}/payments/api:v1");
    let copy = [
        "copy",
        "--preserve-digests",
        "--dest-tls-verify=false",
        &from,
        &to,
    ];
    lab.client("skopeo").args(copy).ok();
}
