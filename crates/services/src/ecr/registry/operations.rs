//! Describe the caller's registry.

use wharf_aws::ecr::{DescribeRegistryRequest, DescribeRegistryResponse, Fault, ReplicationConfiguration};

use crate::{Access, Authorized, Call, Context, Error, Operation};

/// `DescribeRegistry`.
pub struct DescribeRegistry;

impl Operation for DescribeRegistry {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "DescribeRegistry";
    type Input = DescribeRegistryRequest;
    type Output = DescribeRegistryResponse;
    type Fault = Fault;

    fn access(_input: &Self::Input, call: &Call) -> Vec<Access> {
        vec![Access::registry("DescribeRegistry", &call.account)]
    }

    async fn run(
        context: &Context<'_>,
        _input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        Ok(DescribeRegistryResponse {
            registry_id: Some(context.call.account),
            // There is no replication yet, so no registry has rules for it.
            replication_configuration: Some(ReplicationConfiguration { rules: Vec::new() }),
        })
    }
}
