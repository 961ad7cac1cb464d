//! A script for the aws CLI, to be read before it is run. Accounts and units must be there.

use std::fmt::Write as _;

use serde_json::Value;

use super::File;
use crate::company::Company;
use crate::desired::{ADMINISTRATOR_ROLE, Desired, Ids, TemplateState};

/// Runs `aws` in an account. A session serves the commands that follow each other in one account, but ends after an hour.
const IN_ACCOUNT: &str = r#"
# Runs the aws CLI in an account: in_account ID COMMAND…
account= calls=0
in_account() {
  if [ "$account" != "$1" ] || [ "$calls" -ge 500 ]; then
    session=$(aws sts assume-role --role-session-name wharf-export --role-arn "arn:aws:iam::$1:role/$administrator" \
      --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
    account=$1 calls=0
  fi
  calls=$((calls + 1))
  shift
  (
    unset AWS_PROFILE
    read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<END
$session
END
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
    aws "$@"
  )
}
"#;

/// The script.
pub fn script(company: &Company, ids: &Ids) -> Vec<File> {
    let desired = Desired::of(company, ids);
    let mut text = format!(
        "#!/bin/sh\n# What the organization file of {} asks for, by wharf export. Run it as a user or role of the management\n\
         # account that may use Organizations and assume {ADMINISTRATOR_ROLE} in every account.\nset -eu\n\
         export AWS_DEFAULT_REGION=\"${{AWS_DEFAULT_REGION:-{}}}\"\nadministrator={ADMINISTRATOR_ROLE}\n{IN_ACCOUNT}",
        company.name,
        company
            .regions
            .first()
            .map_or("us-east-1", |region| region.as_str())
    );
    for provider in &desired.providers {
        let account = &ids.accounts[provider.account];
        let _ = writeln!(
            text,
            "\nin_account {account} iam create-open-id-connect-provider --url {} --client-id-list {}",
            quoted(&provider.url),
            provider
                .audiences
                .iter()
                .map(|audience| quoted(audience))
                .collect::<Vec<_>>()
                .join(" ")
        );
    }
    for role in &desired.roles {
        let account = &ids.accounts[role.account];
        let name = quoted(&role.name);
        let _ = write!(
            text,
            "\nin_account {account} iam create-role --role-name {name} --assume-role-policy-document {}\n\
             in_account {account} iam put-role-policy --role-name {name} --policy-name wharf --policy-document {}\n",
            document(&role.trust),
            document(&role.policy)
        );
    }
    for registry in &desired.registries {
        let (account, region) = (&ids.accounts[registry.account], registry.region.as_str());
        text.push('\n');
        for repository in &registry.repositories {
            let name = quoted(&repository.name);
            let _ = writeln!(
                text,
                "in_account {account} ecr create-repository --region {region} --repository-name {name} \
                 --image-tag-mutability {}",
                repository.mutability()
            );
            if let Some(policy) = &repository.policy {
                let _ = writeln!(
                    text,
                    "in_account {account} ecr set-repository-policy --region {region} --repository-name {name} \
                     --policy-text {}",
                    document(policy)
                );
            }
            if let Some(lifecycle) = &repository.lifecycle {
                let _ = writeln!(
                    text,
                    "in_account {account} ecr put-lifecycle-policy --region {region} --repository-name {name} \
                     --lifecycle-policy-text {}",
                    document(lifecycle)
                );
            }
        }
        for template in &registry.templates {
            let lifecycle = template.lifecycle.as_ref();
            let lifecycle = lifecycle.map(|lifecycle| format!(" --lifecycle-policy {}", document(lifecycle)));
            let _ = writeln!(
                text,
                "in_account {account} ecr create-repository-creation-template --region {region} --prefix {} --applied-for \
                 {} --image-tag-mutability {}{}",
                quoted(&template.prefix),
                TemplateState::APPLIED_FOR.join(" "),
                template.mutability(),
                lifecycle.unwrap_or_default()
            );
        }
        if registry.mounts {
            let _ = writeln!(
                text,
                "in_account {account} ecr put-account-setting --region {region} --name BLOB_MOUNTING --value ENABLED"
            );
        }
        let _ = write!(
            text,
            "in_account {account} ecr put-account-setting --region {region} --name REGISTRY_POLICY_SCOPE --value V2\n\
             in_account {account} ecr put-registry-policy --region {region} --policy-text {}\n",
            document(&registry.policy)
        );
    }
    for policy in &desired.control_policies {
        let _ = write!(
            text,
            "\npolicy=$(aws organizations create-policy --name wharf-{} --type {} --description 'By wharf export.' \\\n  \
             --content {} --query Policy.PolicySummary.Id --output text)\n\
             aws organizations attach-policy --policy-id \"$policy\" --target-id {}\n",
            policy.name,
            policy.kind.as_str(),
            document(&policy.content),
            ids.root
        );
    }
    vec![("apply.sh".to_owned(), text)]
}

fn document(policy: &Value) -> String {
    quoted(&policy.to_string())
}

/// A word for the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
