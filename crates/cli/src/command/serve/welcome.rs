//! What people see when a node starts.

use std::fmt::Write;

use wharf_node::iam::access_key::AccessKey;

use super::certificate::Certificate;
use crate::command::access_key;
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::version::VERSION;
use crate::{doctor, output};

/// Says where the node listens; at the first start also the credentials. Then what to type next.
pub(super) fn say(
    node: &NodeFile,
    folder: &Folder,
    certificate: &Certificate,
    made: Option<&AccessKey>,
    next: &str,
) {
    tracing::info!(
        endpoint = node.endpoint,
        listen = %node.listen,
        zone = node.zone,
        region = node.region,
        tls = node.tls,
        data = %folder.path().display(),
        version = VERSION,
        "serving"
    );
    let mut text = format!(
        "Wharf listens on {} and keeps its data in {}\n",
        node.endpoint,
        folder.path().display()
    );
    if let (Some(ca), true) = (&node.ca, certificate.is_new) {
        let _ = writeln!(
            text,
            "\nA development certificate authority was made. To trust it:"
        );
        for command in doctor::trust_commands(ca) {
            let _ = writeln!(text, "  {command}");
        }
    }
    if let Some(key) = made {
        let account = key.account;
        let _ = write!(
            text,
            "\nFirst start: account {account} (the management account) was made. The access key of its root user, which `wharf env` shows again:\n\n{}",
            access_key::shown(key.id.as_str(), key.secret.expose())
        );
    }
    text.push_str(next);
    output::print(&text);
}
