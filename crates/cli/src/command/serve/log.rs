//! Events on standard error.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Serve};
use crate::{Environment, output};

/// Logs from now on.
pub(super) fn start(settings: &Serve, environment: &Environment) -> anyhow::Result<()> {
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
        LogFormat::Text => builder
            .with_ansi(output::is_coloured(&std::io::stderr(), environment))
            .try_init(),
    };
    started
        .map_err(|error| anyhow::anyhow!(error))
        .context("the log cannot be started")
}
