//! `wharf access`: who can do what with which repository, under an organization file.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::ensure;
use wharf_topology::access::{AccessModel, Cell, Group};
use wharf_topology::desired::Ids;
use wharf_topology::{Action, Company};

use super::{access_model, check, organization_file};
use crate::arguments::{Access, Format};
use crate::exit::DIFFERS;
use crate::{Environment, interrupt, output};

pub(crate) fn run(arguments: &Access, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
    let model = access_model::of(&company, &arguments.origin, environment)?;
    if arguments.summary {
        let groups = access_model::survey(&company, &model, environment)?.summary();
        interrupt::ends_the_process();
        match arguments.format {
            Format::Json => groups
                .iter()
                .for_each(|group| output::print(&serde_json::json!(group).to_string())),
            Format::Text => output::print(&summed(&groups)),
        }
        return Ok(ExitCode::SUCCESS);
    }
    let cells = access_model::survey(&company, &model, environment)?.matrix();
    let cells = selected(arguments, cells);
    if let Some(other) = &arguments.diff {
        let after = organization_file::read(other)?;
        let model = AccessModel::of(&after, &Ids::assumed(&after));
        let after = selected(
            arguments,
            access_model::survey(&after, &model, environment)?.matrix(),
        );
        interrupt::ends_the_process();
        return diff(&cells, &after, arguments.format);
    }
    interrupt::ends_the_process();
    ensure!(
        !cells.is_empty(),
        "this matches no principal or repository of the file: see `wharf access {}`",
        arguments.file.display()
    );
    match arguments.format {
        Format::Json => cells
            .iter()
            .for_each(|cell| output::print(&serde_json::json!(cell).to_string())),
        Format::Text if arguments.why => output::print(&reasons(&company, &model, &cells)),
        Format::Text => output::print(&table(&cells)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Groups, the names of large ones cut.
fn summed(groups: &[Group]) -> String {
    let head = ["registry", "Region", "repositories", "can", "who"];
    let mut rows = vec![head.map(str::to_owned)];
    for group in groups {
        let names = match group.repositories {
            1 => group.repository.clone(),
            count => format!("{count} like {}", group.repository),
        };
        let who = match group.who.as_slice() {
            few if few.len() <= 4 => few.join(", "),
            [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
            _ => String::new(),
        };
        let can = if group.can.is_empty() {
            "nothing".to_owned()
        } else {
            group.can.join(", ")
        };
        rows.push([group.registry.clone(), group.region.clone(), names, can, who]);
    }
    output::table(&rows)
}

fn selected(arguments: &Access, cells: Vec<Cell>) -> Vec<Cell> {
    let is_meant =
        |wanted: &Option<String>, text: &str| wanted.as_ref().is_none_or(|wanted| text.contains(wanted));
    let can = |cell: &Cell| {
        arguments
            .can
            .is_none_or(|action| cell.can.contains(&action.as_str()))
    };
    let cells = cells.into_iter();
    cells
        .filter(|cell| {
            is_meant(&arguments.who, &cell.who) && is_meant(&arguments.repository, &cell.repository)
        })
        .filter(can)
        .collect()
}

fn table(cells: &[Cell]) -> String {
    let head = [
        "who",
        "registry",
        "Region",
        "repository",
        "pull",
        "push",
        "delete",
        "administer",
    ];
    let mut rows = vec![head.map(str::to_owned)];
    for cell in cells {
        let mark = |action: Action| {
            if cell.can.contains(&action.as_str()) {
                "yes"
            } else {
                "-"
            }
            .to_owned()
        };
        let [pull, push, delete, administer] = Action::ALL.map(mark);
        let place = [
            cell.who.clone(),
            cell.registry.clone(),
            cell.region.clone(),
            cell.repository.clone(),
        ];
        let [who, registry, region, repository] = place;
        rows.push([who, registry, region, repository, pull, push, delete, administer]);
    }
    output::table(&rows)
}

fn reasons(company: &Company, model: &AccessModel, cells: &[Cell]) -> String {
    let mut text = String::new();
    for cell in cells {
        let who = model.principals().iter().find(|who| who.label == cell.who);
        let place = model.registries().find(|place| {
            company.accounts[place.account].name == cell.registry && place.region.as_str() == cell.region
        });
        let (Some(who), Some(place)) = (who, place) else {
            continue;
        };
        for action in Action::ALL {
            let answer = model.can(who, action, place, &cell.repository);
            let can = if answer.can { "can" } else { "cannot" };
            text.push_str(&format!(
                "{} {can} {action} {} in {}, {} ({})\n",
                cell.who, cell.repository, cell.registry, cell.region, answer.operation
            ));
            for line in check::deciding(&answer) {
                text.push_str(&format!("  {line}\n"));
            }
        }
    }
    text
}

/// What access one file gives that the other does not.
fn diff(before: &[Cell], after: &[Cell], format: Format) -> anyhow::Result<ExitCode> {
    type Key<'a> = (&'a str, &'a str, &'a str, &'a str);
    fn keyed(cells: &[Cell]) -> BTreeMap<Key<'_>, &Cell> {
        let key = |cell| -> Key<'_> {
            let cell: &Cell = cell;
            (&cell.who, &cell.registry, &cell.region, &cell.repository)
        };
        cells.iter().map(|cell| (key(cell), cell)).collect()
    }
    let (before, after) = (keyed(before), keyed(after));
    let mut differs = false;
    let keys = before
        .keys()
        .chain(after.keys().filter(|key| !before.contains_key(*key)));
    for key in keys {
        let can = |cells: &BTreeMap<Key<'_>, &Cell>, action: Action| {
            cells
                .get(key)
                .is_some_and(|cell| cell.can.contains(&action.as_str()))
        };
        for action in Action::ALL {
            let (was, is) = (can(&before, action), can(&after, action));
            if was == is {
                continue;
            }
            differs = true;
            let (who, registry, region, repository) = key;
            match format {
                Format::Json => output::print(
                    &serde_json::json!({"who": who, "action": action.as_str(), "repository": repository,
                        "registry": registry, "region": region, "before": was, "after": is})
                    .to_string(),
                ),
                Format::Text => {
                    let sign = if is { '+' } else { '-' };
                    output::print(&format!(
                        "{sign} {who} can {action} {repository} in {registry}, {region}"
                    ));
                }
            }
        }
    }
    Ok(if differs {
        ExitCode::from(DIFFERS)
    } else {
        ExitCode::SUCCESS
    })
}
