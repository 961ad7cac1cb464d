//! The rows of IAM's operations that simulate: they ask the evaluator, so they stand above the rooms of IAM.

use wharf_aws::iam::Fault;
use wharf_identity::iam::IAM;
use wharf_kernel::operation::operations;

use super::operations as simulation;

operations! { IAM: [query], Fault;
    simulation::GetContextKeysForCustomPolicy: Reads, Any, ["iam:GetContextKeysForCustomPolicy"];
    simulation::GetContextKeysForPrincipalPolicy: Reads, User, ["iam:GetContextKeysForPrincipalPolicy"];
    simulation::SimulateCustomPolicy: Reads, Any, ["iam:SimulateCustomPolicy"];
    simulation::SimulatePrincipalPolicy: Reads, User, ["iam:SimulatePrincipalPolicy"];
}
