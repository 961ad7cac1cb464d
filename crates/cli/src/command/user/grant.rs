//! What a new user gets: managed policies, policies of its own, groups.

use std::fmt;
use std::path::Path;

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::exit::Usage;
use crate::files;
use wharf_aws::nearest;

/// Policies that have a short name here.
const SHORT: &[(&str, &str)] = &[
    ("administrator", "AdministratorAccess"),
    ("full-access", "AmazonEC2ContainerRegistryFullAccess"),
    ("power-user", "AmazonEC2ContainerRegistryPowerUser"),
    ("pull-only", "AmazonEC2ContainerRegistryPullOnly"),
    ("read-only", "AmazonEC2ContainerRegistryReadOnly"),
];

/// One of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Grant {
    /// A managed policy, by its ARN.
    Managed(String),
    /// A policy of the user itself: its name and its text.
    Inline(String, String),
    Group(String),
}

/// Reads the flags, and the files that they name, before anything is made.
pub(super) fn read(policies: &[String], groups: &[String]) -> anyhow::Result<Vec<Grant>> {
    let policies = policies.iter().map(|policy| read_policy(policy));
    let groups = groups.iter().map(|group| Ok(Grant::Group(group.clone())));
    policies.chain(groups).collect()
}

fn read_policy(policy: &str) -> anyhow::Result<Grant> {
    if policy.starts_with("arn:") {
        return Ok(Grant::Managed(policy.to_owned()));
    }
    if let Some((_, name)) = SHORT.iter().find(|(short, _)| *short == policy) {
        return Ok(Grant::Managed(format!("arn:aws:iam::aws:policy/{name}")));
    }
    let path = Path::new(policy);
    if !path.exists() {
        let near = nearest(policy, SHORT.iter().map(|(short, _)| *short));
        let near = near
            .map(|near| format!("; did you mean {near}?"))
            .unwrap_or_default();
        let said =
            format!("{policy} is neither the ARN of a policy, nor a short name of one, nor a file{near}");
        return Err(Usage(said).into());
    }
    let text = files::read_text(path).with_context(|| format!("{policy} cannot be read"))?;
    serde_json::from_str::<Value>(&text).with_context(|| format!("{policy} is not JSON"))?;
    let name = path.file_stem().and_then(|stem| stem.to_str());
    let name = name.with_context(|| format!("{policy} has no name for a policy"))?;
    Ok(Grant::Inline(name.to_owned(), text))
}

impl Grant {
    /// What gives it to a user.
    pub(super) fn call(&self, user: &str) -> (&'static str, Value) {
        match self {
            Grant::Managed(arn) => ("AttachUserPolicy", json!({"UserName": user, "PolicyArn": arn})),
            Grant::Inline(name, text) => (
                "PutUserPolicy",
                json!({"UserName": user, "PolicyName": name, "PolicyDocument": text}),
            ),
            Grant::Group(group) => ("AddUserToGroup", json!({"UserName": user, "GroupName": group})),
        }
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Grant::Managed(arn) => write!(f, "it does not get the policy {arn}"),
            Grant::Inline(name, _) => write!(f, "it does not get the policy of the file {name}"),
            Grant::Group(group) => write!(f, "it does not join the group {group}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_an_arn_a_short_name_or_a_file() {
        let read = |policy: &str| read_policy(policy).map_err(|error| format!("{error:#}"));
        let managed = |name: &str| Ok(Grant::Managed(format!("arn:aws:iam::aws:policy/{name}")));
        assert_eq!(read("read-only"), managed("AmazonEC2ContainerRegistryReadOnly"));
        assert_eq!(read("arn:aws:iam::aws:policy/Other"), managed("Other"));
        assert!(
            read("poweruser")
                .unwrap_err()
                .contains("did you mean power-user?")
        );
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pulls.json");
        let path = file.to_str().unwrap();
        std::fs::write(&file, "{").unwrap();
        assert!(read(path).unwrap_err().contains("is not JSON"));
        std::fs::write(&file, "\u{feff}{}").unwrap();
        assert_eq!(read(path), Ok(Grant::Inline("pulls".to_owned(), "{}".to_owned())));
    }
}
