//! The operations by which something is done, read once more from the reference of the organization file.

use wharf_topology::Action;

/// Those that a client asks for where it is due, else those that are enough without one; and whether all are needed.
pub(super) fn operations(action: Action, is_due: bool) -> (Vec<&'static str>, bool) {
    let mut operations = match (action, is_due) {
        (Action::Pull, _) => vec!["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        (Action::Push, true) => vec![
            "ecr:BatchCheckLayerAvailability",
            "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart",
            "ecr:CompleteLayerUpload",
            "ecr:PutImage",
        ],
        (Action::Push, false) => vec!["ecr:PutImage"],
        (Action::Delete, _) => vec!["ecr:BatchDeleteImage", "ecr:DeleteRepository"],
        (Action::Administer, _) => vec![
            "ecr:SetRepositoryPolicy",
            "ecr:DeleteRepositoryPolicy",
            "ecr:PutRegistryPolicy",
            "ecr:DeleteRegistryPolicy",
            "ecr:PutImageTagMutability",
            "ecr:PutAccountSetting",
        ],
    };
    if is_due && matches!(action, Action::Pull | Action::Push) {
        operations.push("ecr:GetAuthorizationToken");
    }
    (operations, matches!(action, Action::Pull | Action::Push))
}
