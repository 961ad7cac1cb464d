//! Wharf as `wharf serve` starts it: authenticated, authorized, durable.

use anyhow::{Context as _, bail, ensure};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wharf_aws::SecretKey;
use wharf_sigv4::{Credentials, body_sha256, sign};

use super::Peer;
use crate::bench::process::{Process, free_address};
use crate::program;

// A throw-away account: the store is deleted after the run.
const ACCOUNT: &str = "111122223333";
const ACCESS_KEY: &str = "AKIABENCHBENCHBENCH2";
const SECRET_KEY: &str = "benchbenchbenchbenchbenchbenchbenchbench";
const REGION: &str = "us-east-1";

pub struct Wharf {
    name: &'static str,
    binary: PathBuf,
    folder: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
    authorization: Option<String>,
    flags: Vec<String>,
}

impl Wharf {
    /// A node with an empty store.
    pub fn new(binary: PathBuf, folder: &Path) -> anyhow::Result<Wharf> {
        Wharf::named("wharf", binary, folder)
    }

    /// The same under a title of its own.
    pub fn named(name: &'static str, binary: PathBuf, folder: &Path) -> anyhow::Result<Wharf> {
        std::fs::create_dir_all(folder)?;
        let address = free_address()?;
        Ok(Wharf {
            name,
            binary,
            folder: folder.to_owned(),
            address,
            process: None,
            authorization: None,
            flags: Vec::new(),
        })
    }

    /// More flags, from the next start on.
    pub fn flags(&mut self, flags: &[&str]) {
        self.flags = flags.iter().map(|&flag| flag.to_owned()).collect();
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Calls the API with the real client, as the root user would.
    fn aws(&self, arguments: &[&str]) -> anyhow::Result<String> {
        self.aws_as(&[ACCESS_KEY, SECRET_KEY], arguments)
    }

    /// The same with other credentials: key, secret and perhaps a session token.
    fn aws_as(&self, credentials: &[&str], arguments: &[&str]) -> anyhow::Result<String> {
        let [key, secret, token @ ..] = credentials else {
            bail!("a key and a secret are missing");
        };
        let mut command = Command::new(crate::test::install::find("aws").context("aws is not installed")?);
        command
            .args(arguments)
            .args(["--output", "text"])
            .env("AWS_ENDPOINT_URL", format!("http://{}", self.address))
            .env("AWS_ACCESS_KEY_ID", key)
            .env("AWS_SECRET_ACCESS_KEY", secret)
            .env("AWS_REGION", REGION)
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .env("AWS_PAGER", "")
            .env("NO_PROXY", "127.0.0.1")
            .env_remove("AWS_PROFILE")
            .env_remove("AWS_SESSION_TOKEN")
            .envs(token.iter().map(|token| ("AWS_SESSION_TOKEN", token)));
        let output = program::output(&mut command)?;
        let failure = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(
            output.status.success(),
            "aws {}: {}",
            arguments.join(" "),
            failure.trim()
        );
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// The `Basic …` value that a registry client sends after `docker login`.
fn authorization(wharf: &Wharf, credentials: &[&str]) -> anyhow::Result<String> {
    let query = "authorizationData[0].authorizationToken";
    let token = wharf.aws_as(credentials, &["ecr", "get-authorization-token", "--query", query])?;
    Ok(format!("Basic {token}"))
}

impl Wharf {
    /// The credentials of a role that another principal assumes.
    fn assume(&self, credentials: &[&str], role: &str) -> anyhow::Result<String> {
        let query = "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]";
        let name = ["--role-session-name", "bench", "--query", query];
        self.aws_as(
            credentials,
            &[&["sts", "assume-role", "--role-arn", role], &name[..]].concat(),
        )
    }

    /// An account two units deep, with the full access policy at every level and a denial at the innermost unit.
    fn member(&self) -> anyhow::Result<String> {
        let mut parent = self.aws(&["organizations", "list-roots", "--query", "Roots[0].Id"])?;
        let root = parent.clone();
        let id = ["--query", "OrganizationalUnit.Id"];
        for name in ["outer", "inner"] {
            let make = [
                "organizations",
                "create-organizational-unit",
                "--parent-id",
                &parent,
                "--name",
                name,
            ];
            parent = self.aws(&[&make, &id[..]].concat())?;
        }
        let make = [
            "organizations",
            "create-account",
            "--account-name",
            "bench",
            "--email",
            "bench@example.com",
        ];
        let account = self.aws(&[&make[..], &["--query", "CreateAccountStatus.AccountId"]].concat())?;
        let source = [
            "organizations",
            "move-account",
            "--account-id",
            &account,
            "--source-parent-id",
            &root,
        ];
        self.aws(&[&source[..], &["--destination-parent-id", &parent]].concat())?;
        let policy = [
            "organizations",
            "create-policy",
            "--type",
            "SERVICE_CONTROL_POLICY",
            "--name",
            "keep",
        ];
        let text =
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:Delete*","Resource":"*"}}"#;
        let rest = [
            "--description",
            "",
            "--content",
            text,
            "--query",
            "Policy.PolicySummary.Id",
        ];
        let policy = self.aws(&[&policy[..], &rest].concat())?;
        self.aws(&[
            "organizations",
            "attach-policy",
            "--policy-id",
            &policy,
            "--target-id",
            &parent,
        ])?;
        Ok(account)
    }
}

/// What the role may do: five statements, as a platform team writes them.
const ROLE_POLICY: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"},
    {"Effect":"Allow","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer","ecr:BatchCheckLayerAvailability"],
     "Resource":"arn:aws:ecr:*:111122223333:repository/bench/*"},
    {"Effect":"Allow","Action":["ecr:Describe*","ecr:List*"],"Resource":"*"},
    {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::*:role/deploy-*"},
    {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"127.0.0.0/8"}}}]}"#;

