//! The note on the order of the stacks: what guards before what is guarded, principals before the policies that name them. What a template
//! cannot do is a command before it: the looks at ids, the kinds of policies, the settings of a registry.

use std::fmt::Write as _;

use super::super::head;
use super::super::unknown::{Id, IdKind};
use super::{Stack, Templates, parameter};
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Kind};

/// The bytes of a template that a command hands over itself; longer ones are read from a bucket.
const HANDED_OVER: usize = 51_200;
/// The parameters of a template.
const PARAMETERS: usize = 200;

impl Templates<'_> {
    pub(super) fn order(&self, stacks: &[Stack], desired: &Desired) -> String {
        let mut missing: Vec<&Id> = Vec::new();
        for id in stacks.iter().flat_map(|stack| &stack.missing) {
            if !missing.iter().any(|known| known.variable == id.variable) {
                missing.push(id);
            }
        }
        let how = format!(
            "One stack after the other, in this order: the organization's policies, which guard the rest; the roles, which policies of \
             registries name; the registries. The looks at the ids and organization.json want credentials of the management account. Each \
             other stack is deployed as {ADMINISTRATOR_ROLE} of its account, in its Region: its rules refuse every other account and \
             Region, and where the guardrail policy-edits is on, no other role may change policies and settings of registries. \
             CloudFormation cannot set the scope of a registry's policy, without which that policy does not speak of pulls and pushes: the \
             commands before a registry's stack do."
        );
        let failure = "A stack that fails when it is made is rolled back, with the repositories that it had made, and stays as \
                       ROLLBACK_COMPLETE: it is deployed again after `aws cloudformation delete-stack --region REGION --stack-name NAME`. One \
                       that fails later is rolled back to what it was, and can be deployed again.";
        let head = head(self.company, "The stacks", &missing, "a parameter", &how);
        let mut text = format!("# {}\n\n{}\n", self.company.name, head.join("\n"));
        let mut say = |said: &str| {
            let _ = write!(text, "\n{}\n", super::super::wrapped(said).join("\n"));
        };
        say(failure);
        if !missing.is_empty() {
            say(
                "Replace each text in angle brackets everywhere in this note at once: what is looked at is then what is deployed.",
            );
        }
        if stacks.iter().any(|stack| stack.text.len() > HANDED_OVER) {
            say(
                "`<bucket>` is a bucket of the stack's account and Region: a template of more than 51,200 bytes is read from there.",
            );
        }
        for stack in stacks.iter().filter(|stack| stack.missing.len() > PARAMETERS) {
            say(&format!(
                "{} has {} parameters, of which CloudFormation takes {PARAMETERS}: write the ids of accounts into the file, or take them \
                 from the organization with --live.",
                stack.file,
                stack.missing.len()
            ));
        }
        let mut section = |title: &str, commands: Vec<String>| {
            let _ = write!(text, "\n## {title}\n\n```sh\n{}\n```\n", commands.join(" &&\n  "));
        };
        section(
            "Before the stacks: whether every id is of what it is called",
            self.looks(&missing),
        );
        for (at, stack) in stacks.iter().enumerate() {
            let place = stack.account.map_or("the management account".to_owned(), |at| {
                let id = self.ids.account(at);
                match id.assumed {
                    true => id.what.clone(),
                    false => format!("{} ({})", id.what, id.value),
                }
            });
            let title = format!("{}. {}, in {place}", at + 1, stack.file);
            section(&title, self.commands(stack, desired));
        }
        text
    }

    /// A parameter takes any id of the right form: one of a stranger, or one that was meant for another.
    fn looks(&self, missing: &[&Id]) -> Vec<String> {
        let mut looks = Vec::new();
        let mut is = |asked: String, wanted: &str| {
            looks.push(format!(
                "test \"$(aws organizations {asked} --output text)\" = {wanted}"
            ));
        };
        for id in &self.ids.all {
            if id.assumed && !missing.iter().any(|one| one.variable == id.variable) {
                continue;
            }
            let value = shown(id);
            match id.kind {
                IdKind::Organization => {
                    is("describe-organization --query Organization.Id".to_owned(), &value)
                }
                IdKind::Root => is("list-roots --query 'Roots[].Id'".to_owned(), &value),
                IdKind::Unit => is(
                    format!(
                        "describe-organizational-unit --organizational-unit-id {value} --query OrganizationalUnit.Name"
                    ),
                    &id.name,
                ),
                IdKind::Account if id.assumed => is(
                    format!("describe-account --account-id {value} --query Account.Name"),
                    &id.name,
                ),
                IdKind::Account => is(
                    format!("describe-account --account-id {value} --query Account.Id"),
                    &value,
                ),
            }
        }
        looks.push("echo 'every id is of what it is called'".to_owned());
        looks
    }

    fn commands(&self, stack: &Stack, desired: &Desired) -> Vec<String> {
        // Settings are not guarded by the rules of a template.
        let mut commands = Vec::new();
        if let Some(account) = stack.account {
            commands.push(format!(
                "test \"$(aws sts get-caller-identity --query Account --output text)\" = {}",
                shown(self.ids.account(account))
            ));
        } else {
            let mut kinds: Vec<Kind> = desired
                .control_policies
                .iter()
                .map(|policy| policy.kind)
                .collect();
            kinds.dedup();
            for kind in kinds {
                commands.push(switched_on(kind, &shown(self.ids.root())));
            }
        }
        let region = &stack.region;
        for (name, value) in &stack.settings {
            commands.push(format!(
                "aws ecr put-account-setting --region {region} --name {name} --value {value}"
            ));
        }
        let name = stack.file.trim_end_matches(".json").replace(['.', '_'], "-");
        let mut deploy = format!(
            "aws cloudformation deploy --region {region} --stack-name wharf-{name} --template-file {}",
            stack.file
        );
        if stack.text.len() > HANDED_OVER {
            deploy.push_str(" --s3-bucket '<bucket>'");
        }
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
        commands
    }
}

/// A kind of policies is switched on once; what is on is refused.
fn switched_on(kind: Kind, root: &str) -> String {
    let kind = kind.as_str();
    format!(
        "{{ aws organizations list-roots --query \"Roots[].PolicyTypes[?Type=='{kind}' && Status=='ENABLED'].Type[]\" --output text \
         | grep -q . || aws organizations enable-policy-type --root-id {root} --policy-type {kind}; }}"
    )
}

/// An id as it stands in a command.
fn shown(id: &Id) -> String {
    match id.assumed {
        true => format!("'<{}>'", id.variable),
        false => id.value.clone(),
    }
}
