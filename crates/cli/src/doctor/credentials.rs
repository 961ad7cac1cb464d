//! Where would docker's clients take the password from?
//!
//! `docker-credential-ecr-login` and its relatives accept only names that Amazon ECR itself could have. With a zone of
//! our own, an entry that sends our hosts to it makes every login and pull fail.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{Finding, Machine, Subject};

const CHECK: &str = "docker credentials";
const ECR_LOGIN: &str = "ecr-login";

pub(super) fn check(machine: &Machine, subject: &Subject) -> Vec<Finding> {
    let mut findings = vec![mode(subject)];
    let Some(file) = settings_file(machine) else {
        return findings;
    };
    let Ok(text) = fs::read_to_string(&file) else {
        return findings;
    };
    let settings: Value = match serde_json::from_str(&text) {
        Ok(settings) => settings,
        Err(error) => {
            findings.push(Finding::fail(
                CHECK,
                format!("{} is not JSON: {error}", file.display()),
            ));
            return findings;
        }
    };
    let registry = subject.registry();
    let own = settings
        .get("credHelpers")
        .and_then(|helpers| helpers.get(&registry)?.as_str());
    let all = settings.get("credsStore").and_then(Value::as_str);
    let (key, helper) = match (own, all) {
        (Some(helper), _) => (format!("credHelpers[\"{registry}\"]"), helper),
        (None, Some(helper)) => ("credsStore".to_owned(), helper),
        (None, None) => return findings,
    };
    let place = format!("{} {key}", file.display());
    findings.push(if helper != ECR_LOGIN {
        Finding::ok(CHECK, format!("{place} keeps them with {helper}"))
    } else if subject.has_canonical_names() {
        Finding::ok(
            CHECK,
            format!("{place} gets them by {helper}, which accepts {registry}"),
        )
    } else {
        Finding::fail(CHECK, format!("{place} is {helper}, which refuses {registry}"))
            .todo(format!("remove {key} from {}", file.display()))
            .todo(
                "then: aws ecr get-login-password | docker login --username AWS --password-stdin \"$WHARF_REGISTRY\"",
            )
    });
    findings
}

/// Which clients the names are for.
fn mode(subject: &Subject) -> Finding {
    const CHECK: &str = "names";
    let zone = &subject.node.zone;
    if !subject.has_canonical_names() {
        return Finding::ok(
            CHECK,
            format!(
                "zone {zone}: for every client but docker-credential-ecr-login and others that insist on amazonaws.com"
            ),
        );
    }
    let found = format!("zone {zone}: for every client, and hides Amazon ECR itself from this machine");
    if subject.node.is_secure() && subject.node.listen.port() == 443 {
        Finding::ok(CHECK, found)
    } else {
        Finding::warn(
            CHECK,
            format!("{found}; clients that know no endpoint call port 443 with TLS"),
        )
        .todo("wharf serve --listen 0.0.0.0:443 --tls files|development")
    }
}

fn settings_file(machine: &Machine) -> Option<PathBuf> {
    let named = machine.environment.get("DOCKER_CONFIG").map(PathBuf::from);
    let folder = named.or_else(|| Some(machine.home.as_ref()?.join(".docker")))?;
    Some(folder.join("config.json"))
}
