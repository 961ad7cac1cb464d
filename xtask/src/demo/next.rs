//! What to type next: the commands that the demo ends with.

use std::path::Path;

use anyhow::Context as _;

use super::{COMPANY, Demo, REPOSITORY};
use crate::root;
use crate::test::install;

/// A command for a shell in the project's folder, and what it is for.
struct Line {
    command: String,
    about: &'static str,
}

/// The commands. The first one is for all others: the machine may have no `wharf`, and an `aws` that is too old to heed an endpoint.
fn lines(demo: &Demo) -> anyhow::Result<Vec<Line>> {
    let aws = install::find("aws").context("aws is not installed")?;
    let folder = |program: &Path| program.parent().map_or_else(String::new, typed);
    let (wharf, aws) = (folder(&demo.wharf), folder(&aws));
    let (data, address, image) = (typed(&demo.data), demo.address, demo.image());
    let line = |command: String, about: &'static str| Line { command, about };
    Ok(vec![
        line(format!("export PATH={wharf}:{aws}:$PATH"), ""),
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
            "wharf init mine.yaml".to_owned(),
            "the same for a company of your own",
        ),
        line(
            format!("wharf doctor --data {data}"),
            "what docker, aws and this machine still need",
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
