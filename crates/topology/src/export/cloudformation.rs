//! CloudFormation: a stack for the organization's policies, one for the roles of each account, one for each registry, and the order in
//! which they are deployed.
//!
//! Rules of a template refuse every account and Region but its own; those of the organization's policies refuse other Regions only where the
//! file does not say which account is the management account. Ids that are assumed are parameters without a default.

mod order;
mod registry;

use serde_json::{Map, Value, json};

use super::File;
use super::names::logical_id;
use super::unknown::{AllIds, Id, Piece, pieces};
use crate::company::{Company, Purpose};
use crate::desired::{Desired, Ids};
use crate::reconcile::TAG;

/// What the template of an account's roles begins its description with.
const ROLES: &str = "Roles of";

/// The templates, and a note on their order.
pub fn cloudformation(company: &Company, ids: &Ids) -> Vec<File> {
    let desired = Desired::of(company, ids);
    let templates = Templates {
        company,
        ids: AllIds::of(company, ids),
    };
    let first = company
        .regions
        .first()
        .map_or("us-east-1", |region| region.as_str());
    let mut stacks = Vec::new();
    stacks.extend(templates.organization(&desired, first));
    for at in 0..company.accounts.len() {
        stacks.extend(templates.roles(&desired, at, first));
    }
    for registry in &desired.registries {
        stacks.extend(templates.registry(registry));
    }
    let mut files = vec![("README.md".to_owned(), templates.order(&stacks, &desired))];
    files.extend(stacks.into_iter().map(|stack| (stack.file, stack.text)));
    files
}

/// A template, and where it is deployed.
struct Stack {
    file: String,
    /// The account; the management account when `None`.
    account: Option<usize>,
    region: String,
    has_roles: bool,
    /// What is set before a registry's stack, because no template can.
    settings: Vec<(&'static str, &'static str)>,
    /// The parameters that it wants.
    missing: Vec<Id>,
    /// The template.
    text: String,
}

struct Templates<'a> {
    company: &'a Company,
    ids: AllIds,
}

impl Templates<'_> {
    fn organization(&self, desired: &Desired, region: &str) -> Option<Stack> {
        let mut resources = Map::new();
        for policy in &desired.control_policies {
            resources.insert(
                logical_id("Guardrail", policy.name),
                json!({"Type": "AWS::Organizations::Policy", "Properties": {"Name": format!("wharf-{}", policy.name),
                    "Type": policy.kind.as_str(), "Content": self.ids.marked(&policy.content),
                    "TargetIds": [self.ids.id(self.ids.root())], "Tags": self.tags()}}),
            );
        }
        let what = "Guardrails, deployed in";
        let mut accounts = self.company.accounts.iter();
        let management = accounts.position(|account| account.purpose == Purpose::Management);
        (!resources.is_empty()).then(|| Stack {
            account: None,
            ..self.stack(
                "organization.json".to_owned(),
                management,
                region,
                what,
                resources,
            )
        })
    }

    fn roles(&self, desired: &Desired, account: usize, first: &str) -> Option<Stack> {
        let mut resources = Map::new();
        for provider in desired
            .providers
            .iter()
            .filter(|provider| provider.account == account)
        {
            resources.insert(
                logical_id("Provider", provider.url.trim_start_matches("https://")),
                json!({"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": provider.url,
                    "ClientIdList": provider.audiences, "Tags": self.tags()}}),
            );
        }
        for role in desired.roles.iter().filter(|role| role.account == account) {
            let id = logical_id("Role", &role.name);
            resources.insert(
                id.clone(),
                json!({"Type": "AWS::IAM::Role", "Properties": {"RoleName": role.name,
                    "AssumeRolePolicyDocument": self.ids.marked(&role.trust),
                    "Policies": [{"PolicyName": "wharf", "PolicyDocument": self.ids.marked(&role.policy)}],
                    "Tags": self.tags()}}),
            );
            if role.is_of_instances() {
                resources.insert(
                    logical_id("InstanceProfile", &role.name),
                    json!({"Type": "AWS::IAM::InstanceProfile", "Properties": {"InstanceProfileName": role.name,
                        "Roles": [{"Ref": id}]}}),
                );
            }
        }
        let facts = &self.company.accounts[account];
        let region = facts.regions.first().map_or(first, |region| region.as_str());
        let file = format!("{}.roles.json", facts.name);
        (!resources.is_empty()).then(|| self.stack(file, Some(account), region, ROLES, resources))
    }

    fn tags(&self) -> Value {
        json!([{"Key": TAG, "Value": self.company.name}])
    }

    fn stack(
        &self,
        file: String,
        account: Option<usize>,
        region: &str,
        what: &str,
        resources: Map<String, Value>,
    ) -> Stack {
        let resources = Value::Object(resources);
        let mut used = resources.to_string();
        let mut rules = json!({"InItsRegion": rule(&json!(region), "AWS::Region", region)});
        let mut place = "the management account".to_owned();
        if let Some(account) = account {
            let id = self.ids.account(account);
            let marked = self.ids.id(id);
            rules["InItsAccount"] = rule(&substituted(&json!(marked)), "AWS::AccountId", &id.what);
            used.push_str(&marked);
            place.clone_from(&id.what);
        }
        let missing: Vec<Id> = self.ids.missing(&used).into_iter().cloned().collect();
        let assumed: Vec<&str> = missing.iter().map(|id| id.what.as_str()).collect();
        let assumed = match assumed.is_empty() {
            true => "nothing is assumed".to_owned(),
            false => format!("{} ids are assumed, see Metadata", assumed.len()),
        };
        let has_roles = what == ROLES;
        let description = format!(
            "{what} {place} in {region}, for {}, by wharf export: {assumed}.",
            self.company.name
        );
        // Its list of actions does not have ecr:ListImageReferrers yet.
        let mut metadata = json!({"cfn-lint": {"config": {"ignore_checks": ["W3037"]}}});
        let mut template = json!({"AWSTemplateFormatVersion": "2010-09-09", "Description": description,
            "Rules": rules, "Resources": substituted(&resources)});
        if !missing.is_empty() {
            let known = missing
                .iter()
                .map(|id| (parameter(&id.variable), json!(format!("the id of {}", id.what))));
            metadata["Assumed"] = Value::Object(known.collect());
            let parameters = missing.iter().map(|id| {
                let facts = json!({"Type": "String", "Description": format!("The id of {}.", id.what),
                    "AllowedPattern": id.kind.pattern()});
                (parameter(&id.variable), facts)
            });
            template["Parameters"] = Value::Object(parameters.collect());
        }
        template["Metadata"] = metadata;
        Stack {
            file,
            account,
            region: region.to_owned(),
            has_roles,
            settings: Vec::new(),
            missing,
            text: rendered(&template),
        }
    }
}

