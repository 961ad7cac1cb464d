//! The table of KMS's operations that the local key ring has: a row each.

use wharf_aws::json11::Violation;
use wharf_aws::kms::Fault;

use super::{alias, key};
use wharf_kernel::operation::json11::JsonWords;
use wharf_kernel::operation::{Service, operations};
use wharf_kernel::space::Room;

/// AWS Key Management Service's API.
pub static KMS: Service = Service {
    event_source: "kms.amazonaws.com",
    model: &wharf_aws::kms::SERVICE,
    operations: wharf_aws::kms::OPERATIONS,
    message_member: "message",
    is_registry: false,
    for_operators: true,
    denial_text: ToString::to_string,
};

operations! { KMS: [json11 Words], Fault;
    alias::CreateAlias: Changes, Key, ["kms:CreateAlias"];
    alias::ListAliases: Reads, Any, ["kms:ListAliases"];
    key::CreateKey: Changes, Any, ["kms:CreateKey"];
    key::DescribeKey: Reads, Key, ["kms:DescribeKey"];
    key::DisableKey: Changes, Key, ["kms:DisableKey"], room: Room::Frees;
    key::EnableKey: Changes, Key, ["kms:EnableKey"];
    key::ListKeyRotations: Reads, Key, ["kms:ListKeyRotations"];
    key::ListKeys: Reads, Any, ["kms:ListKeys"];
    key::RotateKeyOnDemand: Changes, Key, ["kms:RotateKeyOnDemand"];
}

/// How the service words what is wrong with any request.
pub(crate) enum Words {}

impl JsonWords for Words {
    type Fault = Fault;

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
