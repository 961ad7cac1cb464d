//! The room of lifecycle policies: their language, their rows, and the operations on them (Amazon ECR User Guide, *Automate the
//! cleanup of images by using lifecycle policies*). What they do to images is in `lifecycle`.

pub mod document;
mod operations;
pub(crate) mod store;

pub use document::LifecyclePolicy;
pub use operations::*;
pub(crate) use store::STATEMENTS;

use wharf_aws::ecr::Fault;

use super::fault::invalid_parameter;

/// Reads a document, or words the fault.
pub(crate) fn parse(text: &str) -> Result<LifecyclePolicy, Fault> {
    if text.chars().count() > document::MAX_CHARACTERS {
        let reason = format!(
            "Member must have length less than or equal to {}",
            document::MAX_CHARACTERS
        );
        return Err(invalid_parameter("lifecyclePolicyText", &reason));
    }
    LifecyclePolicy::parse(text).map_err(|reason| Fault::InvalidParameter {
        message: format!(
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation \
             failure: {reason}"
        ),
    })
}
