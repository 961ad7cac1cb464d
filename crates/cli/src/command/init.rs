//! `wharf init`: an organization file to begin with, from flags or by asking.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use wharf_topology::{Topology, file};

use crate::arguments::Init;
use crate::exit::Usage;
use crate::{files, output, terminal};

/// What a file is made of.
struct Answers {
    organization: String,
    accounts: Vec<String>,
    repositories: Vec<String>,
    regions: Vec<String>,
    topology: String,
}

pub(crate) fn run(arguments: &Init) -> anyhow::Result<ExitCode> {
    if arguments.schema {
        output::print(file::SCHEMA);
        return Ok(ExitCode::SUCCESS);
    }
    let answers = answers(arguments)?;
    let text = written(&answers);
    if let Err(problems) = file::read(&text) {
        let problems: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
        return Err(Usage(format!("that makes no file: {}", problems.join("; "))).into());
    }
    let path = &arguments.file;
    if path == std::path::Path::new("-") {
        output::exact(&text);
        return Ok(ExitCode::SUCCESS);
    }
    if path.exists() {
        bail!(
            "{} is there already: name another file, or remove it",
            path.display()
        );
    }
    files::put(path, text.as_bytes(), 0o644)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    output::print(&format!(
        "{0} is written. Next:\n  wharf advise {0}\n  wharf check {0}\n  wharf up {0}",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// From flags; what they do not say is asked of a person, or has its default.
fn answers(arguments: &Init) -> anyhow::Result<Answers> {
    let ask = |flag: &Option<String>, question: &str, default: &str| -> anyhow::Result<String> {
        if let Some(given) = flag {
            return Ok(given.clone());
        }
        if !std::io::stdin().is_terminal() || arguments.yes {
            return Ok(default.to_owned());
        }
        let line = terminal::ask(&format!("{question} [{default}]: "))?;
        Ok(if line.is_empty() { default.to_owned() } else { line })
    };
    let topologies = Topology::ALL.map(Topology::as_str).join(", ");
    let topology = ask(
        &arguments.topology,
        &format!("Topology ({topologies})"),
        "dedicated",
    )?;
    let accounts = if topology == "dedicated" {
        "registry, dev, test, prod"
    } else {
        "dev, test, prod"
    };
    Ok(Answers {
        organization: ask(&arguments.organization, "Name of the organization", "acme")?,
        accounts: words(&ask(&arguments.accounts, "Accounts, name or name=id", accounts)?),
        repositories: words(&ask(&arguments.repositories, "Repositories", "app")?),
        regions: words(&ask(&arguments.regions, "Regions", "us-east-1")?),
        topology,
    })
}

fn words(text: &str) -> Vec<String> {
    text.split([',', ' '])
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn written(answers: &Answers) -> String {
    let mut text = format!(
        "# How this company holds its images: see `wharf advise`, `wharf check` and `wharf up`.\norganization: {}\n\
         topology: {}\nregions: [{}]\n\naccounts:\n",
        answers.organization,
        answers.topology,
        answers.regions.join(", ")
    );
    let names: Vec<&str> = answers
        .accounts
        .iter()
        .map(|account| account.split_once('=').map_or(account.as_str(), |(name, _)| name))
        .collect();
    for (account, name) in answers.accounts.iter().zip(&names) {
        let _ = match account.split_once('=') {
            Some((_, id)) => writeln!(text, "  {name}: \"{id}\""),
            None => writeln!(text, "  {name}:"),
        };
    }
    // A principal that writes images builds them.
    let builds = names
        .iter()
        .find(|name| name.starts_with("build") || **name == "ci");
    let builds = builds
        .or_else(|| names.iter().find(|name| name.starts_with("dev")))
        .or_else(|| names.first());
    let _ = write!(
        text,
        "\nrepositories: [{}]\n\nbuilders:\n  ci: {{ trust: [{}] }}\n\nassertions:\n  - ci may push *\n  - nodes may pull *\n  \
         - only ci may push *\n  - outsiders may not pull *\n",
        answers.repositories.join(", "),
        builds.unwrap_or(&"dev")
    );
    text
}
