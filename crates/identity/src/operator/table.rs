//! The operator's operations on accounts and the keys of their root users: a row each.

use wharf_aws::wharf::Fault;
use wharf_kernel::operation::operations;
use wharf_kernel::operator::{OPERATOR, Words};
use wharf_kernel::space::Room;

use super::{access_key, account};

operations! { OPERATOR: [json11 Words], Fault;
    access_key::CreateRootAccessKey: Changes, Node, ["wharf:CreateRootAccessKey", "iam:CreateAccessKey"];
    access_key::DeleteRootAccessKey: Changes, Node, ["wharf:DeleteRootAccessKey", "iam:DeleteAccessKey"], room: Room::Frees;
    access_key::ListRootAccessKeys: Reads, Node, ["wharf:ListRootAccessKeys"];
    access_key::RevealRootAccessKey: Changes, Node, ["wharf:RevealRootAccessKey", "iam:CreateAccessKey"], room: Room::Nothing;
    access_key::UpdateRootAccessKey: Changes, Node, ["wharf:UpdateRootAccessKey", "iam:UpdateAccessKey"], room: Room::Frees;
    account::CreateAccount: Changes, Node, ["wharf:CreateAccount", "organizations:CreateAccount", "iam:CreateAccessKey"];
    account::ListAccounts: Reads, Node, ["wharf:ListAccounts"];
}
