//! `wharf plan`, `wharf apply` and `wharf destroy`: an organization file against a live endpoint.

use std::process::ExitCode;

use wharf_topology::reconcile::{self, Change, Effect, Mode};

use super::operate::block_on;
use super::{endpoint, organization_file};
use crate::arguments::{Apply, Format, Reconcile};
use crate::{Environment, output};

/// What `plan` ends with when something differs.
const DIFFERS: u8 = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    There,
    Back,
}

pub(crate) fn plan(arguments: &Reconcile, environment: &Environment) -> anyhow::Result<ExitCode> {
    let changes = run(arguments, Mode::Plan, Direction::There, environment)?;
    Ok(if changes == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(DIFFERS)
    })
}

pub(crate) fn apply(arguments: &Apply, environment: &Environment) -> anyhow::Result<ExitCode> {
    run(
        &arguments.reconcile,
        mode(arguments),
        Direction::There,
        environment,
    )?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn destroy(arguments: &Apply, environment: &Environment) -> anyhow::Result<ExitCode> {
    run(
        &arguments.reconcile,
        mode(arguments),
        Direction::Back,
        environment,
    )?;
    Ok(ExitCode::SUCCESS)
}

fn mode(arguments: &Apply) -> Mode {
    if arguments.dry_run {
        Mode::Plan
    } else {
        Mode::Apply
    }
}

fn run(
    arguments: &Reconcile,
    mode: Mode,
    direction: Direction,
    environment: &Environment,
) -> anyhow::Result<usize> {
    let company = organization_file::read(&arguments.file)?;
    let mut report = |change: &Change| tell(change, arguments.all, arguments.format);
    let work = async {
        let client = endpoint::client(&arguments.endpoint, environment).await?;
        endpoint::require_no_root(&client).await?;
        let outcome = match direction {
            Direction::There => reconcile::reconcile(&company, &client, mode, &mut report).await?,
            Direction::Back => reconcile::destroy(&company, &client, mode, &mut report).await?,
        };
        anyhow::Ok(outcome.changes)
    };
    let changes = block_on(work)?;
    if matches!(arguments.format, Format::Text) {
        output::print(&sum(changes, mode));
    }
    Ok(changes)
}

/// One change, as it happens.
pub(super) fn tell(change: &Change, all: bool, format: Format) {
    if change.effect == Effect::Same && !all {
        return;
    }
    match format {
        Format::Text => output::print(&change.to_string()),
        Format::Json => output::print(&serde_json::json!(change).to_string()),
    }
}

pub(super) fn sum(changes: usize, mode: Mode) -> String {
    match (changes, mode) {
        (0, _) => "everything is as the file says".to_owned(),
        (1, Mode::Plan) => "1 thing differs".to_owned(),
        (count, Mode::Plan) => format!("{count} things differ"),
        (1, Mode::Apply) => "1 change".to_owned(),
        (count, Mode::Apply) => format!("{count} changes"),
    }
}
