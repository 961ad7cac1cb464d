//! A node and what its clients need to know.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

use super::{Api, Registry, Run};
use crate::program::{Node, stdout};

/// The account whose registry a bare host means.
pub(crate) const ACCOUNT: &str = "111122223333";
/// An account that has nothing to do with the first.
pub(crate) const OTHER: &str = "444455556666";
/// The Region that tests use.
pub(crate) const REGION: &str = "us-east-1";

/// The Region in which the clients' tests have their node: [`REGION`], or another one that is asked for (`cargo xtask test regions`).
#[expect(clippy::disallowed_methods, reason = "a test is asked by its environment")]
fn client_region() -> &'static str {
    static ASKED: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("WHARF_TEST_REGION").ok());
    ASKED.as_deref().unwrap_or(REGION)
}

/// The access key of its root user.
pub(crate) const KEY: &str = "AKIAWHARFTESTS000001";
pub(super) const SECRET: &str = "tests+of/the+first/account+secret+000001";

/// What makes the first account and its key known to a test.
pub(crate) fn node_environment() -> Vec<(&'static str, &'static str)> {
    vec![
        ("WHARF_BOOTSTRAP_ACCOUNT_ID", ACCOUNT),
        ("WHARF_BOOTSTRAP_ACCESS_KEY_ID", KEY),
        ("WHARF_BOOTSTRAP_SECRET_ACCESS_KEY", SECRET),
    ]
}

/// What a script begins with that is apart from the machine: names resolve, and what container tools keep for the whole machine is kept in
/// the clients' home.
const BEGIN: &str = r#"
set -euo pipefail
mount --bind "$HOSTS" /etc/hosts
mkdir -p /var/lib/containers && mount --bind "$HOME" /var/lib/containers
busybox ifconfig lo up
"#;

/// A node, accounts, and a folder for clients.
pub(crate) struct Lab {
    folder: TempDir,
    pub(crate) node: Node,
    port: u16,
    /// Where its clients are.
    pub(crate) region: &'static str,
    /// The second account's key, once it was made.
    other: Option<(String, String)>,
}

impl Lab {
    /// A node over plain HTTP.
    pub(crate) fn new() -> Lab {
        Lab::with(&[])
    }

    /// A node with more flags.
    pub(crate) fn with(flags: &[&str]) -> Lab {
        Lab::started(client_region(), &[ACCOUNT, OTHER], |data| {
            Node::start_at(data, flags, &Lab::environment())
        })
    }

    /// A node at another address than 127.0.0.1.
    pub(crate) fn listening(listen: &str) -> Lab {
        Lab::started(client_region(), &[ACCOUNT, OTHER], |data| {
            Node::listening(listen, data, &Lab::environment())
        })
    }

    fn environment() -> Vec<(&'static str, &'static str)> {
        let mut environment = node_environment();
        environment.extend([("WHARF_LOG", "warn"), ("WHARF_REGION", client_region())]);
        environment
    }

    /// A node with an organization file of the examples, applied. `accounts` have the registries.
    pub(crate) fn up(example: &str, accounts: &[&str]) -> Lab {
        let file = format!("{}/../../examples/{example}.yaml", env!("CARGO_MANIFEST_DIR"));
        Lab::up_file(&file, &[], accounts)
    }

    /// The same with any file, and more flags.
    pub(crate) fn up_file(file: &str, flags: &[&str], accounts: &[&str]) -> Lab {
        Lab::started(REGION, accounts, |data| {
            Node::up(file, data, flags, &[("WHARF_LOG", "warn")])
        })
    }

    /// A node that is started on a data folder. `accounts` have the registries.
    fn started(region: &'static str, accounts: &[&str], start: impl FnOnce(&Path) -> Node) -> Lab {
        let folder = tempfile::tempdir().unwrap();
        for part in ["node", "home"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
        }
        let node = start(&folder.path().join("node/data"));
        let listen: SocketAddr = node.listen().parse().unwrap();
        let address = listen.ip();
        let names: String = accounts
            .iter()
            .flat_map(|account| {
                ["localhost", "amazonaws.com"].map(|zone| format!("{account}.dkr.ecr.{region}.{zone}"))
            })
            .chain(
                accounts
                    .iter()
                    .map(|account| format!("{account}.dkr.ecr.eu-west-1.localhost")),
            )
            .chain([
                format!("api.ecr.{region}.localhost"),
                format!("api.ecr.{region}.amazonaws.com"),
            ])
            .map(|name| format!("{address} {name}\n"))
            .collect();
        std::fs::write(
            folder.path().join("hosts"),
            format!("127.0.0.1 localhost\n{names}"),
        )
        .unwrap();
        Lab {
            folder,
            node,
            port: listen.port(),
            region,
            other: None,
        }
    }

