//! Terraform: one module with a provider for each account and Region.
//!
//! A provider refuses to work in another account than its own, ids that are assumed are variables without a default, and before anything is
//! planned the organization is asked whether every id is of what it is called (`looks`). What is there already can be taken in: each
//! resource has an import block that the variable `existing` switches on.

mod looks;
mod settings;

use serde_json::Value;

use self::looks::looks;
use self::settings::{existing, existing_policies, settings, variables};
use super::hcl::{self, Block, Expression};
use super::names::address;
use super::unknown::AllIds;
use super::{File, head, pretty};
use crate::company::{Company, Purpose};
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Ids, Registry, Role, TemplateState};
use crate::reconcile::TAG;

/// The module in Terraform's JSON.
pub fn terraform_json(company: &Company, ids: &Ids) -> Vec<File> {
    let (head, module) = module(company, ids, "main.tf.json");
    vec![("main.tf.json".to_owned(), pretty(&hcl::json(&head, &module)))]
}

/// The module in HCL.
pub fn terraform_hcl(company: &Company, ids: &Ids) -> Vec<File> {
    let (head, module) = module(company, ids, "main.tf");
    vec![("main.tf".to_owned(), hcl::hcl(&head, &module))]
}

/// What is said at its top, and its blocks.
fn module(company: &Company, ids: &Ids, file: &str) -> (Vec<String>, Vec<Block>) {
    let mut module = Module {
        company,
        ids: AllIds::of(company, ids),
        resources: Vec::new(),
        imports: Vec::new(),
        used: Vec::new(),
    };
    let desired = Desired::of(company, ids);
    let guards = module.guardrails(&desired);
    module.identities(&desired);
    for registry in &desired.registries {
        module.registry(registry, &desired.roles, &guards);
    }
    let providers = module.providers();
    let marked = hcl::marked(&module.resources) + &hcl::marked(&module.imports) + &hcl::marked(&providers);
    let missing = module.ids.missing(&marked);
    let how = "It is applied as a user or role of the management account that may use Organizations and assume \
               OrganizationAccountAccessRole in every account. The accounts and units must be there, and the organization is asked whether \
               each id is of what it is called. What is there already is taken in \
               when the variable `existing` has its address, or `*` for everything; policies of the organization by `existing_policies`.";
    let head = head(company, file, &missing, "a variable", how);
    let mut blocks = vec![settings()];
    blocks.extend(variables(&missing));
    blocks.push(existing());
    if !desired.control_policies.is_empty() {
        blocks.push(existing_policies());
    }
    blocks.extend(looks(company, &module.ids, &missing, &desired));
    blocks.extend(providers);
    blocks.extend(module.resources);
    blocks.extend(module.imports);
    (head, blocks)
}

struct Module<'a> {
    company: &'a Company,
    ids: AllIds,
    resources: Vec<Block>,
    imports: Vec<Block>,
    /// The accounts and Regions that need a provider.
    used: Vec<(usize, String)>,
}

