//! CloudFormation: a stack for the organization's policies, one for the roles of each account, one for each registry, and the order in
//! which they are deployed.
//!
//! Rules of a template refuse every account and Region but its own; those of the organization's policies refuse other Regions only, because
//! the file need not say which account is the management account. Ids that are assumed are parameters without a default.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::names::logical_id;
use super::unknown::{AllIds, Id, Piece, pieces};
use super::{File, head, pretty};
use crate::company::Company;
use crate::desired::{Desired, Ids, Registry, TemplateState};
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
        stacks.push(templates.registry(registry));
    }
    let mut files = vec![("README.md".to_owned(), templates.order(&stacks, &desired))];
    files.extend(
        stacks
            .into_iter()
            .map(|stack| (stack.file, pretty(&stack.template))),
    );
    files
}

/// A template, and where it is deployed.
struct Stack {
    file: String,
    /// The account; the management account when `None`.
    account: Option<usize>,
    region: String,
    has_roles: bool,
    /// The parameters that it wants.
    missing: Vec<Id>,
    template: Value,
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
        (!resources.is_empty())
            .then(|| self.stack("organization.json".to_owned(), None, region, what, resources))
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

    fn registry(&self, registry: &Registry) -> Stack {
        let mut resources = Map::new();
        for repository in &registry.repositories {
            let mut properties = json!({"RepositoryName": repository.name,
                "ImageTagMutability": repository.mutability(), "Tags": self.tags()});
            if let Some(lifecycle) = &repository.lifecycle {
                properties["LifecyclePolicy"] = json!({"LifecyclePolicyText": lifecycle.to_string()});
            }
            if let Some(policy) = &repository.policy {
                properties["RepositoryPolicyText"] = self.ids.marked(policy);
            }
            resources.insert(
                logical_id("Repository", &repository.name),
                json!({"Type": "AWS::ECR::Repository", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
                    "Properties": properties}),
            );
        }
        for template in &registry.templates {
            let mut properties = json!({"Prefix": template.prefix, "AppliedFor": TemplateState::APPLIED_FOR,
                "ImageTagMutability": template.mutability()});
            if let Some(lifecycle) = &template.lifecycle {
                properties["LifecyclePolicy"] = json!(lifecycle.to_string());
            }
            resources.insert(
                logical_id("Template", &template.prefix),
                json!({"Type": "AWS::ECR::RepositoryCreationTemplate", "Properties": properties}),
            );
        }
        resources.insert(
            "RegistryPolicy".to_owned(),
            json!({"Type": "AWS::ECR::RegistryPolicy", "Properties": {"PolicyText": self.ids.marked(&registry.policy)}}),
        );
        let region = registry.region.as_str();
        let file = format!("{}.{region}.json", self.company.accounts[registry.account].name);
        self.stack(file, Some(registry.account), region, "Registry of", resources)
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
            missing,
            template,
        }
    }

    /// The order: what guards before what is guarded, principals before the policies that name them.
    fn order(&self, stacks: &[Stack], desired: &Desired) -> String {
        let mut missing: Vec<&Id> = Vec::new();
        for id in stacks.iter().flat_map(|stack| &stack.missing) {
            if !missing.iter().any(|known| known.variable == id.variable) {
                missing.push(id);
            }
        }
        let how = "One stack after the other, in this order: the organization's policies, which guard the rest; the roles, which policies of \
                   registries name; the registries. Each is deployed with credentials of its account, in its Region: its rules refuse every \
                   other one; those of organization.json refuse other Regions only. CloudFormation cannot set the scope of a registry's \
                   policy, without which that policy does not speak of pulls and pushes: the commands before a registry's stack do. A stack \
                   that fails is rolled back, and can be deployed again.";
        let head = head(self.company, "The stacks", &missing, "a parameter", how);
        let mut text = format!("# {}\n\n{}\n", self.company.name, head.join("\n"));
        for (at, stack) in stacks.iter().enumerate() {
            let place = stack.account.map_or("the management account".to_owned(), |at| {
                let id = self.ids.account(at);
                match id.assumed {
                    true => id.what.clone(),
                    false => format!("{} ({})", id.what, id.value),
                }
            });
            // Settings are not guarded by the rules of a template.
            let mut commands = Vec::new();
            if let Some(account) = stack.account {
                let id = self.ids.account(account);
                let wanted = match id.assumed {
                    true => format!("'<{}>'", id.variable),
                    false => id.value.clone(),
                };
                commands.push(format!(
                    "test \"$(aws sts get-caller-identity --query Account --output text)\" = {wanted}"
                ));
            }
            let here = |registry: &&Registry| {
                Some(registry.account) == stack.account && registry.region.as_str() == stack.region
            };
            if let Some(registry) = desired.registries.iter().find(here).filter(|_| !stack.has_roles) {
                let set = |name: &str, value: &str| {
                    let region = &stack.region;
                    format!("aws ecr put-account-setting --region {region} --name {name} --value {value}")
                };
                commands.push(set("REGISTRY_POLICY_SCOPE", "V2"));
                if registry.mounts {
                    commands.push(set("BLOB_MOUNTING", "ENABLED"));
                }
            }
            let name = stack.file.trim_end_matches(".json").replace(['.', '_'], "-");
            let mut deploy = format!(
                "aws cloudformation deploy --region {} --stack-name wharf-{name} --template-file {}",
                stack.region, stack.file
            );
            if stack.has_roles {
                deploy.push_str(" --capabilities CAPABILITY_NAMED_IAM");
            }
            if !stack.missing.is_empty() {
                deploy.push_str(" --parameter-overrides");
                for id in &stack.missing {
                    let _ = write!(deploy, " {}='<{}>'", parameter(&id.variable), id.variable);
                }
            }
            commands.push(deploy);
            let commands = commands.join(" &&\n  ");
            let _ = write!(
                text,
                "\n## {}. {}, in {place}\n\n```sh\n{commands}\n```\n",
                at + 1,
                stack.file
            );
        }
        text
    }
}

/// A rule that a template is deployed where it belongs.
fn rule(wanted: &Value, actual: &str, place: &str) -> Value {
    json!({"Assertions": [{"Assert": {"Fn::Equals": [{"Ref": actual}, wanted]},
        "AssertDescription": format!("This template is for {place}.")}]})
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
    }
}