impl Peer for Wharf {
    fn name(&self) -> &'static str {
        self.name
    }

    fn start(&mut self) -> anyhow::Result<Duration> {
        self.address = free_address()?;
        let mut command = Command::new(&self.binary);
        command
            .arg("serve")
            .arg("--data")
            .arg(self.data())
            .args(&self.flags)
            .args(["--listen", &self.address.to_string(), "--log", "warn"])
            .env("WHARF_BOOTSTRAP_ACCOUNT_ID", ACCOUNT)
            .env("WHARF_BOOTSTRAP_ACCESS_KEY_ID", ACCESS_KEY)
            .env("WHARF_BOOTSTRAP_SECRET_ACCESS_KEY", SECRET_KEY);
        let (process, time) = Process::start(command, &self.folder.join("log"), self.address, "/readyz")?;
        self.process = Some(process);
        // A token outlives restarts, and asking for one would wake an idle server before its memory is read.
        if self.authorization.is_none() {
            self.authorization = Some(authorization(self, &[ACCESS_KEY, SECRET_KEY])?);
        }
        Ok(time)
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        self.process.take().map_or(Ok(()), Process::stop)
    }

    fn process(&self) -> anyhow::Result<&Process> {
        self.process.as_ref().context("wharf is not running")
    }

    fn address(&self) -> SocketAddr {
        self.address
    }

    fn authorization(&self) -> Option<&str> {
        self.authorization.as_deref()
    }

    #[expect(clippy::disallowed_methods, reason = "a signature bears the machine's time")]
    fn signed(&self, operation: &str, input: &str) -> Option<Vec<(String, String)>> {
        let mut headers = [
            ("host", self.address.to_string()),
            ("content-type", "application/x-amz-json-1.1".to_owned()),
            (
                "x-amz-target",
                format!("AmazonEC2ContainerRegistry_V20150921.{operation}"),
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
        let credentials = Credentials {
            access_key_id: ACCESS_KEY.to_owned(),
            secret: SecretKey::new(SECRET_KEY.to_owned()),
            session_token: None,
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let now = i64::try_from(now.as_micros()).ok()?;
        let body = body_sha256(input.as_bytes());
        sign(
            "POST",
            "/",
            None,
            &mut headers,
            &body,
            &credentials,
            REGION,
            "ecr",
            now,
        );
        // The connection writes the host by itself.
        headers.retain(|(name, _)| name != "host");
        Some(headers)
    }

    fn create_repository(&self, name: &str) -> anyhow::Result<()> {
        self.aws(&["ecr", "create-repository", "--repository-name", name])
            .map(drop)
    }

    fn pulling_account(&self, repository: &str) -> anyhow::Result<Option<String>> {
        let account = self.member()?;
        let organization = self.aws(&[
            "organizations",
            "describe-organization",
            "--query",
            "Organization.Id",
        ])?;
        let shared = format!(
            r#"{{"Version":"2012-10-17","Statement":[
                {{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"],
                  "Condition":{{"ForAnyValue:StringLike":{{"aws:PrincipalOrgPaths":"{organization}/*"}}}}}},
                {{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"ecr:ListImages"}},
                {{"Effect":"Deny","Principal":"*","Action":"ecr:DeleteRepository"}}]}}"#
        );
        let set = [
            "ecr",
            "set-repository-policy",
            "--repository-name",
            repository,
            "--policy-text",
            &shared,
        ];
        self.aws(&set)?;
        self.aws(&["iam", "create-user", "--user-name", "admin"])?;
        let administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
        self.aws(&[
            "iam",
            "attach-user-policy",
            "--user-name",
            "admin",
            "--policy-arn",
            administrator,
        ])?;
        let query = ["--query", "AccessKey.[AccessKeyId,SecretAccessKey]"];
        let admin =
            self.aws(&[&["iam", "create-access-key", "--user-name", "admin"], &query[..]].concat())?;
        let admin: Vec<&str> = admin.split_whitespace().collect();
        let entry = format!("arn:aws:iam::{account}:role/OrganizationAccountAccessRole");
        let inside = self.assume(&admin, &entry)?;
        let inside: Vec<&str> = inside.split_whitespace().collect();
        let trust = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"sts:AssumeRole"}}}}"#
        );
        let role = [
            "iam",
            "create-role",
            "--role-name",
            "node",
            "--assume-role-policy-document",
            &trust,
        ];
        self.aws_as(&inside, &role)?;
        let put = [
            "iam",
            "put-role-policy",
            "--role-name",
            "node",
            "--policy-name",
            "pull",
            "--policy-document",
        ];
        self.aws_as(&inside, &[&put[..], &[ROLE_POLICY]].concat())?;
        let node = self.assume(&inside, &format!("arn:aws:iam::{account}:role/node"))?;
        let node: Vec<&str> = node.split_whitespace().collect();
        Ok(Some(authorization(self, &node)?))
    }
}
