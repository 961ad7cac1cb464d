//! `wharf export`: what an organization file asks for, for those who apply it with other tools.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use wharf_topology::Company;
use wharf_topology::desired::Ids;
use wharf_topology::export::{cloudformation, policies, script, terraform_hcl, terraform_json};
use wharf_topology::limits;
use wharf_topology::reconcile::{Change, Listener, Mode, reconcile};

use super::operate::block_on;
use super::{endpoint, organization_file};
use crate::arguments::{Export, Language};
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::{Environment, files, output};

pub(crate) fn run(arguments: &Export, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read_within_limits(&arguments.file)?;
    let ids = match arguments.live {
        true => live(&company, arguments, environment)?,
        false => Ids::assumed(&company),
    };
    let written = match arguments.format {
        Language::Cloudformation => cloudformation(&company, &ids),
        Language::TerraformJson => terraform_json(&company, &ids),
        Language::Terraform => terraform_hcl(&company, &ids),
        Language::Script => script(&company, &ids),
        Language::Policies => policies(&company, &ids),
    };
    if let Language::Cloudformation = arguments.format {
        let over = limits::templates(&written);
        if !over.is_empty() {
            bail!("{}", over.join("\n"));
        }
    }
    for (name, text) in written {
        let path = arguments.out.join(name);
        let parent = path.parent().context("a folder")?;
        files::make_folder(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        files::put(&path, text.as_bytes(), 0o644)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        output::print(&path.display().to_string());
    }
    if !arguments.live && !is_known(&company) {
        eprint(
            "ids of the organization are assumed, and have to be filled in: with --live they are those of the endpoint",
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether the output depends only on ids that the file gives.
fn is_known(company: &Company) -> bool {
    company.accounts.iter().all(|account| account.id.is_some())
        && company.units.is_empty()
        && company.guardrails.is_empty()
        && company
            .consumers
            .iter()
            .all(|consumer| consumer.service.is_none())
}

fn live(company: &Company, arguments: &Export, environment: &Environment) -> anyhow::Result<Ids> {
    let progress = Progress::new(environment);
    progress.begin("looking at the organization", "things");
    let mut quiet = Quiet(&progress);
    block_on(async {
        let client = endpoint::client(&arguments.endpoint, environment).await?;
        let work = async { anyhow::Ok(reconcile(company, &client, Mode::Plan, &mut quiet).await?.ids) };
        unless_interrupted(&progress, || "nothing was written".to_owned(), work).await
    })
}

/// Only how far it is.
struct Quiet<'a>(&'a Progress);

impl Listener for Quiet<'_> {
    fn change(&mut self, _: &Change) {}

    fn looked(&mut self, things: usize, of: usize) {
        self.0.things(things, of);
    }
}

fn eprint(text: &str) {
    output::error(&anyhow::anyhow!("{text}"));
}
