//! `wharf config show`.

use std::process::ExitCode;

use crate::Environment;
use crate::arguments::Config;
use crate::config::{Layers, Place, Serve};
use crate::output;

pub(crate) fn run(arguments: Config, environment: &Environment) -> anyhow::Result<ExitCode> {
    let Config::Show { format, settings } = arguments;
    let (layers, errors) = Layers::lay(&settings, environment);
    if errors.is_empty() {
        output::print(&layers.show(format));
    }
    // Shown first, so that a user who looks for a wrong value sees where it came from.
    layers.read(errors, |layers| Ok((Place::new(layers)?, Serve::new(layers)?)))?;
    Ok(ExitCode::SUCCESS)
}
