//! `wharf draw`: an organization file as a picture, from the access that it gives.

use std::process::ExitCode;

use wharf_topology::access::AccessModel;
use wharf_topology::desired::Ids;
use wharf_topology::draw;

use super::organization_file;
use crate::arguments::{Draw, Picture};
use crate::output;

pub(crate) fn run(arguments: &Draw) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    output::exact(&match arguments.format {
        Picture::Svg => draw::svg(&company, &model),
        Picture::Mermaid => draw::mermaid(&company, &model),
    });
    Ok(ExitCode::SUCCESS)
}
