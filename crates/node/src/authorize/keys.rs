//! The condition keys of one request (IAM User Guide, *AWS global condition context keys*, properties of the network and
//! of the request).

use wharf_policy::Keys;

use wharf_kernel::{Access, Call, Node};

pub(super) fn of(node: &Node, call: &Call, access: &Access) -> Keys {
    let mut keys = Keys::default();
    if let Some(address) = call.source_ip {
        keys.insert("aws:SourceIp", [address.to_string()]);
    }
    keys.insert("aws:SecureTransport", [call.secure.to_string()]);
    let now = node.clock.now();
    keys.insert("aws:CurrentTime", [now.to_string()]);
    keys.insert("aws:EpochTime", [(now.micros() / 1_000_000).to_string()]);
    keys.insert("aws:RequestedRegion", [call.region.to_string()]);
    keys.insert("aws:ViaAWSService", ["false".to_owned()]);
    if let Some(agent) = &call.user_agent {
        keys.insert("aws:UserAgent", [agent.clone()]);
    }
    for (key, values) in &access.conditions {
        keys.add(key, values.iter().cloned());
    }
    keys
}
