//! Describe the caller's registry.

use wharf_aws::ecr::{DescribeRegistryRequest, DescribeRegistryResponse, ReplicationConfiguration};

use wharf_kernel::Access;
use wharf_kernel::operation::operation;

operation! {
    /// `DescribeRegistry`.
    DescribeRegistry(DescribeRegistryRequest) -> DescribeRegistryResponse,
    access(_, call) {
        vec![Access::registry("DescribeRegistry", &call.account)]
    },
    run(context, _input) {
        Ok(DescribeRegistryResponse {
            registry_id: Some(context.call.account),
            // There is no replication yet, so no registry has rules for it.
            replication_configuration: Some(ReplicationConfiguration { rules: Vec::new() }),
        })
    }
}