/// A rule that a template is deployed where it belongs.
fn rule(wanted: &Value, actual: &str, place: &str) -> Value {
    json!({"Assertions": [{"Assert": {"Fn::Equals": [{"Ref": actual}, wanted]},
        "AssertDescription": format!("This template is for {place}.")}]})
}

/// A template with a line for each resource: AWS counts its bytes.
fn rendered(template: &Value) -> String {
    let lines = |value: &Value, show: &dyn Fn(&str, &Value) -> String| -> String {
        let members = value.as_object().into_iter().flatten();
        let lines: Vec<String> = members
            .map(|(name, one)| format!("{}:{}", json!(name), show(name, one)))
            .collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    };
    let part = |name: &str, one: &Value| match name {
        "Resources" => lines(one, &|_, resource| resource.to_string()),
        _ => one.to_string(),
    };
    lines(template, &part) + "\n"
}

/// The parameter for an id that is assumed.
fn parameter(variable: &str) -> String {
    let (kind, name) = variable.split_once('_').unwrap_or((variable, ""));
    let kind = match kind {
        "organization" => "Organization",
        "root" => "Root",
        "unit" => "Unit",
        _ => "Account",
    };
    logical_id(kind, name)
}

/// A document with references to parameters in place of marks.
fn substituted(document: &Value) -> Value {
    match document {
        Value::String(text) => match &pieces(text)[..] {
            [Piece::Variable(variable)] => json!({"Ref": parameter(variable)}),
            pieces if pieces.iter().any(|piece| matches!(piece, Piece::Variable(_))) => {
                let shown = |piece: &Piece<'_>| match piece {
                    Piece::Text(text) => text.replace("${", "${!"),
                    Piece::Variable(variable) => format!("${{{}}}", parameter(variable)),
                };
                json!({"Fn::Sub": pieces.iter().map(shown).collect::<String>()})
            }
            _ => document.clone(),
        },
        Value::Array(items) => items.iter().map(substituted).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), substituted(value)))
            .collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_says_where_it_belongs_and_refuses_what_it_can() {
        let text = "organization: acme\naccounts: { registry: , dev: }\nrepositories: [api]\nbuilders: { ci: { trust: [dev] } }\n";
        let company = crate::file::read(text).unwrap();
        let files = cloudformation(&company, &Ids::assumed(&company));
        let mut shown = Vec::new();
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
            let template: Value = serde_json::from_str(text).unwrap();
            let description = template["Description"].as_str().unwrap();
            let (description, _) = description.split_once(", for acme").unwrap();
            let rules: Vec<&str> = template["Rules"]
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            shown.push(format!("{name}: {description}: {}", rules.join(" ")));
        }
        assert_eq!(
            shown,
            [
                "organization.json: Guardrails, deployed in the management account in us-east-1: InItsRegion",
                "registry.roles.json: Roles of the account registry in us-east-1: InItsAccount InItsRegion",
                "dev.roles.json: Roles of the account dev in us-east-1: InItsAccount InItsRegion",
                "registry.us-east-1.json: Registry of the account registry in us-east-1: InItsAccount InItsRegion",
            ]
        );
        let text = text.replace("accounts: {", "accounts: { boss: { purpose: management },");
        let company = crate::file::read(&text).unwrap();
        let files = cloudformation(&company, &Ids::assumed(&company));
        let (_, organization) = files
            .iter()
            .find(|(name, _)| name == "organization.json")
            .unwrap();
        let organization: Value = serde_json::from_str(organization).unwrap();
        let wanted = &organization["Rules"]["InItsAccount"]["Assertions"][0]["Assert"]["Fn::Equals"];
        assert_eq!(
            *wanted,
            json!([{"Ref": "AWS::AccountId"}, {"Ref": "AccountBoss"}])
        );
    }
}
