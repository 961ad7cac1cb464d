//! What a file asks for, in the languages of others: CloudFormation templates, Terraform, a script for the aws CLI, plain
//! policies. Each is a set of files by name.
//!
//! Every file says at its top what is assumed, and cannot be applied before it was filled in (`unknown`).

mod cloudformation;
mod hcl;
mod names;
mod script;
mod terraform;
mod unknown;

use serde_json::Value;

use self::unknown::{AllIds, Id, Piece, pieces};
use crate::company::Company;
use crate::desired::{Desired, Ids};

pub use cloudformation::cloudformation;
pub use script::script;
pub use terraform::{terraform_hcl, terraform_json};

/// A file: its name, and what is in it.
pub type File = (String, String);

/// What a policy has as long as something is missing. The value of a condition may be any text, so `<…>` alone would be accepted, and
/// deny everything or allow nothing; no service accepts an element that is none of the policy language.
const FILL_IN: &str = "fill in first";

/// Every policy as a document of its own. Where an id is assumed it has `<…>`, and an element that says so (`fill in first`), which no service
/// accepts.
pub fn policies(company: &Company, ids: &Ids) -> Vec<File> {
    let desired = Desired::of(company, ids);
    let all = AllIds::of(company, ids);
    let name = |account: usize| company.accounts[account].name.as_str();
    let mut files = Vec::new();
    let mut used = String::new();
    let mut file = |name: String, document: &Value| {
        let mut document = all.marked(document);
        let marked = document.to_string();
        let missing = all.missing(&marked);
        if !missing.is_empty() {
            let ids = missing
                .iter()
                .map(|id| format!("<{}>: the id of {}", id.variable, id.what));
            document[FILL_IN] = ids.collect();
        }
        files.push((format!("{name}.json"), bracketed(&pretty(&document))));
        used.push_str(&marked);
    };
    for role in &desired.roles {
        file(
            format!("identity/{}.{}", name(role.account), role.name),
            &role.policy,
        );
        file(format!("trust/{}.{}", name(role.account), role.name), &role.trust);
    }
    for registry in &desired.registries {
        file(
            format!("registry/{}.{}", name(registry.account), registry.region),
            &registry.policy,
        );
        for repository in &registry.repositories {
            if let Some(policy) = &repository.policy {
                let place = format!("{}.{}", name(registry.account), registry.region);
                let path = repository.name.replace('/', ".");
                file(format!("repository/{place}.{path}"), policy);
            }
        }
    }
    for policy in &desired.control_policies {
        file(format!("organization/{}", policy.name), &policy.content);
    }
    let how = "A policy in which something is missing has an element `fill in first`, which no service accepts: it goes last, when every id in \
               its list was filled in. `identity` has what roles may do, `trust` who may take them, `registry` the policies of registries, of scope V2, \
               `organization` the policies of the organization, which come first.";
    let head = head(
        company,
        "The policies",
        &all.missing(&used),
        "a text in angle brackets",
        how,
    );
    files.insert(0, ("README.md".to_owned(), head.join("\n") + "\n"));
    files
}

/// A text that was marked, with the names of what is assumed in angle brackets.
fn bracketed(marked: &str) -> String {
    let shown = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Variable(variable) => format!("<{variable}>"),
    };
    pieces(marked).iter().map(shown).collect()
}

/// What stands at the top of a file: what it is, what is assumed and where that is to be filled in, how it is applied.
fn head(company: &Company, file: &str, missing: &[&Id], place: &str, how: &str) -> Vec<String> {
    let mut lines = wrapped(&format!(
        "{file}: what the organization file of {} asks for, by wharf export.",
        company.name
    ));
    lines.push(String::new());
    match missing.is_empty() {
        true => lines.extend(wrapped(
            "Nothing is assumed: every id is of the file or of the organization.",
        )),
        false => {
            lines.extend(wrapped(&format!(
                "Assumed, because the file does not say it, and each to be filled in as {place}; with --live, wharf export takes them from \
                 the organization:"
            )));
            lines.push(String::new());
            lines.extend(
                missing
                    .iter()
                    .map(|id| format!("- {}: the id of {}", id.variable, id.what)),
            );
        }
    }
    lines.push(String::new());
    lines.extend(wrapped(how));
    lines
}

/// Lines of at most 110 letters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 110 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Neither as it was written nor with one id filled in, but without the element that says so.
    #[test]
    fn a_policy_in_which_something_is_missing_is_none() {
        let text = "organization: acme\nunits: { u: }\naccounts: { registry: , prod: { unit: u } }\nrepositories: [api]\n\
                    builders: { ci: { trust: [prod] } }\nconsumers: { nodes: { units: [u] } }\n";
        let company = crate::file::read(text).unwrap();
        let files = policies(&company, &Ids::assumed(&company));
        let unfilled: Vec<&str> = files
            .iter()
            .map(|(_, text)| text.as_str())
            .filter(|text| text.contains("\"<") || text.contains(":<"))
            .collect();
        assert!(unfilled.len() > 4, "{files:?}");
        for text in unfilled {
            let reads = |text: &str| wharf_policy::PolicyDocument::parse(text).is_ok();
            assert!(!reads(text), "{text}");
            let filled = text.replace("<account_registry>", "222222222222");
            assert!(!reads(&filled), "{filled}");
            let mut whole: Value = serde_json::from_str(text).unwrap();
            whole.as_object_mut().unwrap().remove(FILL_IN).unwrap();
            assert!(!whole.to_string().contains("fill in"), "{whole}");
        }
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
            assert_eq!(text.contains('<'), text.contains(FILL_IN), "{name}: {text}");
        }
    }
}
