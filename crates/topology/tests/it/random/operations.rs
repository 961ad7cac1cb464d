//! The operations by which something is done, read once more from the reference of the organization file.

use wharf_topology::Action;

/// What is asked of a registry as a whole, by principals of its account.
pub(super) const OF_REGISTRIES: [&str; 3] = [
    "ecr:PutRegistryPolicy",
    "ecr:DeleteRegistryPolicy",
    "ecr:PutAccountSetting",
];
const SETTINGS: [&str; 5] = [
    "ecr:PutLifecyclePolicy",
    "ecr:DeleteLifecyclePolicy",
    "ecr:PutImageScanningConfiguration",
    "ecr:TagResource",
    "ecr:UntagResource",
];

/// Those that a client asks for where it is due, else those that are enough without one; and whether all are needed. `is_own` says that the
/// registry is of the principal's account.
pub(super) fn operations(action: Action, is_due: bool, is_own: bool) -> (Vec<&'static str>, bool) {
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
            "ecr:PutImageTagMutability",
        ],
    };
    match (action, is_due) {
        (Action::Pull | Action::Push, true) => operations.push("ecr:GetAuthorizationToken"),
        (Action::Delete, false) => operations.push(SETTINGS[0]),
        (Action::Administer, false) => operations.extend(SETTINGS),
        _ => {}
    }
    if action == Action::Administer && is_own {
        operations.extend(OF_REGISTRIES);
    }
    (operations, matches!(action, Action::Pull | Action::Push))
}
