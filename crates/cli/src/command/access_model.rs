//! Where access is computed from: the file, a live endpoint, or a snapshot that was kept; and its computing, while a person waits.

use anyhow::{Context as _, ensure};
use wharf_policy::PolicyKind;
use wharf_topology::Company;
use wharf_topology::access::{AccessModel, Snapshot, Survey};
use wharf_topology::desired::Ids;
use wharf_topology::reconcile;

use super::endpoint;
use super::operate::block_on;
use crate::arguments::Origin;
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::{Environment, files};

pub(super) fn of(
    company: &Company,
    origin: &Origin,
    environment: &Environment,
) -> anyhow::Result<AccessModel> {
    let snapshot = match (&origin.snapshot, origin.live) {
        (Some(file), _) => {
            let text =
                files::read_text(file).with_context(|| format!("{} cannot be read", file.display()))?;
            let snapshot: Snapshot =
                serde_json::from_str(&text).with_context(|| format!("{} is no snapshot", file.display()))?;
            ensure!(
                snapshot.accounts.len() == company.accounts.len(),
                "{} is a snapshot of another file: it has {} accounts, the file {}",
                file.display(),
                snapshot.accounts.len(),
                company.accounts.len()
            );
            snapshot
        }
        (None, true) => {
            let work = async {
                let client = endpoint::client(&origin.endpoint, environment).await?;
                endpoint::require_no_root(&client).await?;
                let progress = Progress::new(environment);
                progress.begin("reading the policies of the endpoint", "");
                let read = progress.beside(reconcile::snapshot(company, &client)).await;
                anyhow::Ok(read?)
            };
            block_on(work)?
        }
        (None, false) => Snapshot::of(company, &Ids::assumed(company)),
    };
    if let Some(file) = &origin.save {
        let text = serde_json::to_string_pretty(&snapshot)? + "\n";
        files::put(file, text.as_bytes(), 0o600)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    let model = AccessModel::from_snapshot(company, &snapshot);
    let Some(file) = &origin.session_policy else {
        return Ok(model);
    };
    let text = files::read_text(file).with_context(|| format!("{} cannot be read", file.display()))?;
    wharf_policy::check(&text, PolicyKind::Session)
        .with_context(|| format!("{} is no session policy", file.display()))?;
    Ok(model.in_sessions_of(&serde_json::from_str(&text)?))
}

/// Asks what every class of principals can do with every class of repositories, and shows how far it is.
pub(super) fn survey<'a>(
    company: &'a Company,
    model: &'a AccessModel,
    environment: &Environment,
) -> anyhow::Result<Survey<'a>> {
    let progress = Progress::new(environment);
    let mut survey = Survey::new(company, model);
    let pairs = survey.pairs();
    let asked = async {
        progress.begin("computing", "pairs of principal and repository");
        while survey.step() {
            progress.things(survey.asked(), pairs);
            tokio::task::yield_now().await;
        }
        anyhow::Ok(survey)
    };
    let done = || "nothing was printed".to_owned();
    block_on(unless_interrupted(&progress, done, asked))
}
