//! The operator's operations on registries: a row each.

use wharf_aws::wharf::Fault;
use wharf_kernel::operation::operations;
use wharf_kernel::operator::{OPERATOR, Words};
use wharf_kernel::space::Room;

use crate::collection::operations as collection;
use crate::ecr::deleted_image::operations as deleted_image;
use crate::events::operations as events;
use crate::store_identity::operations as store_identity;
use crate::usage::operations as usage;
use crate::verification::operations as verification;

operations! { OPERATOR: [json11 Words], Fault;
    collection::CollectBytes: Changes, Node, ["wharf:CollectBytes"], room: Room::Frees;
    collection::ListLayerHolders: Reads, Node, ["wharf:ListLayerHolders"];
    deleted_image::ListDeletedImages: Reads, Node, ["wharf:ListDeletedImages"];
    deleted_image::RestoreDeletedImages: Changes, Repository, ["wharf:RestoreDeletedImages"];
    deleted_image::RestoreImage: Changes, Node, ["wharf:RestoreImage"];
    events::CreateWebhook: Changes, Node, ["wharf:CreateWebhook"];
    events::DeleteWebhook: Changes, Node, ["wharf:DeleteWebhook"], room: Room::Frees;
    events::ListDeadLetters: Reads, Node, ["wharf:ListDeadLetters"];
    events::ListEvents: Reads, Node, ["wharf:ListEvents"];
    events::ListWebhooks: Reads, Node, ["wharf:ListWebhooks"];
    events::RedeliverDeadLetters: Changes, Node, ["wharf:RedeliverDeadLetters"];
    store_identity::AdoptStore: Changes, Node, ["wharf:AdoptStore"];
    usage::GetUsage: Reads, Node, ["wharf:GetUsage"];
    usage::MeasureUsage: Changes, Node, ["wharf:MeasureUsage"];
    verification::VerifyStore: Changes, Node, ["wharf:VerifyStore"], room: Room::Nothing;
}
