//! What is asked of the organization before anything is planned. A condition of a data source that fails ends the plan, so one mistyped id
//! changes nothing, wherever it stands.

use super::super::hcl::{Block, Expression};
use super::super::unknown::{AllIds, Id, IdKind};
use crate::company::{Company, Purpose};
use crate::desired::{ControlPolicy, Desired, Kind};

const ORGANIZATION: &str = "aws_organizations_organization";
const UNITS: &str = "aws_organizations_organizational_unit_descendant_organizational_units";

/// The data sources with their conditions.
pub(super) fn looks(company: &Company, ids: &AllIds, missing: &[&Id], desired: &Desired) -> Vec<Block> {
    let is_missing = |id: &Id| missing.iter().any(|one| one.variable == id.variable);
    let mut conditions = vec![condition(
        "self.master_account_id == data.aws_caller_identity.this.account_id".to_owned(),
        "These are not the credentials of the organization's management account.".to_owned(),
    )];
    for id in &ids.all {
        // What is assumed and stands nowhere has no variable.
        if id.assumed && !is_missing(id) {
            continue;
        }
        let value = value(id);
        let (code, message) = match id.kind {
            IdKind::Organization => (
                format!("self.id == {value}"),
                "These are not the credentials of that organization.".to_owned(),
            ),
            IdKind::Root => (
                format!("contains(self.roots[*].id, {value})"),
                "The root of the organization has another id.".to_owned(),
            ),
            IdKind::Unit => continue,
            IdKind::Account => account(company, id, &value),
        };
        conditions.push(condition(code, message));
    }
    conditions.extend(kinds(&desired.control_policies));
    let mut blocks = vec![
        Block::new("data", &["aws_caller_identity", "this"]),
        guarded(Block::new("data", &[ORGANIZATION, "this"]), conditions),
    ];
    let units = missing.iter().filter(|id| id.kind == IdKind::Unit);
    let units: Vec<Block> = units
        .map(|id| {
            let of_it = format!("one.name if one.id == {}", value(id));
            condition(
                format!("contains([for one in self.children : {of_it}], \"{}\")", id.name),
                format!(
                    "The organization has no unit {} with the id of {}.",
                    id.name, id.variable
                ),
            )
        })
        .collect();
    if !units.is_empty() {
        let root = Expression::Code(format!("data.{ORGANIZATION}.this.roots[0].id"));
        let all = Block::new("data", &[UNITS, "this"]).with("parent_id", root);
        blocks.push(guarded(all, units));
    }
    blocks
}

/// An account whose id the file says may be called otherwise by the organization.
fn account(company: &Company, id: &Id, value: &str) -> (String, String) {
    let mut accounts = company.accounts.iter();
    let is_management = accounts.any(|one| one.name == id.name && one.purpose == Purpose::Management);
    let (name, variable) = (&id.name, &id.variable);
    if is_management {
        return (
            format!("self.master_account_id == {value}"),
            format!("{name} is not the management account, as the organization file says."),
        );
    }
    let not_management = format!("self.master_account_id != {value}");
    match id.assumed {
        true => (
            format!(
                "contains([for one in self.accounts : one.name if one.id == {value}], \"{name}\") && {not_management}"
            ),
            format!("The organization has no account {name} with the id of {variable}."),
        ),
        false => (
            format!("contains(self.accounts[*].id, {value}) && {not_management}"),
            format!("The id of {name} in the organization file is of no account of the organization."),
        ),
    }
}

/// Kinds of policies that are off take none. The command is said because no resource of a module switches a kind on for an organization
/// that it has not made.
fn kinds(policies: &[ControlPolicy]) -> Vec<Block> {
    let mut kinds: Vec<Kind> = policies.iter().map(|policy| policy.kind).collect();
    kinds.dedup();
    let on = |kind: Kind| {
        let kind = kind.as_str();
        condition(
            format!("contains(self.enabled_policy_types, \"{kind}\")"),
            format!(
                "Policies of this kind are off; aws organizations enable-policy-type --policy-type {kind} --root-id ROOT switches \
                 them on."
            ),
        )
    };
    kinds.into_iter().map(on).collect()
}

/// As the module says it.
fn value(id: &Id) -> String {
    match id.assumed {
        true => format!("var.{}", id.variable),
        false => format!("\"{}\"", id.value),
    }
}

fn condition(code: String, message: String) -> Block {
    Block::new("postcondition", &[])
        .with("condition", Expression::Code(code))
        .with("error_message", Expression::Text(message))
}

fn guarded(data: Block, conditions: Vec<Block>) -> Block {
    let lifecycle = conditions
        .into_iter()
        .fold(Block::new("lifecycle", &[]), Block::block);
    data.block(lifecycle)
}

#[cfg(test)]
mod tests {
    use super::super::terraform_hcl;
    use crate::desired::Ids;

    /// The account of a builder has no provider, and an id that is swapped with another has the form of an id.
    #[test]
    fn every_id_is_looked_up() {
        let text = "organization: acme\nunits: { eu: , us: }\naccounts:\n  boss: { purpose: management }\n  registry:\n  \
                    build: { purpose: build }\n  prod: { id: \"555555555555\", unit: eu }\n  other: { unit: us }\n\
                    repositories: [eu/api]\nbuilders: { ci: { trust: [build] } }\n\
                    consumers: { eu-nodes: { units: [eu], pull: [\"eu/*\"] }, us-nodes: { units: [us] } }\n";
        let company = crate::file::read(text).unwrap();
        let (_, text) = terraform_hcl(&company, &Ids::assumed(&company)).remove(0);
        for line in [
            "self.id == var.organization\n",
            "contains(self.roots[*].id, var.root)\n",
            "contains([for one in self.accounts : one.name if one.id == var.account_build], \"build\") && self.master_account_id != \
             var.account_build\n",
            "contains(self.accounts[*].id, \"555555555555\") && self.master_account_id != \"555555555555\"\n",
            "contains([for one in self.children : one.name if one.id == var.unit_eu], \"eu\")\n",
            "contains([for one in self.children : one.name if one.id == var.unit_us], \"us\")\n",
            "contains(self.enabled_policy_types, \"RESOURCE_CONTROL_POLICY\")\n",
            "contains(self.enabled_policy_types, \"SERVICE_CONTROL_POLICY\")\n",
        ] {
            assert!(text.contains(line), "no {line} in {text}");
        }
    }
}
