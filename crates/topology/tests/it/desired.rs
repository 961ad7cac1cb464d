//! What files ask for.

use serde_json::Value;
use wharf_policy::{PolicyKind, check};
use wharf_topology::desired::{Desired, Ids, Kind};

use crate::file::{EXAMPLES, company};

/// Every policy is one that AWS saves, and small enough.
#[test]
fn policies_can_be_saved() {
    for (name, text) in EXAMPLES {
        let company = company(text);
        let desired = Desired::of(&company, &Ids::assumed(&company));
        let save = |policy: &Value, kind: PolicyKind, quota: usize| {
            let text = policy.to_string();
            if let Err(refusal) = check(&text, kind) {
                panic!("{name}: {refusal}: {:?}: {text}", refusal.diagnostics);
            }
            assert!(text.len() <= quota, "{name}: {} bytes: {text}", text.len());
        };
        assert!(
            !desired.registries.is_empty() && !desired.roles.is_empty(),
            "{name}"
        );
        for role in &desired.roles {
            save(&role.trust, PolicyKind::Trust, 2_048);
            save(&role.policy, PolicyKind::Identity, 10_240);
        }
        for registry in &desired.registries {
            save(&registry.policy, PolicyKind::Registry, 10_240);
        }
        for policy in &desired.control_policies {
            let kind = match policy.kind {
                Kind::ServiceControl => PolicyKind::ServiceControl,
                Kind::ResourceControl => PolicyKind::ResourceControl,
            };
            save(&policy.content, kind, 5_120);
        }
    }
}
