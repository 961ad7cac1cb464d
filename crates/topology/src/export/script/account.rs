//! What is changed in an account that was entered: identity providers, roles, registries.

use std::fmt::Write as _;

use super::{Script, quoted};
use crate::desired::{Provider, Registry, RepositoryState, Role, TemplateState};

impl Script {
    pub(super) fn provider(&mut self, provider: &Provider) {
        let audiences: Vec<String> = provider
            .audiences
            .iter()
            .map(|audience| quoted(audience))
            .collect();
        let name = provider.url.trim_start_matches("https://");
        let arn = format!(
            "arn:aws:iam::{}:oidc-provider/{name}",
            self.ids.id(self.ids.account(provider.account))
        );
        let arn = quoted(&arn);
        let _ = writeln!(
            self.text,
            "if is_there NoSuchEntity iam get-open-id-connect-provider --open-id-connect-provider-arn {arn}; then"
        );
        for audience in &audiences {
            let _ = writeln!(
                self.text,
                "  change iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {arn} --client-id {audience}"
            );
        }
        let _ = writeln!(
            self.text,
            "else\n  change iam create-open-id-connect-provider --url {} --client-id-list {} --tags {}\nfi",
            quoted(&provider.url),
            audiences.join(" "),
            quoted(&self.tags.to_string())
        );
    }

    pub(super) fn role(&mut self, role: &Role) {
        let (name, trust, policy) = (
            quoted(&role.name),
            self.document(&role.trust),
            self.document(&role.policy),
        );
        let tags = quoted(&self.tags.to_string());
        let _ = write!(
            self.text,
            "if is_there NoSuchEntity iam get-role --role-name {name}; then\n  \
             taken_over iam tag-role --role-name {name} --tags {tags}\n  \
             change iam update-assume-role-policy --role-name {name} --policy-document {trust}\nelse\n  \
             change iam create-role --role-name {name} --assume-role-policy-document {trust} --tags {tags}\nfi\n\
             change iam put-role-policy --role-name {name} --policy-name wharf --policy-document {policy}\n"
        );
        if role.is_of_instances() {
            let _ = writeln!(self.text, "instance_profile {name} {tags}");
        }
    }

    /// Its policy comes before what it guards. What moves from it into the policies of repositories is there before it goes, and what moves
    /// back goes last, so that no access is lost in between.
    pub(super) fn registry(&mut self, registry: &Registry) {
        let region = registry.region.as_str();
        self.setting(region, "REGISTRY_POLICY_SCOPE", "V2");
        if registry.mounts {
            self.setting(region, "BLOB_MOUNTING", "ENABLED");
        }
        let (parts, whole): (Vec<&RepositoryState>, Vec<&RepositoryState>) =
            registry.repositories.iter().partition(|one| one.policy.is_some());
        if !parts.is_empty() {
            self.parts(region, &parts);
        }
        let policy = self.document(&registry.policy);
        let _ = writeln!(
            self.text,
            "change ecr put-registry-policy --region {region} --policy-text {policy}"
        );
        for repository in &registry.repositories {
            self.repository(region, repository);
        }
        if !parts.is_empty() {
            self.text.push_str("parts\n");
        }
        for template in &registry.templates {
            self.template(region, template);
        }
        let names = |these: &[&RepositoryState]| -> String {
            these
                .iter()
                .map(|one| format!(" {}", quoted(&one.name)))
                .collect()
        };
        let _ = writeln!(self.text, "without_parts {region}{}", names(&parts));
        let kept: Vec<&RepositoryState> = parts
            .into_iter()
            .chain(whole)
            .filter(|one| one.lifecycle.is_none())
            .collect();
        if !kept.is_empty() {
            let _ = writeln!(self.text, "without_lifecycle {region}{}", names(&kept));
        }
    }

    fn setting(&mut self, region: &str, name: &str, value: &str) {
        let _ = writeln!(
            self.text,
            "change ecr put-account-setting --region {region} --name {name} --value {value}"
        );
    }

    /// In the repositories that are there; those that are not get theirs when this is said again.
    fn parts(&mut self, region: &str, repositories: &[&RepositoryState]) {
        self.text.push_str("parts() {\n");
        for repository in repositories {
            if let Some(policy) = &repository.policy {
                let policy = self.document(policy);
                let _ = writeln!(self.text, "  part {region} {} {policy}", quoted(&repository.name));
            }
        }
        self.text.push_str("}\nparts\n");
    }

    fn repository(&mut self, region: &str, repository: &RepositoryState) {
        let (name, mutability) = (quoted(&repository.name), repository.mutability());
        let tags = quoted(&self.tags.to_string());
        let _ = write!(
            self.text,
            "if is_there RepositoryNotFoundException ecr describe-repositories --region {region} --repository-names {name}; then\n  \
             taken_over ecr tag-resource --region {region} --resource-arn \"arn:aws:ecr:{region}:$id:repository/\"{name} --tags {tags}\n  \
             change ecr put-image-tag-mutability --region {region} --repository-name {name} --image-tag-mutability {mutability}\n\
             else\n  \
             change ecr create-repository --region {region} --repository-name {name} --image-tag-mutability {mutability} \
             --tags {tags}\nfi\n"
        );
        if let Some(lifecycle) = &repository.lifecycle {
            let lifecycle = self.document(lifecycle);
            let _ = writeln!(
                self.text,
                "change ecr put-lifecycle-policy --region {region} --repository-name {name} --lifecycle-policy-text {lifecycle}"
            );
        }
    }

    fn template(&mut self, region: &str, template: &TemplateState) {
        let lifecycle = template
            .lifecycle
            .as_ref()
            .map(|lifecycle| self.document(lifecycle));
        let lifecycle = lifecycle.map(|lifecycle| format!(" --lifecycle-policy {lifecycle}"));
        let prefix = quoted(&template.prefix);
        let said = format!(
            "--region {region} --prefix {prefix} --applied-for {} --image-tag-mutability {}{}",
            TemplateState::APPLIED_FOR.join(" "),
            template.mutability(),
            lifecycle.unwrap_or_default()
        );
        let _ = write!(
            self.text,
            "if has_template {region} {prefix}; then\n  \
             change ecr update-repository-creation-template {said}\nelse\n  \
             change ecr create-repository-creation-template {said}\nfi\n"
        );
    }
}
