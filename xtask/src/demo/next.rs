//! What to type next: the commands that the demo ends with, and the check that types them.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use super::{COMPANY, Demo, REPOSITORY};
use crate::test::{install, target};
use crate::{program, root};

/// A command for a shell in the project's folder, and what it is for.
struct Line {
    command: String,
    about: &'static str,
}

/// What an earlier `wharf env` may have left in the shell says more to clients than a profile does.
const UNSET: &str = "unset AWS_ENDPOINT_URL AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN \
                     AWS_PROFILE";

/// The commands. The first one is for all others: the machine may have no `wharf`, and an `aws` that is too old to heed an endpoint.
fn lines(demo: &Demo) -> anyhow::Result<Vec<Line>> {
    let aws = install::find("aws").context("aws is not installed")?;
    let folder = |program: &Path| program.parent().map_or_else(String::new, typed);
    let (wharf, aws) = (folder(&demo.wharf), folder(&aws));
    let (data, address, image) = (typed(&demo.data), demo.address, demo.image());
    let line = |command: String, about: &'static str| Line { command, about };
    Ok(vec![
        line(format!("export PATH={wharf}:{aws}:$PATH"), ""),
        line(UNSET.to_owned(), ""),
        line(
            format!(
                "export AWS_CONFIG_FILE={data}/aws/config AWS_SHARED_CREDENTIALS_FILE={data}/aws/credentials"
            ),
            "",
        ),
        line(
            format!("aws --profile registry ecr describe-images --repository-name {REPOSITORY}"),
            "",
        ),
        line(
            format!(
                "aws --profile nodes-prod ecr get-login-password | docker login -u AWS --password-stdin {address}"
            ),
            "",
        ),
        line(format!("docker pull {image}"), ""),
        line(
            format!("wharf access {COMPANY}"),
            "who can pull, push, delete and administer what",
        ),
        line(
            format!("wharf doctor --data {data}"),
            "what docker, aws and this machine still need",
        ),
        // The last, because it asks: lines that were pasted behind it would be its answers.
        line(
            "wharf init mine.yaml".to_owned(),
            "the same for a company of your own; it asks",
        ),
    ])
}

/// Prints them.
pub fn print(demo: &Demo) -> anyhow::Result<()> {
    println!(
        "\nWhat to type next, in another terminal, in {}:\n",
        root().display()
    );
    let lines = lines(demo)?;
    let told = lines.iter().filter(|line| !line.about.is_empty());
    let width = told.map(|line| line.command.len()).max().unwrap_or_default();
    for Line { command, about } in &lines {
        match about.is_empty() {
            true => println!("  {command}"),
            false => println!("  {command:<width$}  # {about}"),
        }
    }
    println!();
    Ok(())
}

/// Stands for a docker with an engine, which the demo does not need.
const DOCKER: &str = r#"
docker() {
    case $1 in
        login) shift; skopeo login --tls-verify=false "$@" ;;
        pull) skopeo copy --insecure-policy --quiet --src-tls-verify=false "docker://$2" dir:pulled ;;
        *) return 1 ;;
    esac
}
"#;

/// Types them, on a machine whose own `aws` and `wharf` only fail.
///
/// # Errors
/// One does not work: the shell has told which.
pub fn type_all(demo: &Demo) -> anyhow::Result<()> {
    let here = demo.work.join("typed");
    let own = demo.work.join("own");
    for folder in [&here, &own] {
        std::fs::create_dir(folder)?;
    }
    // What the commands write must not land among the sources.
    symlink(root().join("examples"), here.join("examples"))?;
    if let Ok(inside) = target()?.strip_prefix(root()) {
        let link = here.join(inside);
        std::fs::create_dir_all(link.parent().context("a folder has a parent")?)?;
        symlink(target()?, link)?;
    }
    for name in ["aws", "wharf"] {
        symlink("/bin/false", own.join(name))?;
    }
    let path = install::search_path()?;
    let path = std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&path)))?;
    let script: Vec<String> = lines(demo)?.into_iter().map(as_checked).collect();
    let status = program::status(
        Command::new("bash")
            .args(["-eux", "-c", &format!("{DOCKER}{}", script.join("\n"))])
            .current_dir(&here)
            .env("PATH", path)
            // As `wharf env` of another node leaves a shell.
            .envs([
                ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
                ("AWS_REGION", "eu-north-1"),
            ])
            .env("REGISTRY_AUTH_FILE", here.join("auth.json"))
            .stdin(Stdio::null()),
    )?;
    ensure!(
        status.success(),
        "a command that the demo prints does not work: the last one above"
    );
    ensure!(here.join("mine.yaml").is_file(), "wharf init wrote no mine.yaml");
    Ok(())
}

/// A command as the check types it. `wharf doctor` fails where the machine lacks a thing, and this one may; that it found the
/// server counts.
fn as_checked(line: Line) -> String {
    match line.command.starts_with("wharf doctor") {
        true => line.command + " | grep 'is served by process'",
        false => line.command,
    }
}

/// A path as a shell in the project's folder takes it.
fn typed(path: &Path) -> String {
    match path.strip_prefix(root()) {
        Ok(inside) => format!("$PWD/{}", inside.display()),
        Err(_) => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_project_is_named_from_its_folder() {
        assert_eq!(typed(&root().join("target/demo/data")), "$PWD/target/demo/data");
        assert_eq!(typed(Path::new("/elsewhere/data")), "/elsewhere/data");
    }
}
