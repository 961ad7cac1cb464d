//! Events on standard error.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Serve};
use crate::output;

/// Logs from now on.
pub(super) fn start(settings: &Serve) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // Standard error may be a file on a full disk: to say there that it cannot be written would end what is under way.
        .log_internal_errors(false)
        .with_writer(|| {
            output::clear();
            std::io::stderr()
        });
    let started = match settings.log_format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    started
        .map_err(|error| anyhow::anyhow!(error))
        .context("the log cannot be started")
}
