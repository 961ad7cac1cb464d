//! `wharf config show`.

use std::process::ExitCode;

use crate::Environment;
use crate::arguments::Config;
use crate::config::{Layers, Place, Serve};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::output;

pub(crate) fn run(arguments: Config, environment: &Environment) -> anyhow::Result<ExitCode> {
    let Config::Show { format, settings } = arguments;
    let (layers, errors) = Layers::lay(&settings, environment);
    if errors.is_empty() {
        output::print(&layers.show(format));
    }
    // Shown first, so that a user who looks for a wrong value sees where it came from.
    let (place, settings) = layers.read(errors, |layers| Ok((Place::new(layers)?, Serve::new(layers)?)))?;
    if let Some(said) = of_the_server(&place, &settings) {
        output::note(&said);
    }
    Ok(ExitCode::SUCCESS)
}

/// What is said where a server has the folder: its settings are those of its own start, and only some of them are written down.
fn of_the_server(place: &Place, settings: &Serve) -> Option<String> {
    let folder = Folder::of(place);
    let holder = folder.holder()?;
    let server = NodeFile::read(&folder).ok().filter(|node| node.pid == holder)?;
    let here = NodeFile::new(
        settings.listen,
        &settings.zone,
        (&settings.region, &settings.regions),
        &settings.default_account,
        &settings.tls,
        None,
    );
    let here = here
        .with_aliases(&settings.aliases)
        .with_database(place.database.as_deref());
    let others = told(&server).into_iter().zip(told(&here));
    let others: Vec<String> = others
        .filter(|(there, here)| there != here)
        .map(|((name, value), _)| format!("{name} is {value}"))
        .collect();
    let others = match others.is_empty() {
        true => ", and those that it tells are the same".to_owned(),
        false => format!(": {}", others.join(", ")),
    };
    Some(format!(
        "these are the settings of a server that this shell would start; the one that serves {} (pid {holder}) has those of its own \
         start{others}",
        folder.path().display()
    ))
}

/// The settings that a server tells, by their names.
fn told(node: &NodeFile) -> [(&'static str, String); 8] {
    let or_none = |text: String| match text.is_empty() {
        true => "-".to_owned(),
        false => text,
    };
    [
        ("database", or_none(node.database.clone().unwrap_or_default())),
        ("listen", node.listen.to_string()),
        ("zone", node.zone.clone()),
        ("region", node.region.clone()),
        ("regions", or_none(node.regions.join(","))),
        ("tls", node.tls.clone()),
        ("alias", or_none(node.aliases.join(","))),
        ("default-account", node.account.clone()),
    ]
}
