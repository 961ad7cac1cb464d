//! The operator's operations on jobs, and on what a node has in memory only: a row each.

use wharf_aws::wharf::Fault;
use wharf_kernel::operation::operations;
use wharf_kernel::operator::{OPERATOR, Words};
use wharf_kernel::space::Room;

use super::operations as jobs;
use crate::maintenance::operations as maintenance;

operations! { OPERATOR: [json11 Words], Fault;
    jobs::CancelJob: Changes, Node, ["wharf:CancelJob"], room: Room::Frees;
    jobs::GetJob: Reads, Node, ["wharf:GetJob"];
    jobs::GetJobHealth: Reads, Node, ["wharf:GetJobHealth"];
    jobs::ListJobs: Reads, Node, ["wharf:ListJobs"];
    jobs::ListRegions: Reads, Node, ["wharf:ListRegions"];
    jobs::RetryJob: Changes, Node, ["wharf:RetryJob"];
    maintenance::WriteDown: Changes, Node, ["wharf:WriteDown"], room: Room::Nothing, recorded_as: None;
}
