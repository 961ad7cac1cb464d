//! The table of the operator's operations: a row each.

use wharf_aws::json11::Violation;
use wharf_aws::wharf::Fault;

use super::{access_key, account};
use crate::ecr::deleted_image;
use crate::events::operations as events;
use crate::operation::json11::JsonFault;
use crate::operation::{Service, operations};
use crate::usage::operations as usage;

/// The operator's API.
pub static OPERATOR: Service = Service {
    event_source: "wharf",
    model: &wharf_aws::wharf::SERVICE,
    operations: wharf_aws::wharf::OPERATIONS,
    message_member: "message",
    is_registry: false,
    for_operators: true,
    denial_text: ToString::to_string,
    rows: || ROWS,
};

operations! { OPERATOR: json11, Fault;
    access_key::CreateRootAccessKey: Changes, Node, ["wharf:CreateRootAccessKey"];
    access_key::ListRootAccessKeys: Reads, Node, ["wharf:ListRootAccessKeys"];
    access_key::RevealRootAccessKey: Changes, Node, ["wharf:RevealRootAccessKey"];
    access_key::UpdateRootAccessKey: Changes, Node, ["wharf:UpdateRootAccessKey"];
    account::CreateAccount: Changes, Node, ["wharf:CreateAccount"];
    account::ListAccounts: Reads, Node, ["wharf:ListAccounts"];
    deleted_image::ListDeletedImages: Reads, Node, ["wharf:ListDeletedImages"];
    deleted_image::RestoreImage: Changes, Node, ["wharf:RestoreImage"];
    events::CreateWebhook: Changes, Node, ["wharf:CreateWebhook"];
    events::DeleteWebhook: Changes, Node, ["wharf:DeleteWebhook"];
    events::ListDeadLetters: Reads, Node, ["wharf:ListDeadLetters"];
    events::ListEvents: Reads, Node, ["wharf:ListEvents"];
    events::ListWebhooks: Reads, Node, ["wharf:ListWebhooks"];
    events::RedeliverDeadLetters: Changes, Node, ["wharf:RedeliverDeadLetters"];
    usage::GetUsage: Reads, Node, ["wharf:GetUsage"];
}

impl JsonFault for Fault {
    fn of_violations(violations: &[Violation]) -> Option<Fault> {
        Some(Fault::from_violations(violations))
    }

    fn invalid(message: String) -> Fault {
        Fault::InvalidParameter { message }
    }

    fn server(message: String) -> Fault {
        Fault::Server { message }
    }
}
