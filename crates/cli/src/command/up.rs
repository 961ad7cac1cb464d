//! `wharf up`: a node, and everything that an organization file asks for, in one command.

use std::process::ExitCode;
use std::sync::atomic::AtomicUsize;

use anyhow::Context as _;
use futures_util::FutureExt as _;
use serde_json::json;
use wharf_aws::SecretKey;
use wharf_node::iam::access_key::AccessKey;
use wharf_topology::Company;
use wharf_topology::live::{Client, Identity, Service};
use wharf_topology::reconcile::{Mode, reconcile};

use super::apply::{self, Told};
use super::serve::{self, Start, WhenUp};
use super::{endpoint, next, organization_file, profiles};
use crate::arguments::{Format, Up};
use crate::folder::Folder;
use crate::node_file::NodeFile;
use crate::progress::Progress;
use crate::{Environment, files, output};

/// The user of the management account that applies files and enters accounts.
const OPERATOR: &str = "operator";
const ADMINISTRATOR: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

pub(crate) fn run(arguments: &Up, environment: &Environment) -> anyhow::Result<ExitCode> {
    let company = organization_file::read(&arguments.file)?;
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
    let client = root.with(operator.clone());
    let changes = AtomicUsize::new(0);
    let mut told = Told::new((false, Format::Text), progress, &changes);
    let work = reconcile(company, &client, Mode::Apply, &mut told);
    let outcome = progress.beside(work).await?;
    output::print(&apply::sum(outcome.changes, Mode::Apply));
    let written = profiles::write(company, &outcome.ids, node, folder, &operator)?;
    output::print(&written.said);
    if fix {
        let registries = written.desired.registries.iter();
        let registries = registries.map(|registry| {
            let account = outcome.ids.accounts[registry.account];
            (account, registry.region.as_str())
        });
        output::print(&next::added(node, folder, &registries.collect::<Vec<_>>()));
    }
    let roles = (&written.desired, written.profiles.as_slice());
    output::print(&next::of_company(company, &outcome.ids, node, folder, roles));
    Ok(())
}

/// The operator's key: the one in the data folder while it is good, else a new one.
async fn operator(root: &Client, folder: &Folder) -> anyhow::Result<Identity> {
    if let Some(known) = kept(folder)?
        && root
            .with(known.clone())
            .call(Service::Sts, "GetCallerIdentity", json!({}))
            .await
            .is_ok()
    {
        return Ok(known);
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
    for key in root
        .list(Service::Iam, "ListAccessKeys", user.clone(), "AccessKeyMetadata")
        .await?
    {
        // Its secret is lost.
        let key = json!({"UserName": OPERATOR, "AccessKeyId": key["AccessKeyId"]});
        root.call(Service::Iam, "DeleteAccessKey", key).await?;
    }
    let made = root.call(Service::Iam, "CreateAccessKey", user).await?;
    let text = |name: &str| made["AccessKey"][name].as_str().unwrap_or_default().to_owned();
    let identity = Identity {
        access_key_id: text("AccessKeyId"),
        secret: SecretKey::new(text("SecretAccessKey")),
        session_token: None,
    };
    keep(folder, &identity)?;
    Ok(identity)
}

fn keep(folder: &Folder, identity: &Identity) -> anyhow::Result<()> {
    let path = folder.aws_credentials();
    let parent = path.parent().context("the data folder")?;
    files::make_folder(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
    let text = format!(
        "# Of the user {OPERATOR} in the management account; made by `wharf up`.\n[{OPERATOR}]\naws_access_key_id = {}\n\
         aws_secret_access_key = {}\n",
        identity.access_key_id,
        identity.secret.expose()
    );
    files::write(&path, text.as_bytes(), 0o600)
        .with_context(|| format!("{} cannot be written", path.display()))
}

fn kept(folder: &Folder) -> anyhow::Result<Option<Identity>> {
    let path = folder.aws_credentials();
    let text = files::read_if_there(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(text.and_then(|text| {
        let value = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.split_once('='));
            lines
                .find(|(key, _)| key.trim() == name)
                .map(|(_, value)| value.trim().to_owned())
        };
        Some(Identity {
            access_key_id: value("aws_access_key_id")?,
            secret: SecretKey::new(value("aws_secret_access_key")?),
            session_token: None,
        })
    }))
}
