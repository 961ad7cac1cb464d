//! `wharf draw`: an organization file as a picture, from the access that it gives.

use std::process::ExitCode;

use wharf_topology::access::AccessModel;
use wharf_topology::desired::Ids;
use wharf_topology::draw;

use super::{access_model, organization_file};
use crate::arguments::{Draw, Picture, Theme};
use crate::{Environment, output};

pub(crate) fn run(arguments: &Draw, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
    let model = AccessModel::of(&company, &Ids::assumed(&company));
    let groups = access_model::survey(&company, &model, environment)?.summary();
    let theme = match arguments.theme {
        Theme::Auto => draw::Theme::Auto,
        Theme::Light => draw::Theme::Light,
        Theme::Dark => draw::Theme::Dark,
    };
    output::exact(&match arguments.format {
        Picture::Svg => draw::svg(&company, &model, &groups, theme),
        Picture::Mermaid => draw::mermaid(&company, &model, &groups),
        Picture::Html => draw::html(&company, &model, &groups, theme),
    });
    Ok(ExitCode::SUCCESS)
}