    /// Makes the second account.
    pub(crate) fn and_other(mut self) -> Lab {
        let arguments = ["account", "create", "--id", OTHER, "--format", "json"];
        let made: Value = serde_json::from_str(&stdout(&mut self.node.wharf(&arguments))).unwrap();
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        self.other = Some((text("access_key_id"), text("secret_access_key")));
        self
    }

    /// A path in the test's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same, for a command line.
    pub(crate) fn at(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The clients' home.
    pub(crate) fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// What names resolve by.
    pub(crate) fn hosts(&self) -> PathBuf {
        self.path("hosts")
    }

    /// An account's registry, with its port.
    pub(crate) fn registry_host(&self, account: &str) -> String {
        self.registry_host_in(account, self.region)
    }

    /// The same in a Region.
    pub(crate) fn registry_host_in(&self, account: &str, region: &str) -> String {
        format!("{account}.dkr.ecr.{region}.localhost:{}", self.port)
    }

    /// A repository of the first account, as clients name it.
    pub(crate) fn repository(&self, name: &str) -> String {
        format!("{}/{name}", self.registry_host(ACCOUNT))
    }

    /// A client that finds registry hosts, its credentials in the test's folder.
    pub(crate) fn client(&self, name: &str) -> Run {
        Run::in_folder(name, &self.home(), self.folder.path())
            .env("REGISTRY_AUTH_FILE", self.path("auth.json"))
            .env("DOCKER_CONFIG", self.path("docker"))
    }

    /// A script of `bash` in a network, mounts and processes of its own, where names resolve by the test's `hosts`. `$WHARF` is the
    /// program, `$REGION` the clients'; clients are the first account's root user, and the image `from:v1` of the test's folder is `$FROM`. Needs root.
    pub(crate) fn apart(&self, script: &str) -> Run {
        Run::apart(&self.home())
            .args(["-c", &format!("{BEGIN}{script}"), "bash"])
            .env("WHARF", env!("CARGO_BIN_EXE_wharf"))
            .env("HOSTS", self.hosts())
            .env("FROM", self.at("from:v1"))
            .env("REGISTRY_AUTH_FILE", self.path("auth.json"))
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_DEFAULT_REGION", self.region)
            .env("REGION", self.region)
            .with_first_account()
    }

    /// The development authority, with TLS.
    pub(crate) fn authority(&self) -> Option<PathBuf> {
        self.node.json()["ca"]
            .as_str()
            .map(|path| Path::new(path).to_owned())
    }

    /// `aws` as the root user of an account, with the variables that `wharf env` prints.
    pub(crate) fn aws_of(&self, account: &str, arguments: &[&str]) -> Run {
        self.with_identity("aws", account)
            .args(["--output", "json"])
            .args(arguments.iter().copied())
    }

    /// `aws` as the first account.
    pub(crate) fn aws(&self, arguments: &[&str]) -> Run {
        self.aws_of(ACCOUNT, arguments)
    }

    /// A program with the variables that `wharf env` prints for an account.
    pub(crate) fn with_identity(&self, name: &str, account: &str) -> Run {
        let mut run = Run::in_folder(name, &self.home(), self.folder.path())
            .env("AWS_PAGER", "")
            .env("AWS_EC2_METADATA_DISABLED", "true");
        for (name, value) in crate::aws::variables(&self.node, account).as_object().unwrap() {
            run = run.env(name, value.as_str().unwrap());
        }
        run
    }

    /// `aws` with a profile that `wharf up` left.
    pub(crate) fn aws_profile(&self, profile: &str, arguments: &[&str]) -> Run {
        let folder = self.node.data.join("aws");
        Run::in_folder("aws", &self.home(), self.folder.path())
            .env("AWS_PAGER", "")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_CONFIG_FILE", folder.join("config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", folder.join("credentials"))
            .args(["--output", "json", "--profile", profile])
            .args(arguments.iter().copied())
    }

    /// The password of an account for registries.
    pub(crate) fn password(&self, account: &str) -> String {
        self.api(account).password()
    }

    /// Signed calls as an account.
    pub(crate) fn api(&self, account: &str) -> Api {
        let (key, secret) = match account {
            ACCOUNT => (KEY.to_owned(), SECRET.to_owned()),
            _ => self.other.clone().expect("the test made the second account"),
        };
        Api::new(self.node.listen().parse().unwrap(), key, secret, self.region)
    }

    /// Makes a repository in the first account.
    pub(crate) fn create_repository(&self, name: &str) {
        self.api(ACCOUNT).create_repository(name);
    }

    /// A blocking client of a repository in the first account.
    pub(crate) fn registry(&self, repository: &str) -> Registry {
        Registry::new(
            self.node.listen().parse().unwrap(),
            &self.password(ACCOUNT),
            repository,
        )
    }
}
