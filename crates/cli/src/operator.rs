//! The operator's commands are clients of the operator's API: of the node that serves the data folder, through its socket, or of a node
//! that this process runs for the moment when none does.

mod ask;

use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use serde_json::Value;
use wharf_aws::{AccountId, CommonFault, Region};
use wharf_blob::Intake;
use wharf_node::OPERATOR;
use wharf_node::authenticate::{self, AccountFault};
use wharf_node::collection::Unserved;
use wharf_node::operation::{Dispatch, DispatchError, Service};
use wharf_node::space::{Held, Space};
use wharf_node::{AnswerMemory, Call, Clock, Endpoint, Entropy, Identity, Node};

use ask::ask;

use crate::Environment;
use crate::audit::AuditWriter;
use crate::config::flags::PlaceFlags;
use crate::config::{Layers, Place, Serve};
use crate::folder::{Folder, Lock, OPERATORS, ServedByAnother};
use crate::node_file::NodeFile;
use crate::{clock_doubt, master_key, node, store};

/// How long a node that just took the folder may take to open its socket.
const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(50);
/// What records say of the program.
const AGENT: &str = concat!("wharf/", env!("CARGO_PKG_VERSION"));

/// What a call was refused with.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Refused {
    /// `AccountNotFoundException`.
    pub(crate) code: String,
    /// The text for people.
    pub(crate) message: String,
}

/// A user of the machine whom the node does not let in.
#[derive(Debug, thiserror::Error)]
#[error("the server of {} lets in root and the user that it runs as, or, where that is root, the owner of the folder: \
     run this command as one of them", .0.display())]
pub(crate) struct NotLetIn(PathBuf);

/// The way to the operations.
pub(crate) struct Operator {
    /// The data folder.
    pub(crate) folder: Folder,
    /// The Region of calls that name none.
    own_region: String,
    way: Way,
}

enum Way {
    /// To the node that serves the folder.
    Socket { client: reqwest::Client, _folder: File },
    /// To a node of this process.
    Here(Box<Here>),
}

struct Here {
    node: Node,
    audit: Option<Arc<AuditWriter>>,
    /// The reserve, should there be no other space.
    held: Held,
    _lock: Lock,
}

