//! Events on standard error.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::Environment;
use crate::config::settings::{SETTINGS, nearest};
use crate::config::{LogFormat, Serve};

/// Variables that begin like settings but are not.
const OTHERS: &[&str] = &["WHARF_REGISTRY", "WHARF_FAIL_POINT"];

/// Logs from now on.
pub(super) fn start(settings: &Serve) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // Standard error may be a file on a full disk: to say there that it cannot be written would end what is under way.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    let started = match settings.log_format {
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    started
        .map_err(|error| anyhow::anyhow!(error))
        .context("the log cannot be started")
}

/// A misspelt variable would otherwise be silently without effect.
pub(super) fn warn_of_unknown_variables(environment: &Environment) {
    let known: Vec<String> = SETTINGS.iter().map(|setting| setting.variable()).collect();
    for name in environment.names("WHARF_") {
        if known.iter().any(|variable| variable == name)
            || OTHERS.contains(&name)
            || name.starts_with("WHARF_TEST_")
        {
            continue;
        }
        let typed = name.trim_start_matches("WHARF_");
        let meant = nearest(typed, SETTINGS.iter().map(|setting| setting.name));
        let meant = meant.map(|name| format!("WHARF_{}", name.to_ascii_uppercase().replace('-', "_")));
        tracing::warn!(name, meant, "this environment variable is no setting");
    }
}
