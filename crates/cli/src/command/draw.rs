//! `wharf draw`: an organization file as a picture, from the access that it gives.

use std::process::ExitCode;

use wharf_topology::access::AccessModel;
use wharf_topology::desired::Ids;
use wharf_topology::draw;

use super::{access_model, organization_file};
use crate::arguments::{Draw, Picture};
use crate::{Environment, output};

pub(crate) fn run(arguments: &Draw, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let groups = access_model::survey(&company, &model, environment)?.summary();
    output::exact(&match arguments.format {
        Picture::Svg => draw::svg(&company, &model, &groups),
        Picture::Mermaid => draw::mermaid(&company, &model, &groups),
    });
    Ok(ExitCode::SUCCESS)
}
