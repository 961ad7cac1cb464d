//! Looks whether what has the name of something that the script makes was made for the same organization file. A role, a repository and a
//! policy of the organization have its tag; a registry's policy, which cannot have one, has the statement that every policy of ours has, and
//! creation templates are ours where that is.

use std::fmt::Write as _;

use super::{Script, quoted};
use crate::company::Company;
use crate::desired::Desired;

impl Script {
    /// Of the management account, whose credentials these still are.
    pub(super) fn guardrail_looks(desired: &Desired) -> String {
        let mut text = String::new();
        for policy in &desired.control_policies {
            let _ = writeln!(
                text,
                "own_guardrail {} wharf-{}",
                policy.kind.as_str(),
                policy.name
            );
        }
        text
    }

    /// Of each account that is changed, which is entered for it.
    pub(super) fn account_looks(&self, company: &Company, desired: &Desired) -> String {
        let mut text = String::new();
        for at in 0..company.accounts.len() {
            let mut looks = String::new();
            for role in desired.roles.iter().filter(|one| one.account == at) {
                let _ = writeln!(looks, "own_role {}", quoted(&role.name));
            }
            for registry in desired.registries.iter().filter(|one| one.account == at) {
                let _ = writeln!(looks, "own_registry {}", registry.region);
                if !registry.templates.is_empty() {
                    let prefixes = registry.templates.iter();
                    let prefixes: String = prefixes.map(|one| format!(" {}", quoted(&one.prefix))).collect();
                    let _ = writeln!(looks, "own_templates {}{prefixes}", registry.region);
                }
                if !registry.repositories.is_empty() {
                    let names = registry.repositories.iter();
                    let names: String = names.map(|one| format!(" {}", quoted(&one.name))).collect();
                    let _ = writeln!(looks, "own_repositories {}{names}", registry.region);
                }
            }
            if !looks.is_empty() {
                let id = self.ids.account(at);
                let _ = write!(text, "enter {} \"${}\"\n{looks}", quoted(&id.name), id.variable);
            }
        }
        text + "nothing_of_others\n"
    }
}

#[cfg(test)]
mod tests {
    use super::super::FUNCTIONS;
    use crate::desired::{DESCRIPTIONS, Ids, PART};

    /// The shell tells them by the same words.
    #[test]
    fn what_is_ours_is_known_by_what_we_write() {
        for begin in DESCRIPTIONS {
            assert!(FUNCTIONS.contains(&format!("*'\"{begin}'[0-9]*")), "{begin}");
        }
        assert!(FUNCTIONS.contains(&format!("*'\"Id\":\"{PART}\"'*")));
        let text = "organization: acme\naccounts: { registry: , dev: }\nrepositories: [api]\nbuilders: { ci: { trust: [dev] } }\n";
        let company = crate::file::read(text).unwrap();
        let desired = crate::desired::Desired::of(&company, &Ids::assumed(&company));
        for registry in desired.registries {
            assert!(registry.policy.to_string().contains("OnlyAdministratorsDelete"));
        }
        assert!(FUNCTIONS.contains("*OnlyAdministratorsDelete*"));
    }
}
