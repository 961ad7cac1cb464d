//! `wharf plan`, `wharf apply` and `wharf destroy`: an organization file against a live endpoint.

mod consent;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use wharf_topology::reconcile::{self, Change, Effect, Listener, Mode, Outcome};
use wharf_topology::{Company, live};

use self::consent::Consent;
use super::operate::block_on;
use super::{endpoint, organization_file};
use crate::arguments::{Apply, Format, Reconcile};
use crate::exit::{DIFFERS, Interrupted};
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::{Environment, output};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    There,
    Back,
}

impl Direction {
    fn command(self) -> &'static str {
        match self {
            Direction::There => "wharf apply",
            Direction::Back => "wharf destroy",
        }
    }
}

pub(crate) fn plan(arguments: &Reconcile, environment: &Environment) -> anyhow::Result<ExitCode> {
    let changes = run(arguments, Mode::Plan, Direction::There, (false, environment))?;
    Ok(if changes == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(DIFFERS)
    })
}

pub(crate) fn apply(arguments: &Apply, environment: &Environment) -> anyhow::Result<ExitCode> {
    change(arguments, Direction::There, environment)
}

pub(crate) fn destroy(arguments: &Apply, environment: &Environment) -> anyhow::Result<ExitCode> {
    change(arguments, Direction::Back, environment)
}

fn change(arguments: &Apply, direction: Direction, environment: &Environment) -> anyhow::Result<ExitCode> {
    let mode = if arguments.dry_run {
        Mode::Plan
    } else {
        Mode::Apply
    };
    run(
        &arguments.reconcile,
        mode,
        direction,
        (arguments.yes, environment),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn run(
    arguments: &Reconcile,
    mode: Mode,
    direction: Direction,
    (yes, environment): (bool, &Environment),
) -> anyhow::Result<usize> {
    let company = match direction {
        Direction::There => organization_file::read_within_limits(&arguments.file)?,
        Direction::Back => organization_file::read(&arguments.file)?,
    };
    let consent = Consent::of(mode, direction, yes)?;
    let progress = Progress::new(environment);
    let work = async {
        let client = endpoint::client(&arguments.endpoint, environment).await?;
        endpoint::require_no_root(&client).await?;
        if let Consent::Asked = consent {
            consent::ask(&company, &client, direction, &progress).await?;
        }
        let changes = AtomicUsize::new(0);
        let mut told = Told::new((arguments.all, arguments.format), &progress, &changes);
        let work = async { anyhow::Ok(reconciled(&company, &client, (mode, direction), &mut told).await?) };
        let done = || begun(mode, changes.load(Ordering::Relaxed));
        let outcome: anyhow::Result<Outcome> = unless_interrupted(&progress, done, work).await;
        let outcome = match (mode, outcome) {
            (Mode::Apply, Err(error)) => Err(told.stopped(direction.command(), error)),
            (_, outcome) => outcome,
        };
        anyhow::Ok(outcome?.changes)
    };
    let changes = block_on(work)?;
    if matches!(arguments.format, Format::Text) {
        output::print(&sum(changes, mode));
    }
    Ok(changes)
}

async fn reconciled(
    company: &Company,
    client: &live::Client,
    (mode, direction): (Mode, Direction),
    listener: &mut (dyn Listener + Send),
) -> Result<Outcome, live::LiveError> {
    match direction {
        Direction::There => reconcile::reconcile(company, client, mode, listener).await,
        Direction::Back => reconcile::destroy(company, client, mode, listener).await,
    }
}

/// What was done when Ctrl-C came.
fn begun(mode: Mode, changes: usize) -> String {
    let begun = match (mode, changes) {
        (Mode::Plan, _) => return "nothing was changed".to_owned(),
        (Mode::Apply, 1) => "1 change was".to_owned(),
        (Mode::Apply, count) => format!("{count} changes were"),
    };
    format!(
        "{begun} begun, of which the last one may be done in part; what is done stays, and is not done again: the same command \
         goes on from there"
    )
}

/// Tells changes as they happen, and how far it is.
pub(super) struct Told<'a> {
    all: bool,
    format: Format,
    progress: &'a Progress,
    changes: &'a AtomicUsize,
    /// The change that was begun last.
    last: Option<String>,
}

impl<'a> Told<'a> {
    /// Counts changes, too.
    pub(super) fn new(
        (all, format): (bool, Format),
        progress: &'a Progress,
        changes: &'a AtomicUsize,
    ) -> Told<'a> {
        progress.begin("comparing", "things");
        Told {
            all,
            format,
            progress,
            changes,
            last: None,
        }
    }

    /// What is said when it stopped on its way: where, what is done, and how to go on.
    pub(super) fn stopped(&self, command: &str, error: anyhow::Error) -> anyhow::Error {
        let Some(last) = self.last.as_ref().filter(|_| !error.is::<Interrupted>()) else {
            return error;
        };
        let done = match self.changes.load(Ordering::Relaxed).saturating_sub(1) {
            0 => "nothing else was changed".to_owned(),
            1 => "the change before it is done and stays".to_owned(),
            done => format!("the {done} changes before it are done and stay"),
        };
        error.context(format!(
            "it stopped at or after {last}; {done}. Once the reason is mended, `{command}` with the same file goes on from there"
        ))
    }
}

impl Listener for Told<'_> {
    fn change(&mut self, change: &Change) {
        if !matches!(change.effect, Effect::Same | Effect::Keep) {
            self.changes.fetch_add(1, Ordering::Relaxed);
            self.last = Some(change.what.clone());
        }
        tell(change, self.all, self.format);
    }

    fn looked(&mut self, things: usize, of: usize) {
        self.progress.things(things, of);
    }
}

/// One change, as it happens.
fn tell(change: &Change, all: bool, format: Format) {
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
