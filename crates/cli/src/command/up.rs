//! `wharf up`: a node, and everything that an organization file asks for, in one command.

use std::process::ExitCode;
use std::sync::atomic::AtomicUsize;

use anyhow::Context as _;
use futures_util::FutureExt as _;
use serde_json::json;
use wharf_aws::SecretKey;
use wharf_node::iam::access_key::AccessKey;
use wharf_topology::Company;
use wharf_topology::live::{Client, Identity, LiveError, Service};
use wharf_topology::reconcile::{Mode, reconcile};

use super::apply::{self, Told};
use super::profiles::OPERATOR;
use super::serve::{self, Start, WhenUp};
use super::{endpoint, next, organization_file, profiles};
use crate::arguments::{Format, Up};
use crate::aws_files::AwsFiles;
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::progress::Progress;
use crate::{Environment, output};

const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

pub(crate) fn run(arguments: &Up, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read_within_limits(&arguments.file)?;
    let ids = company.accounts.iter().filter_map(|account| account.id).collect();
    let progress = Progress::new(environment);
    let fix = arguments.fix;
    let when_up: WhenUp = Box::new(move |node, folder, root| {
        async move {
            let applied = up(&company, node, (folder, root), fix, &progress).await;
            applied.context("the organization file was not applied")
        }
        .boxed_local()
    });
    let start = Start {
        made: ids,
        fix: false,
        when_up: Some(when_up),
    };
    serve::run_with(&arguments.serve, environment, start)
}

/// Applies the file to the node that just started, and says how to use it. With `fix`, what `/etc/hosts` lacks is added.
async fn up(
    company: &Company,
    node: &NodeFile,
    (folder, root): (&Folder, AccessKey),
    fix: bool,
    progress: &Progress,
) -> anyhow::Result<()> {
    let http = endpoint::http(node.ca.as_deref())?;
    let root = Identity {
        access_key_id: root.id.to_string(),
        secret: root.secret,
        session_token: None,
    };
    let region = company
        .regions
        .first()
        .map_or(node.region.as_str(), |region| region.as_str());
    let root = Client::new(http, Some(node.endpoint.clone()), region, root, endpoint::now);
    let operator = operator(&root, folder).await?;
    let client = root.with(operator.identity.clone());
    let applied = apply_as(
        (company, &client, &operator.identity),
        (node, folder),
        fix,
        progress,
    )
    .await;
    if !operator.is_kept
        && let Err(error) = delete(&root, &operator.identity.access_key_id).await
    {
        // It is deleted at the next start, as all keys whose secret is kept nowhere.
        output::print(&format!(
            "The access key {} of `{OPERATOR}`, which was made for this start alone, could not be deleted: {error}\n",
            operator.identity.access_key_id
        ));
    }
    applied
}

/// Applies the file as the operator, writes the profiles, and says how to use them.
async fn apply_as(
    (company, client, operator): (&Company, &Client, &Identity),
    (node, folder): (&NodeFile, &Folder),
    fix: bool,
    progress: &Progress,
) -> anyhow::Result<()> {
    let changes = AtomicUsize::new(0);
    let mut told = Told::new((false, Format::Text), progress, &changes);
    let work = reconcile(company, client, Mode::Apply, &mut told);
    let outcome = progress.beside(work).await;
    let outcome = outcome.map_err(|error| told.stopped("wharf up", error.into()))?;
    output::print(&apply::sum(outcome.changes, Mode::Apply));
    let written = profiles::write(company, &outcome.ids, node, folder, operator)?;
    output::print(&written.said);
    if fix {
        let registries = written.desired.registries.iter();
        let registries = registries.map(|registry| {
            let account = outcome.ids.accounts[registry.account];
            (account, registry.region.as_str())
        });
        let added = next::added(node, folder, &registries.collect::<Vec<_>>()).await;
        output::print(&added);
    }
    if written.sign_in {
        let roles = (&written.desired, written.profiles.as_slice());
        let next = next::of_company(company, &outcome.ids, node, folder, roles).await;
        output::print(&next);
    }
    Ok(())
}

/// A key of the operator.
struct Signed {
    identity: Identity,
    /// Whether its secret is in the data folder; otherwise the key is for this start alone.
    is_kept: bool,
}

