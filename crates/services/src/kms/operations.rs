//! The table of KMS's operations that the local key ring has: a row each.

use wharf_aws::json11::Violation;
use wharf_aws::kms::Fault;

use super::{alias, key};
use crate::operation::json11::JsonFault;
use crate::operation::{Service, operations};

/// AWS Key Management Service's API.
pub static KMS: Service = Service {
    event_source: "kms.amazonaws.com",
    model: &wharf_aws::kms::SERVICE,
    operations: wharf_aws::kms::OPERATIONS,
    message_member: "message",
    is_registry: false,
    for_operators: true,
    denial_text: ToString::to_string,
    rows: || ROWS,
};

operations! { KMS: json11, Fault;
    alias::CreateAlias: Changes, Key, ["kms:CreateAlias"];
    alias::ListAliases: Reads, Any, ["kms:ListAliases"];
    key::CreateKey: Changes, Any, ["kms:CreateKey"];
    key::DescribeKey: Reads, Key, ["kms:DescribeKey"];
    key::DisableKey: Changes, Key, ["kms:DisableKey"];
    key::EnableKey: Changes, Key, ["kms:EnableKey"];
    key::ListKeyRotations: Reads, Key, ["kms:ListKeyRotations"];
    key::ListKeys: Reads, Any, ["kms:ListKeys"];
    key::RotateKeyOnDemand: Changes, Key, ["kms:RotateKeyOnDemand"];
}

impl JsonFault for Fault {
    fn of_violations(_violations: &[Violation]) -> Option<Fault> {
        None
    }

    fn invalid(message: String) -> Fault {
        Fault::InvalidMarker { message }
    }

    fn server(message: String) -> Fault {
        Fault::KMSInternal { message }
    }
}
