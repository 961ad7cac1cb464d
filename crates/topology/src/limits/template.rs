//! CloudFormation's templates, measured before one is written.

use serde_json::Value;

use super::grouped;
use crate::export::File;
use crate::quota::{Limit, TEMPLATE_IN_BUCKET, TEMPLATE_PARAMETERS, TEMPLATE_RESOURCES};

/// What of templates is more than AWS takes, a sentence for each; their names end with `.json`. A template that is only too long to be
/// handed over is taken from a bucket, and is not told.
pub fn templates(files: &[File]) -> Vec<String> {
    let mut told = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
        let template: Value = serde_json::from_str(text).unwrap_or_default();
        let count = |part: &str| template[part].as_object().map_or(0, serde_json::Map::len);
        let mut measure = |limit: Limit, count: usize| {
            if count > limit.max {
                told.push(format!(
                    "{name} has {} {}, and AWS takes {}: give units registries of their own (`topology: per-unit`), or export for Terraform \
                     or as a script, which have no such limit",
                    grouped(count),
                    limit.unit,
                    grouped(limit.max)
                ));
            }
        };
        measure(TEMPLATE_RESOURCES, count("Resources"));
        measure(TEMPLATE_PARAMETERS, count("Parameters"));
        measure(TEMPLATE_IN_BUCKET, text.len());
    }
    told
}