impl Module<'_> {
    /// The provider of an account in a Region.
    fn provider(&mut self, account: usize, region: &str) -> Expression {
        let place = (account, region.to_owned());
        if !self.used.contains(&place) {
            self.used.push(place);
        }
        Expression::Word(format!("aws.{}", self.alias(account, region)))
    }

    fn alias(&self, account: usize, region: &str) -> String {
        address(&[&self.company.accounts[account].name, region])
    }

    fn tags(&self) -> Expression {
        Expression::Code(format!("{{ \"{TAG}\" = \"{}\" }}", self.company.name))
    }

    /// A resource, and how it is imported: by its id, in its account and Region.
    fn resource(&mut self, (kind, name): (&str, &str), id: String, provider: Expression, block: Block) {
        let address = format!("{kind}.{name}");
        let mut resource = Block::new("resource", &[kind, name]).with("provider", provider.clone());
        resource.attributes.extend(block.attributes);
        resource.blocks.extend(block.blocks);
        self.resources.push(resource);
        let is_there =
            format!("length(setintersection(var.existing, [\"*\", \"{address}\"])) > 0 ? [\"it\"] : []");
        self.imports.push(
            Block::new("import", &[])
                .with("for_each", Expression::Code(is_there))
                .with("provider", provider)
                .with("to", Expression::Word(address))
                .with("id", Expression::Text(id)),
        );
    }

    /// The addresses of what attaches them.
    fn guardrails(&mut self, desired: &Desired) -> Vec<String> {
        let root = self.ids.id(self.ids.root());
        let mut attachments = Vec::new();
        for policy in &desired.control_policies {
            let name = address(&[policy.name]);
            self.resources.push(
                Block::new("resource", &["aws_organizations_policy", &name])
                    .with("name", Expression::Text(format!("wharf-{}", policy.name)))
                    .with("type", Expression::text(policy.kind.as_str()))
                    .with("content", Expression::Document(self.ids.marked(&policy.content)))
                    .with("tags", self.tags()),
            );
            let id = format!("aws_organizations_policy.{name}.id");
            self.resources.push(
                Block::new("resource", &["aws_organizations_policy_attachment", &name])
                    .with("policy_id", Expression::Code(id))
                    .with("target_id", Expression::text(&root)),
            );
            let known = format!("var.existing_policies[\"{}\"]", policy.name);
            let is_there = format!(
                "contains(keys(var.existing_policies), \"{}\") ? [\"it\"] : []",
                policy.name
            );
            let target = match self.ids.root().assumed {
                true => "${var.root}".to_owned(),
                false => root.clone(),
            };
            for (kind, id) in [
                ("aws_organizations_policy", known.clone()),
                (
                    "aws_organizations_policy_attachment",
                    format!("\"{target}:${{{known}}}\""),
                ),
            ] {
                self.imports.push(
                    Block::new("import", &[])
                        .with("for_each", Expression::Code(is_there.clone()))
                        .with("to", Expression::Word(format!("{kind}.{name}")))
                        .with("id", Expression::Code(id)),
                );
            }
            attachments.push(format!("aws_organizations_policy_attachment.{name}"));
        }
        attachments
    }

    fn identities(&mut self, desired: &Desired) {
        for provider in &desired.providers {
            let account = provider.account;
            let host = provider.url.trim_start_matches("https://");
            let arn = format!(
                "arn:aws:iam::{}:oidc-provider/{host}",
                self.ids.id(self.ids.account(account))
            );
            let name = address(&[&self.company.accounts[account].name, host]);
            let of = self.global(account);
            let block = Block::new("", &[])
                .with("url", Expression::text(&provider.url))
                .with("client_id_list", Expression::texts(&provider.audiences))
                .with("tags", self.tags());
            self.resource(("aws_iam_openid_connect_provider", &name), arn, of, block);
        }
        for role in &desired.roles {
            self.role(role);
        }
    }

    /// IAM is the same in all Regions: the provider of an account's first.
    fn global(&mut self, account: usize) -> Expression {
        let regions = &self.company.accounts[account].regions;
        let first = regions.first().or(self.company.regions.first());
        let first = first.map_or("us-east-1".to_owned(), ToString::to_string);
        self.provider(account, &first)
    }

    fn role(&mut self, role: &Role) {
        let name = address(&[&self.company.accounts[role.account].name, &role.name]);
        let of = self.global(role.account);
        let of_role = Expression::Code(format!("aws_iam_role.{name}.name"));
        let block = Block::new("", &[])
            .with("name", Expression::text(&role.name))
            .with(
                "assume_role_policy",
                Expression::Document(self.ids.marked(&role.trust)),
            )
            .with("tags", self.tags());
        self.resource(("aws_iam_role", &name), role.name.clone(), of.clone(), block);
        let block = Block::new("", &[])
            .with("name", Expression::text("wharf"))
            .with("role", of_role.clone())
            .with("policy", Expression::Document(self.ids.marked(&role.policy)));
        let id = format!("{}:wharf", role.name);
        self.resource(("aws_iam_role_policy", &name), id, of.clone(), block);
        if role.is_of_instances() {
            let block = Block::new("", &[])
                .with("name", Expression::text(&role.name))
                .with("role", of_role)
                .with("tags", self.tags());
            self.resource(("aws_iam_instance_profile", &name), role.name.clone(), of, block);
        }
    }

    fn registry(&mut self, registry: &Registry, roles: &[Role], guards: &[String]) {
        let account = self.company.accounts[registry.account].name.as_str();
        let region = registry.region.as_str();
        let of = self.provider(registry.account, region);
        let place = address(&[account, region]);
        self.registry_policy(registry, roles, guards);
        // It guards them.
        let guarded = Expression::List(vec![Expression::Word(format!("aws_ecr_registry_policy.{place}"))]);
        for repository in &registry.repositories {
            let name = address(&[account, region, &repository.name]);
            let block = Block::new("", &[])
                .with("name", Expression::text(&repository.name))
                .with("image_tag_mutability", Expression::text(repository.mutability()))
                .with("tags", self.tags())
                .with("depends_on", guarded.clone());
            self.resource(
                ("aws_ecr_repository", &name),
                repository.name.clone(),
                of.clone(),
                block,
            );
            if let Some(policy) = &repository.policy {
                let of_repository = format!("aws_ecr_repository.{name}.name");
                let block = Block::new("", &[])
                    .with("repository", Expression::Code(of_repository))
                    .with("policy", Expression::Document(self.ids.marked(policy)))
                    .with("depends_on", Expression::List(self.named(policy, roles)));
                let id = repository.name.clone();
                self.resource(("aws_ecr_repository_policy", &name), id, of.clone(), block);
            }
            if let Some(lifecycle) = &repository.lifecycle {
                let block = Block::new("", &[])
                    .with(
                        "repository",
                        Expression::Code(format!("aws_ecr_repository.{name}.name")),
                    )
                    .with("policy", Expression::Document(lifecycle.clone()));
                self.resource(
                    ("aws_ecr_lifecycle_policy", &name),
                    repository.name.clone(),
                    of.clone(),
                    block,
                );
            }
        }
        for template in &registry.templates {
            let name = address(&[account, region, &template.prefix]);
            let mut block = Block::new("", &[])
                .with("prefix", Expression::text(&template.prefix))
                .with("applied_for", Expression::texts(TemplateState::APPLIED_FOR))
                .with("image_tag_mutability", Expression::text(template.mutability()));
            if let Some(lifecycle) = &template.lifecycle {
                block = block.with("lifecycle_policy", Expression::Document(lifecycle.clone()));
            }
            let block = block.with("depends_on", guarded.clone());
            let kind = "aws_ecr_repository_creation_template";
            self.resource((kind, &name), template.prefix.clone(), of.clone(), block);
        }
    }

    /// A registry's policy, after the settings that have it speak of repositories.
    fn registry_policy(&mut self, registry: &Registry, roles: &[Role], guards: &[String]) {
        let account = self.company.accounts[registry.account].name.as_str();
        let region = registry.region.as_str();
        let of = self.provider(registry.account, region);
        let place = address(&[account, region]);
        let mut settings = vec![("scope", "REGISTRY_POLICY_SCOPE", "V2")];
        if registry.mounts {
            settings.push(("mounting", "BLOB_MOUNTING", "ENABLED"));
        }
        for (what, setting, value) in settings {
            let block = Block::new("", &[])
                .with("name", Expression::text(setting))
                .with("value", Expression::text(value));
            let kind = "aws_ecr_account_setting";
            self.resource(
                (kind, &format!("{place}_{what}")),
                setting.to_owned(),
                of.clone(),
                block,
            );
        }
        let before = guards
            .iter()
            .cloned()
            .chain([format!("aws_ecr_account_setting.{place}_scope")]);
        let named = self.named(&registry.policy, roles);
        let before = before.map(Expression::Word).chain(named).collect();
        let block = Block::new("", &[])
            .with("policy", Expression::Document(self.ids.marked(&registry.policy)))
            .with("depends_on", Expression::List(before));
        let id = self.ids.id(self.ids.account(registry.account));
        self.resource(("aws_ecr_registry_policy", &place), id, of, block);
    }

    /// The roles that a policy names, which must be there before it.
    fn named(&self, policy: &Value, roles: &[Role]) -> Vec<Expression> {
        let text = policy.to_string();
        let is_named = |role: &&Role| {
            let id = &self.ids.account(role.account).value;
            text.contains(&format!("\"arn:aws:iam::{id}:role/{}\"", role.name))
        };
        let named = roles.iter().filter(is_named).map(|role| {
            let name = address(&[&self.company.accounts[role.account].name, &role.name]);
            Expression::Word(format!("aws_iam_role.{name}"))
        });
        named.collect()
    }

    /// The management account's provider, and one for each account and Region that has something.
    fn providers(&self) -> Vec<Block> {
        let first = self.company.regions.first();
        let first = first.map_or("us-east-1", |region| region.as_str());
        let mut own = Block::new("provider", &["aws"]).with("region", Expression::text(first));
        let is_management = |at: usize| self.company.accounts[at].purpose == Purpose::Management;
        if let Some(management) = (0..self.company.accounts.len()).find(|at| is_management(*at)) {
            let id = self.ids.id(self.ids.account(management));
            own = own.with("allowed_account_ids", Expression::texts([id]));
        }
        let mut providers = vec![own];
        for (account, region) in &self.used {
            let id = self.ids.id(self.ids.account(*account));
            let arn = format!("arn:aws:iam::{id}:role/{ADMINISTRATOR_ROLE}");
            let mut provider = Block::new("provider", &["aws"])
                .with("alias", Expression::Text(self.alias(*account, region)))
                .with("region", Expression::text(region))
                .with("allowed_account_ids", Expression::texts([id]));
            if !is_management(*account) {
                provider =
                    provider.block(Block::new("assume_role", &[]).with("role_arn", Expression::Text(arn)));
            }
            providers.push(provider);
        }
        providers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_whose_names_look_alike_are_all_there() {
        let text = "organization: acme\naccounts: { registry: \"222222222222\", dev: \"333333333333\" }\n\
                    repositories: [a/b, a-b, a.b, a_b, ab]\n";
        let company = crate::file::read(text).unwrap();
        let [(_, json)] = &terraform_json(&company, &Ids::assumed(&company))[..] else {
            panic!("one file")
        };
        let json: Value = serde_json::from_str(json).unwrap();
        assert_eq!(
            json["resource"]["aws_ecr_repository"].as_object().unwrap().len(),
            5
        );
    }
}
