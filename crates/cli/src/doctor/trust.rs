//! Is the development authority trusted?

use std::path::{Path, PathBuf};

use super::machine::{certificates, contains};
use super::{Finding, Machine, Subject, sudo};

const CHECK: &str = "trust";
/// Variables that replace the system's store, and for whom.
const OVERRIDES: &[(&str, &str)] = &[
    ("SSL_CERT_FILE", "OpenSSL and Go programs (docker, skopeo, crane)"),
    ("CURL_CA_BUNDLE", "curl"),
    ("REQUESTS_CA_BUNDLE", "Python programs (aws, boto3)"),
    ("AWS_CA_BUNDLE", "aws and the SDKs"),
];

/// The commands that make a whole Debian machine trust an authority.
pub fn trust_commands(authority: &Path) -> Vec<String> {
    let (quoted, sudo) = (authority.display().to_string().replace('\'', "'\\''"), sudo());
    vec![format!(
        "{sudo}cp '{quoted}' /usr/local/share/ca-certificates/wharf-development.crt && {sudo}update-ca-certificates"
    )]
}

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let Some(authority) = subject.authority() else {
        return Vec::new();
    };
    let mut findings = vec![store(machine, subject, authority)];
    for (variable, programs) in OVERRIDES {
        let Some(file) = machine.environment.get(variable) else {
            continue;
        };
        if !contains(&certificates(Path::new(file)), authority) {
            findings.push(
                Finding::warn(
                    CHECK,
                    format!("{variable}={file} has not our authority, and overrides the system's store for {programs}"),
                )
                .todo(format!("export {variable}='{}'", authority.display())),
            );
        }
    }
    findings
}

fn store(machine: &Machine, subject: &Subject, authority: &Path) -> Finding {
    if certificates(authority).is_empty() {
        return Finding::fail(
            CHECK,
            format!("{} is not there or not readable", authority.display()),
        )
        .todo(format!("wharf serve{} --tls development", subject.data_flag));
    }
    if contains(&machine.trusted(), authority) {
        return Finding::ok(CHECK, "the system trusts our authority");
    }
    let folders: Vec<PathBuf> = client_folders(machine)
        .into_iter()
        .map(|folder| folder.join(subject.registry()))
        .collect();
    let known = folders
        .iter()
        .find(|folder| contains(&certificates(&folder.join("ca.crt")), authority));
    let finding = match known {
        Some(folder) => Finding::warn(
            CHECK,
            format!(
                "the system does not trust our authority, only the readers of {}",
                folder.display()
            ),
        ),
        None => Finding::fail(CHECK, "the system does not trust our authority"),
    };
    let (folder, sudo) = (format!("/etc/docker/certs.d/{}", subject.registry()), sudo());
    trust_commands(authority)
        .into_iter()
        .fold(finding, Finding::todo)
        .todo(format!(
            "for docker alone: {sudo}mkdir -p {folder} && {sudo}cp '{}' {folder}/ca.crt",
            authority.display()
        ))
        .todo(format!(
            "for aws alone: export AWS_CA_BUNDLE='{}'   (wharf env does)",
            authority.display()
        ))
}

/// Where docker and podman look for the authority of one host.
fn client_folders(machine: &Machine) -> Vec<PathBuf> {
    let mut folders = vec![
        machine.root.join("etc/docker/certs.d"),
        machine.root.join("etc/containers/certs.d"),
    ];
    if let Some(config) = machine.user_config() {
        folders.push(config.join("docker/certs.d"));
        folders.push(config.join("containers/certs.d"));
    }
    folders
}
