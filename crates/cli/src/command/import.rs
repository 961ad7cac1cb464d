//! `wharf import`: an organization file from a live organization.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use wharf_topology::reconcile;

use super::endpoint;
use super::operate::block_on;
use crate::arguments::Import;
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::{Environment, files, output};

pub(crate) fn run(arguments: &Import, environment: &Environment) -> anyhow::Result<ExitCode> {
    let path = &arguments.file;
    let to_output = path == std::path::Path::new("-");
    if !to_output && path.exists() {
        bail!(
            "{} is there already: name another file, or remove it",
            path.display()
        );
    }
    let work = async {
        let client = endpoint::client(&arguments.endpoint, environment).await?;
        endpoint::require_no_root(&client).await?;
        let progress = Progress::new(environment);
        progress.begin("reading", "accounts");
        let mut looked = |done, of| progress.things(done, of);
        let work = async { anyhow::Ok(reconcile::import(&client, &arguments.regions, &mut looked).await?) };
        unless_interrupted(&progress, || "nothing was written".to_owned(), work).await
    };
    let text = block_on(work)?;
    if to_output {
        output::exact(&text);
        return Ok(ExitCode::SUCCESS);
    }
    files::put(path, text.as_bytes(), 0o644)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    output::print(&format!(
        "{0} is written. Next: say builders and consumers, then\n  wharf advise {0}",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}