/// The operator's key: the one in the data folder while it is good, else a new one. Where the name is a person's there, the one in the data
/// folder is neither used nor replaced nor deleted.
async fn operator(root: &Client, folder: &Folder) -> anyhow::Result<Signed> {
    let is_ours = !profiles::is_operator_a_persons(folder)?;
    let (known, credentials) = (kept(folder)?, folder.aws_credentials());
    let persons = match &known {
        Some(known) if !is_ours => Some(known.access_key_id.clone()),
        _ => None,
    };
    if let Some(known) = known.filter(|_| is_ours) {
        let who = root.with(known.clone());
        if who
            .call(Service::Sts, "GetCallerIdentity", json!({}))
            .await
            .is_ok()
        {
            let (identity, is_kept) = (known, true);
            return Ok(Signed { identity, is_kept });
        }
        output::print(&format!(
            "The key {} of `{OPERATOR}` in {} is none of this node's: a new one takes its place.\n",
            known.access_key_id,
            credentials.display()
        ));
    }
    let made = root
        .call(Service::Iam, "CreateUser", json!({"UserName": OPERATOR}))
        .await;
    if let Err(error) = made
        && !error.is(&["EntityAlreadyExists"])
    {
        return Err(error.into());
    }
    let attach = json!({"UserName": OPERATOR, "PolicyArn": ADMINISTRATOR});
    root.call(Service::Iam, "AttachUserPolicy", attach).await?;
    let user = json!({"UserName": OPERATOR});
    // A user has two keys at most: a person's stays, and there is room for a new one.
    for key in root
        .list(Service::Iam, "ListAccessKeys", user.clone(), "AccessKeyMetadata")
        .await?
    {
        let id = key["AccessKeyId"].as_str().unwrap_or_default();
        if persons.as_deref() == Some(id) {
            continue;
        }
        delete(root, id).await?;
        output::print(&format!(
            "The access key {id} of `{OPERATOR}` was deleted: {} has no secret of it that is good.\n",
            credentials.display()
        ));
    }
    let made = root.call(Service::Iam, "CreateAccessKey", user).await?;
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap_or_default().to_owned();
    let identity = Identity {
        access_key_id: text("AccessKeyId"),
        secret: SecretKey::new(text("SecretAccessKey")),
        session_token: None,
    };
    if is_ours {
        keep(folder, &identity)?;
    }
    let is_kept = is_ours;
    Ok(Signed { identity, is_kept })
}

/// Deletes a key of the operator.
async fn delete(root: &Client, id: &str) -> Result<(), LiveError> {
    let key = json!({"UserName": OPERATOR, "AccessKeyId": id});
    root.call(Service::Iam, "DeleteAccessKey", key).await.map(drop)
}

/// Keeps the operator's key beside what else is in the file.
fn keep(folder: &Folder, identity: &Identity) -> anyhow::Result<()> {
    let mut files = AwsFiles::of_credentials(&folder.aws_credentials())?;
    files.sign(OPERATOR, identity, None)?;
    files.write()
}

fn kept(folder: &Folder) -> anyhow::Result<Option<Identity>> {
    Ok(AwsFiles::at(&folder.aws_config(), &folder.aws_credentials())?.identity(OPERATOR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operators_key_is_kept_beside_those_of_people() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::new(home.path());
        std::fs::create_dir(home.path().join("aws")).unwrap();
        let mine = "# of mine\n[mine]\naws_access_key_id = AKIAMINE\naws_secret_access_key = s\n";
        std::fs::write(folder.aws_credentials(), mine).unwrap();
        let id = || kept(&folder).unwrap().map(|kept| kept.access_key_id);
        assert_eq!(id(), None);
        for key in ["AKIAFIRST", "AKIASECOND"] {
            let identity = Identity {
                access_key_id: key.to_owned(),
                secret: SecretKey::new("secret".to_owned()),
                session_token: None,
            };
            keep(&folder, &identity).unwrap();
            assert_eq!(id().as_deref(), Some(key));
            let text = std::fs::read_to_string(folder.aws_credentials()).unwrap();
            let expected =
                format!("{mine}\n[operator]\naws_access_key_id = {key}\naws_secret_access_key = secret\n");
            assert_eq!(text, expected);
        }
    }
}
