//! The room of service-linked roles: those that a service of AWS's has in an account, under a path, a trust policy and a managed policy that
//! are the service's (IAM User Guide, *Service-linked roles*).
//!
//! They are rows of `role`, and what an account may not change of them, the other rooms refuse by their path. No service assumes one here:
//! Terraform and recipes make them before they make what would use them.

mod operations;

pub use operations::*;

use serde_json::json;

use super::entity::{EntityKind, arn_of};
use super::subject::SERVICE_LINKED;
use wharf_aws::AccountId;

/// A service that has a role of its own.
struct LinkedService {
    /// Its principal.
    name: &'static str,
    /// The role's name.
    role: &'static str,
    /// The name of the managed policy that the role has.
    policy: &'static str,
    /// Whether an account may have several of them, told apart by a suffix.
    takes_suffix: bool,
}

const fn service(name: &'static str, role: &'static str, policy: &'static str) -> LinkedService {
    LinkedService {
        name,
        role,
        policy,
        takes_suffix: false,
    }
}

/// The services that registries, clusters and their recipes have to do with (each service's guide, *Using service-linked roles*).
const SERVICES: &[LinkedService] = &[
    LinkedService {
        takes_suffix: true,
        ..service(
            "autoscaling.amazonaws.com",
            "AWSServiceRoleForAutoScaling",
            "AutoScalingServiceRolePolicy",
        )
    },
    service(
        "ecr.amazonaws.com",
        "AWSServiceRoleForECRTemplate",
        "ECRTemplateServiceRolePolicy",
    ),
    service(
        "ecs.amazonaws.com",
        "AWSServiceRoleForECS",
        "AmazonECSServiceRolePolicy",
    ),
    service(
        "ecs.application-autoscaling.amazonaws.com",
        "AWSServiceRoleForApplicationAutoScaling_ECSService",
        "AWSApplicationAutoscalingECSServicePolicy",
    ),
    service(
        "eks-fargate.amazonaws.com",
        "AWSServiceRoleForAmazonEKSForFargate",
        "AmazonEKSForFargateServiceRolePolicy",
    ),
    service(
        "eks-nodegroup.amazonaws.com",
        "AWSServiceRoleForAmazonEKSNodegroup",
        "AWSServiceRoleForAmazonEKSNodegroup",
    ),
    service(
        "eks.amazonaws.com",
        "AWSServiceRoleForAmazonEKS",
        "AmazonEKSServiceRolePolicy",
    ),
    service(
        "elasticloadbalancing.amazonaws.com",
        "AWSServiceRoleForElasticLoadBalancing",
        "AWSElasticLoadBalancingServiceRolePolicy",
    ),
    service(
        "pullthroughcache.ecr.amazonaws.com",
        "AWSServiceRoleForECRPullThroughCache",
        "AWSECRPullThroughCache_ServiceRolePolicy",
    ),
    service(
        "replication.ecr.amazonaws.com",
        "AWSServiceRoleForECRReplication",
        "ECRReplicationServiceRolePolicy",
    ),
    service(
        "spot.amazonaws.com",
        "AWSServiceRoleForEC2Spot",
        "AWSEC2SpotServiceRolePolicy",
    ),
    service(
        "spotfleet.amazonaws.com",
        "AWSServiceRoleForEC2SpotFleet",
        "AWSEC2SpotFleetServiceRolePolicy",
    ),
];

impl LinkedService {
    fn find(name: &str) -> Option<&'static LinkedService> {
        SERVICES.iter().find(|service| service.name == name)
    }

    fn role_name(&self, suffix: Option<&str>) -> String {
        match suffix {
            Some(suffix) => format!("{}_{suffix}", self.role),
            None => self.role.to_owned(),
        }
    }

    fn policy_arn(&self) -> String {
        format!("arn:aws:iam::aws:policy{SERVICE_LINKED}{}", self.policy)
    }

    fn trust_policy(&self) -> String {
        let statement = json!({
            "Effect": "Allow", "Principal": {"Service": self.name}, "Action": "sts:AssumeRole",
        });
        json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
    }
}

/// The path of a service's roles.
fn path_of(service: &str) -> String {
    format!("{SERVICE_LINKED}{service}/")
}

/// The ARN of a service's role, or the pattern of all of them.
fn arn(account: &AccountId, service: &str, role: Option<&str>) -> String {
    arn_of(account, EntityKind::Role, &path_of(service), role.unwrap_or("*"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::managed_policy;
    use wharf_policy::PolicyKind;

    #[test]
    fn every_service_has_a_policy_and_a_trust_policy_that_would_be_saved() {
        for service in SERVICES {
            let arn = service.policy_arn();
            assert!(managed_policy::is_of_aws(&arn), "{arn}");
            assert!(wharf_policy::check(&service.trust_policy(), PolicyKind::Trust).is_ok());
        }
    }
}
