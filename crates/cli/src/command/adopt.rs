//! `wharf adopt`: bytes that do not belong to their Region's database are taken for its own on purpose.

use std::process::ExitCode;

use serde_json::json;

use super::operate::{block_on, text};
use crate::arguments::{Adopt, Format};
use crate::interrupt::unless_interrupted;
use crate::operator::Operator;
use crate::progress::Progress;
use crate::{Environment, output};

pub(crate) fn run(arguments: &Adopt, environment: &Environment) -> anyhow::Result<ExitCode> {
    block_on(async {
        let operator = Operator::open(&arguments.place, environment).await?;
        let progress = Progress::new(environment);
        progress.begin(format!("adopting the bytes of {}", arguments.region), "");
        let input = json!({"withoutBytes": arguments.without_bytes});
        let call = operator.call("AdoptStore", Some(&arguments.region), input);
        let done = || "the bytes may have been adopted already".to_owned();
        let adopted = unless_interrupted(&progress, done, call).await;
        let flag = operator.folder.flag();
        operator.close().await;
        let (region, store) = (&arguments.region, text(&adopted?["storeId"]));
        if arguments.format == Format::Json {
            output::json(&json!({"region": region.as_str(), "storeId": store}))?;
            return Ok(ExitCode::SUCCESS);
        }
        output::print(&format!(
            "The bytes of {region} belong to its database from now on, as store {store}. What is missing is found by:\n\n  \
             wharf verify --region {region}{flag}\n\n\
             Everything that is there is kept until:\n\n  \
             wharf collect --region {region} --force{flag}\n"
        ));
        Ok(ExitCode::SUCCESS)
    })
}
