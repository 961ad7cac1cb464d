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
#[derive(Clone)]
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
    let path = &arguments.file;
    let is_printed = path == std::path::Path::new("-");
    // Before anything is asked.
    if !is_printed && path.exists() {
        bail!(
            "{} is there already: name another file, or remove it",
            path.display()
        );
    }
    let answers = answers(arguments)?;
    let text = written(&answers);
    if let Some(problems) = problems(&text) {
        return Err(no_file(&problems));
    }
    if is_printed {
        output::exact(&text);
        return Ok(ExitCode::SUCCESS);
    }
    files::put(path, text.as_bytes(), 0o644)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    output::print(&format!(
        "{0} is written. Next:\n  wharf advise {0}\n  wharf check {0}\n  wharf up {0}",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with a file, if anything.
fn problems(text: &str) -> Option<String> {
    let problems = file::read(text).err()?;
    let problems: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    Some(problems.join("; "))
}

fn no_file(problems: &str) -> anyhow::Error {
    Usage(format!("that makes no file: {problems}")).into()
}

/// From flags; what they do not say is asked of a person, or has its default.
fn answers(arguments: &Init) -> anyhow::Result<Answers> {
    let asks = std::io::stdin().is_terminal() && !arguments.yes;
    // An answer that no file can have is asked for again at once, before the others are typed.
    let ask = |flag: &Option<String>, question: &str, default: &str, tried: &dyn Fn(&str) -> Answers| {
        if let Some(given) = flag {
            return match problems(&written(&tried(given))).filter(|_| asks) {
                Some(problems) => Err(no_file(&problems)),
                None => anyhow::Ok(given.clone()),
            };
        }
        if !asks {
            return Ok(default.to_owned());
        }
        loop {
            let line = terminal::ask(&format!("{question} [{default}]: "))?;
            if line.is_empty() {
                return Ok(default.to_owned());
            }
            match problems(&written(&tried(&line))) {
                Some(problems) => output::note(&problems),
                None => return Ok(line),
            }
        }
    };
    // Answers that make a file: each that is given is tried among them.
    let known = Answers {
        organization: "acme".to_owned(),
        accounts: words("registry, dev, test, prod"),
        repositories: words("app"),
        regions: words("us-east-1"),
        topology: Topology::Shared.as_str().to_owned(),
    };
    let topologies = Topology::ALL.map(Topology::as_str);
    let topology = ask(
        &arguments.topology,
        &format!("Topology ({})", topologies.join(", ")),
        "dedicated",
        // Which accounts it needs is not known yet.
        &|line| Answers {
            topology: match topologies.contains(&line) {
                true => known.topology.clone(),
                false => line.to_owned(),
            },
            ..known.clone()
        },
    )?;
    let accounts = if topology == "dedicated" {
        "registry, dev, test, prod"
    } else {
        "dev, test, prod"
    };
    Ok(Answers {
        organization: ask(
            &arguments.organization,
            "Name of the organization",
            "acme",
            &|line| Answers {
                organization: line.to_owned(),
                ..known.clone()
            },
        )?,
        accounts: words(&ask(
            &arguments.accounts,
            "Accounts, name or name=id",
            accounts,
            &|line| Answers {
                accounts: words(line),
                topology: topology.clone(),
                ..known.clone()
            },
        )?),
        repositories: words(&ask(&arguments.repositories, "Repositories", "app", &|line| {
            Answers {
                repositories: words(line),
                ..known.clone()
            }
        })?),
        regions: words(&ask(&arguments.regions, "Regions", "us-east-1", &|line| {
            Answers {
                regions: words(line),
                ..known.clone()
            }
        })?),
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