impl Operator {
    /// Finds the node that serves a folder, or becomes one.
    pub(crate) async fn open(flags: &PlaceFlags, environment: &Environment) -> anyhow::Result<Operator> {
        let (layers, place) = Layers::load(flags, environment, Place::new)?;
        let folder = Folder::of(&place);
        let begun = tokio::time::Instant::now();
        loop {
            if let Some(operator) = Operator::of_running(&folder).await? {
                return Ok(operator);
            }
            // A folder that was never served is a mistyped path: nothing is made in it.
            store::was_served(&place, &folder)?;
            // The lock comes first, because opening a database migrates it, which must not happen under another process.
            match folder.lock() {
                Ok(lock) => {
                    let clock = clock_doubt::clock(&folder);
                    let space = node::space(&folder, false);
                    // Its record, and what it frees, need some.
                    let held = space.hold().await;
                    let here = here(layers, (&place, &folder), clock, lock, (Arc::clone(&space), held));
                    let here = match here.await {
                        Ok(here) => here,
                        // What it held is dropped by now.
                        Err(error) => {
                            space.settle().await;
                            return Err(error);
                        }
                    };
                    return Ok(Operator {
                        own_region: here.node.settings.default_registry.1.to_string(),
                        way: Way::Here(Box::new(here)),
                        folder,
                    });
                }
                // Waiting mends nothing else.
                Err(error) if !error.is::<ServedByAnother>() => return Err(error),
                Err(error) if lost_its_socket(&folder).await => {
                    return Err(error.context(format!(
                        "the server of {} answers requests, but operators cannot reach it: its socket is not in the folder any \
                         more; restart it",
                        folder.path().display()
                    )));
                }
                Err(error) if begun.elapsed() > PATIENCE => {
                    return Err(error.context(
                        "the server of this folder does not answer at its socket: it is starting, or it is stopping and lets \
                         requests end (--drain); try again when it is done",
                    ));
                }
                Err(_) => {}
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// The node that serves a folder, if one does: for what only looks.
    pub(crate) async fn of_running(folder: &Folder) -> anyhow::Result<Option<Operator>> {
        let Some(way) = socket(folder).await? else {
            return Ok(None);
        };
        let node = NodeFile::read(folder).ok();
        Ok(Some(Operator {
            folder: folder.clone(),
            own_region: node.map(|node| node.region).unwrap_or_default(),
            way,
        }))
    }

    /// The name of the Region that a call is for: the node's own when none is named.
    pub(crate) fn region_of<'a>(&'a self, named: Option<&'a Region>) -> &'a str {
        named.map_or(&self.own_region, Region::as_str)
    }

    /// Calls an operation of the operator's API, in a Region; in the node's own when none is named.
    pub(crate) async fn call(
        &self,
        operation: &str,
        region: Option<&Region>,
        input: Value,
    ) -> anyhow::Result<Value> {
        self.call_as(&OPERATOR, operation, (None, region), input).await
    }

    /// Calls an operation of a service, as an account's root user.
    pub(crate) async fn call_as(
        &self,
        service: &'static Service,
        operation: &str,
        at: (Option<&AccountId>, Option<&Region>),
        input: Value,
    ) -> anyhow::Result<Value> {
        let (code, message) = match &self.way {
            Way::Socket { client, .. } => match ask(client, service, operation, at, &input).await? {
                Ok(output) => return Ok(output),
                Err(refused) => refused,
            },
            Way::Here(here) => {
                let answered = here.perform(service, operation, at, &input).await?;
                let recorded = here.is_recorded(&self.folder).await;
                recorded.with_context(|| format!("{operation} was called, and its record was not kept"))?;
                match answered {
                    Ok(output) => return Ok(output),
                    Err(refused) => refused,
                }
            }
        };
        let outage = CommonFault::ServiceUnavailable;
        let message = match code == outage.json_code() && message == outage.to_string() {
            true => self.outage(),
            false => message,
        };
        Err(Refused { code, message }.into())
    }

    /// What is said when a call is answered with an outage: the service's text is for callers who cannot look.
    fn outage(&self) -> String {
        let folder = self.folder.path().display();
        let place = match self.way {
            Way::Socket { .. } => {
                format!("the database of the server of {folder}, or the storage below it, does not answer")
            }
            Way::Here(_) => format!("the database of {folder}, or the storage below it, does not answer"),
        };
        format!("{place}; the log says more; try again when it is back")
    }

    /// Ends a node of this process; the node that serves the folder goes on.
    pub(crate) async fn close(self) {
        let Way::Here(here) = self.way else { return };
        node::close(&here.node, here.audit.as_deref()).await;
        drop(here.held);
        here.node.space.settle().await;
    }
}

/// An answer, or the code and text of a refusal.
type Answered = Result<Value, (String, String)>;

/// The socket of the node that serves the folder; none when no process listens.
async fn socket(folder: &Folder) -> anyhow::Result<Option<Way>> {
    if !folder.path().is_dir() {
        return Ok(None);
    }
    let (held, path): (File, PathBuf) = folder.operators()?;
    match tokio::net::UnixStream::connect(&path).await {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(NotLetIn(folder.path().to_owned()).into());
        }
        Err(_) => return Ok(None),
    }
    let client = reqwest::Client::builder()
        .unix_socket(path)
        .no_proxy()
        .user_agent(AGENT)
        .build();
    let client = client.context("the operators' socket cannot be used")?;
    Ok(Some(Way::Socket {
        client,
        _folder: held,
    }))
}

/// Whether a server holds the folder and takes requests, which one that is starting or stopping does not, but has no socket there.
async fn lost_its_socket(folder: &Folder) -> bool {
    let is_there = folder.path().join(OPERATORS).symlink_metadata().is_ok();
    let node = NodeFile::read(folder).ok();
    let Some(node) = node.filter(|node| !is_there && folder.holder() == Some(node.pid)) else {
        return false;
    };
    let address: SocketAddr = node.address();
    let connected = tokio::time::timeout(PATIENCE, tokio::net::TcpStream::connect(address)).await;
    matches!(connected, Ok(Ok(_)))
}

async fn here(
    layers: Layers,
    (place, folder): (&Place, &Folder),
    clock: Clock,
    lock: Lock,
    (space, held): (Arc<Space>, Held),
) -> anyhow::Result<Here> {
    let identity = store::identity(place, folder).await?;
    let Some(key) = master_key::find(place, folder)? else {
        bail!(
            "there is no master key in {}: give the one that the node uses with --master-key-file or WHARF_MASTER_KEY",
            folder.path().display()
        );
    };
    let entropy = Entropy::system();
    let layers = match NodeFile::read(folder) {
        Ok(node) => layers.or_served(&node.region, &node.regions),
        Err(_) => layers,
    };
    let settings = Serve::new(&layers)?;
    let plane = Identity::new(identity.clone(), clock.clone());
    let key = master_key::compare(key, &plane, &entropy).await?;
    let (node, audit) = node::build(
        place,
        folder,
        &settings,
        (identity, &key),
        (&clock, &entropy),
        (space, Intake::default()),
    )?;
    // Others may serve what a server's database knows, and the same bytes.
    let node = match place.database {
        None => node.with(Unserved),
        Some(_) => node,
    };
    let here = Here {
        node,
        audit,
        held,
        _lock: lock,
    };
    here.is_recorded(folder).await?;
    Ok(here)
}

impl Here {
    /// Refuses to go on where what is done leaves no record: no log of this process would say so.
    async fn is_recorded(&self, folder: &Folder) -> anyhow::Result<()> {
        let Some(audit) = &self.audit else {
            return Ok(());
        };
        let kept = audit.keeps().await;
        kept.map_err(|why| {
            anyhow!(
                "audit records cannot be written in {}: {why}",
                folder.audit().display()
            )
        })
    }

    async fn perform(
        &self,
        service: &'static Service,
        operation: &str,
        (account, region): (Option<&AccountId>, Option<&Region>),
        input: &Value,
    ) -> anyhow::Result<Answered> {
        let row = wharf_node::row(service, operation);
        let Some(Dispatch::Json11(dispatch)) = row.map(|row| row.dispatch) else {
            bail!("{} has no operation {operation}", service.name());
        };
        let call = match self.call(account, region).await? {
            Ok(call) => call,
            Err(refused) => return Ok(Err(refused)),
        };
        let body = input.to_string();
        let refused = match dispatch(&self.node, &call, body.as_bytes()).await {
            Ok(body) => return Ok(Ok(serde_json::from_slice(&body)?)),
            Err(DispatchError::Common(fault)) => (fault.json_code().to_owned(), fault.to_string()),
            Err(DispatchError::Fault(fault)) => (fault.code().to_owned(), fault.message().to_owned()),
            Err(DispatchError::Denied { text, .. }) => ("AccessDeniedException".to_owned(), text),
            Err(DispatchError::Throttled(_)) => {
                ("ThrottlingException".to_owned(), "Rate exceeded".to_owned())
            }
        };
        Ok(Err(refused))
    }

    async fn call(
        &self,
        account: Option<&AccountId>,
        region: Option<&Region>,
    ) -> anyhow::Result<Result<Call, (String, String)>> {
        let denied = |text: String| Ok(Err(("AccessDeniedException".to_owned(), text)));
        let region = region.unwrap_or(&self.node.settings.default_registry.1).clone();
        if !self.node.serves(&region) {
            return denied(format!("the Region '{region}' is not served here"));
        }
        // The owner of this process, as the kernel says it.
        let user = Arc::new(wharf_server::os_user(std::fs::metadata("/proc/self")?.uid()));
        let identified = match authenticate::operator(&self.node, user, account.copied()).await {
            Ok(identified) => identified,
            Err(AccountFault::Unavailable(error)) => {
                return Err(anyhow::Error::new(error).context("the account cannot be looked up"));
            }
            Err(AccountFault::Refused(fault)) => {
                return Ok(Err((fault.code().to_owned(), fault.message().to_owned())));
            }
        };
        Ok(Ok(Call {
            principal: identified.principal,
            account: identified.account,
            access_key_id: identified.access_key_id,
            session: None,
            region,
            endpoint: Endpoint {
                secure: false,
                authority: "wharf".to_owned(),
                zone: self.node.settings.zone.clone(),
                alias: None,
            },
            source_ip: None,
            secure: false,
            user_agent: Some(AGENT.to_owned()),
            request_id: self.node.request_id(),
            operator: identified.operator,
            memory: AnswerMemory::default(),
        }))
    }
}
