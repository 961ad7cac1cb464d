//! A registry: its policy, its templates, its repositories, in as many stacks as they need.

use serde_json::{Map, Value, json};

use super::super::names::logical_id;
use super::{Stack, Templates};
use crate::desired::{Registry, RepositoryState, TemplateState};

/// The resources of a template, and its bytes, of which AWS takes 500 and 1 MB: a registry with more has several stacks.
const RESOURCES: usize = 480;
const BYTES: usize = 900_000;
/// What a registry's policy is called.
const POLICY: &str = "RegistryPolicy";

impl Templates<'_> {
    /// Its policy, which guards the rest, and its templates; repositories in as many stacks as they need.
    pub(super) fn registry(&self, registry: &Registry) -> Vec<Stack> {
        let mut resources = Map::new();
        resources.insert(
            POLICY.to_owned(),
            json!({"Type": "AWS::ECR::RegistryPolicy", "Properties": {"PolicyText": self.ids.marked(&registry.policy)}}),
        );
        for template in &registry.templates {
            let mut properties = json!({"Prefix": template.prefix, "AppliedFor": TemplateState::APPLIED_FOR,
                "ImageTagMutability": template.mutability()});
            if let Some(lifecycle) = &template.lifecycle {
                properties["LifecyclePolicy"] = json!(lifecycle.to_string());
            }
            resources.insert(
                logical_id("Template", &template.prefix),
                json!({"Type": "AWS::ECR::RepositoryCreationTemplate", "DependsOn": POLICY, "Properties": properties}),
            );
        }
        let bytes = |resources: &Map<String, Value>| -> usize {
            let all = resources.iter();
            all.map(|(name, one)| name.len() + one.to_string().len()).sum()
        };
        let mut all = Vec::new();
        let mut length = bytes(&resources);
        for repository in &registry.repositories {
            let mut one = self.repository(repository);
            let more = one.to_string().len() + repository.name.len();
            if resources.len() >= RESOURCES || length + more > BYTES {
                all.push(std::mem::take(&mut resources));
                length = 0;
            }
            if resources.contains_key(POLICY) {
                one["DependsOn"] = json!(POLICY);
            }
            length += more;
            resources.insert(logical_id("Repository", &repository.name), one);
        }
        all.push(resources);
        let region = registry.region.as_str();
        let account = &self.company.accounts[registry.account].name;
        let mut settings = vec![("REGISTRY_POLICY_SCOPE", "V2")];
        if registry.mounts {
            settings.push(("BLOB_MOUNTING", "ENABLED"));
        }
        let stack = |(at, resources): (usize, Map<String, Value>)| match at {
            0 => Stack {
                settings: settings.clone(),
                ..self.stack(
                    format!("{account}.{region}.json"),
                    Some(registry.account),
                    region,
                    "Registry of",
                    resources,
                )
            },
            at => self.stack(
                format!("{account}.{region}.{}.json", at + 1),
                Some(registry.account),
                region,
                "More repositories of",
                resources,
            ),
        };
        all.into_iter().enumerate().map(stack).collect()
    }

    /// It goes again when its stack could not be made, and stays when its stack is deleted.
    fn repository(&self, repository: &RepositoryState) -> Value {
        let mut properties = json!({"RepositoryName": repository.name,
            "ImageTagMutability": repository.mutability(), "Tags": self.tags()});
        if let Some(lifecycle) = &repository.lifecycle {
            properties["LifecyclePolicy"] = json!({"LifecyclePolicyText": lifecycle.to_string()});
        }
        if let Some(policy) = &repository.policy {
            properties["RepositoryPolicyText"] = self.ids.marked(policy);
        }
        json!({"Type": "AWS::ECR::Repository", "DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain",
            "Properties": properties})
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::cloudformation;
    use super::POLICY;
    use crate::desired::Ids;

    /// AWS takes 500 resources; with the policy these were 502. What is small needs no bucket.
    #[test]
    fn a_large_registry_has_several_stacks() {
        let names: Vec<String> = (0..501).map(|at| format!("team/app-{at:03}")).collect();
        let text = format!(
            "organization: acme\naccounts: {{ registry: , dev: }}\nrepositories: [{}]\nbuilders: {{ ci: {{ trust: [dev] }} }}\n",
            names.join(", ")
        );
        let company = crate::file::read(&text).unwrap();
        let files = cloudformation(&company, &Ids::assumed(&company));
        let mut counts = Vec::new();
        for (name, text) in files
            .iter()
            .filter(|(name, _)| name.starts_with("registry.us-east-1"))
        {
            let template: Value = serde_json::from_str(text).unwrap();
            let resources = template["Resources"].as_object().unwrap();
            let waits = resources
                .values()
                .filter(|one| one["DependsOn"] == POLICY)
                .count();
            counts.push((name.as_str(), resources.len(), waits));
        }
        assert_eq!(
            counts,
            [
                ("registry.us-east-1.json", 480, 479),
                ("registry.us-east-1.2.json", 22, 0)
            ]
        );
        let readme = &files[0].1;
        assert_eq!(
            readme.matches("--name REGISTRY_POLICY_SCOPE").count(),
            1,
            "{readme}"
        );
        let asks = |file: &str| readme.contains(&format!("--template-file {file} --s3-bucket '<bucket>'"));
        assert!(
            asks("registry.us-east-1.json") && !asks("registry.us-east-1.2.json"),
            "{readme}"
        );
    }
}
