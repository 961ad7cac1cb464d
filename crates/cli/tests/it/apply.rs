//! `wharf plan`, `apply` and `destroy`, against a node and against moto, an AWS-compatible server that others wrote.

mod advised;
mod limits;
mod moto;
mod moved;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Node, typed, wharf};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dedicated.yaml");

/// A command against an endpoint: how it ended and what it said.
struct Endpoint {
    variables: Vec<(&'static str, String)>,
    /// Where clients keep sessions: those of another test's endpoint are of no use here.
    home: TempDir,
}

impl Endpoint {
    /// A node that `wharf up` started, as its operator.
    fn of_node(node: &Node) -> Endpoint {
        let folder = node.data.join("aws");
        let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        Endpoint {
            home: tempfile::tempdir().unwrap(),
            variables: vec![
                ("AWS_CONFIG_FILE", path("config")),
                ("AWS_SHARED_CREDENTIALS_FILE", path("credentials")),
                ("AWS_PROFILE", "operator".to_owned()),
            ],
        }
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.command(wharf(arguments));
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        (output.status.code(), said)
    }

    /// At a terminal where this is typed.
    fn typed(&self, arguments: &[&str], keys: &str) -> (Option<i32>, String) {
        let mut command = wharf(arguments);
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        typed(command.env("HOME", self.home.path()), keys)
    }

    fn aws(&self, arguments: &[&str]) -> Value {
        let mut aws = Command::new("aws");
        aws.args(arguments).args(["--output", "json"]);
        let output = self.command(aws);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    fn command(&self, mut command: Command) -> Output {
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
            .env("AWS_PAGER", "")
            .env("HOME", self.home.path())
            .output()
            .unwrap()
    }

    /// Nothing is left to do.
    fn is_as(&self, file: &str) {
        let (code, said) = self.run(&["plan", file]);
        assert_eq!(code, Some(0), "{said}");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file beside the test.
fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn drift_is_shown_and_mended_and_everything_can_be_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let node = Node::up(FILE, &home.path().join("data"), &[], &[("WHARF_LOG", "warn")]);
    let endpoint = Endpoint::of_node(&node);
    endpoint.is_as(FILE);

    // An operator changes things by hand.
    let registry = |arguments: &[&str]| endpoint.aws(&[&["--profile", "registry"], arguments].concat());
    registry(&[
        "iam",
        "delete-role-policy",
        "--role-name",
        "ci",
        "--policy-name",
        "wharf",
    ]);
    registry(&["ecr", "delete-registry-policy"]);
    registry(&[
        "ecr",
        "put-image-tag-mutability",
        "--repository-name",
        "prod/api",
        "--image-tag-mutability",
        "MUTABLE",
    ]);
    registry(&["ecr", "create-repository", "--repository-name", "by-hand"]);
    let (code, said) = endpoint.run(&["plan", FILE]);
    assert_eq!(code, Some(2), "{said}");
    for line in [
        "~ role ci in registry (222222222222)\n    what it may do",
        "~ repository prod/api of registry (222222222222) in us-east-1\n    tags become IMMUTABLE",
        "! repository by-hand of registry (222222222222) in us-east-1\n    the file does not have it",
        "+ registry policy of registry (222222222222) in us-east-1",
        "3 things differ",
    ] {
        assert!(said.contains(line), "no {line:?} in {said}");
    }
    let (code, said) = endpoint.run(&["apply", FILE, "--dry-run"]);
    assert!(code == Some(0) && said.contains("3 things differ"), "{said}");
    let (code, said) = endpoint.run(&["apply", FILE, "--format", "json"]);
    assert_eq!(code, Some(0), "{said}");
    let changes: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        changes.iter().filter(|change| change["effect"] != "keep").count(),
        3,
        "{said}"
    );
    endpoint.is_as(FILE);

    // A hole that was made by hand is found in what is there, and in what was kept of it.
    let (code, said) = endpoint.run(&["check", FILE, "--live"]);
    assert_eq!(code, Some(0), "{said}");
    let hole = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:*","Resource":"*"}}"#;
    let put = [
        "iam",
        "put-role-policy",
        "--role-name",
        "ci",
        "--policy-name",
        "more",
        "--policy-document",
        hole,
    ];
    registry(&put);
    let kept = home.path().join("kept.json");
    let kept = kept.to_str().unwrap();
    let (code, said) = endpoint.run(&["check", FILE, "--live", "--save", kept]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("REFUTED    only promoter may push prod/*"),
        "{said}"
    );
    assert!(said.contains("role ci in registry can push prod/"), "{said}");
    assert!(
        said.contains("allowed by statement 1 of policy more of ci"),
        "{said}"
    );
    registry(&[
        "iam",
        "delete-role-policy",
        "--role-name",
        "ci",
        "--policy-name",
        "more",
    ]);
    let (code, again) = endpoint.run(&["check", FILE, "--snapshot", kept]);
    assert_eq!((code, again), (Some(2), said));
    // What only a request knows is not claimed to be proved.
    let office = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:PutImage","Resource":"*",
        "Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}}"#;
    registry(&[
        "iam",
        "put-role-policy",
        "--role-name",
        "ci",
        "--policy-name",
        "office",
        "--policy-document",
        office,
    ]);
    let (code, said) = endpoint.run(&["check", FILE, "--live"]);
    assert!(
        code == Some(2) && said.contains("it depends on aws:SourceIp, which only a request knows"),
        "{said}"
    );
    registry(&[
        "iam",
        "delete-role-policy",
        "--role-name",
        "ci",
        "--policy-name",
        "office",
    ]);

    // A larger file makes only what is new.
    let more = std::fs::read_to_string(FILE)
        .unwrap()
        .replace("  - payments/web", "  - payments/web\n  - payments/batch");
    let more = write(home.path(), "more.yaml", &more);
    let (_, said) = endpoint.run(&["apply", &more]);
    assert!(
        said.contains("+ repository payments/batch") && said.contains("2 changes\n"),
        "{said}"
    );
    endpoint.is_as(&more);

    // A provider that was there before, and the instance profile that a script makes of a role.
    let (url, audience) = ("https://ci.example.com", "sts.amazonaws.com");
    registry(&[
        "iam",
        "create-open-id-connect-provider",
        "--url",
        url,
        "--client-id-list",
        audience,
    ]);
    let tokens = format!(
        "    trust: [dev]\n    oidc: {{ issuer: \"{url}\", subjects: [\"repo:acme/payments:*\"] }}\n    push: [\"payments/*\"]"
    );
    let tokens = std::fs::read_to_string(&more)
        .unwrap()
        .replace("    trust: [dev]\n    push: [\"payments/*\"]", &tokens);
    let more = write(home.path(), "tokens.yaml", &tokens);
    let (code, said) = endpoint.run(&["apply", &more]);
    assert!(
        code == Some(0) && said.contains("~ role ci in registry"),
        "{said}"
    );
    let profile = ["--instance-profile-name", "ci"];
    registry(&[&["iam", "create-instance-profile"][..], &profile].concat());
    let add = ["iam", "add-role-to-instance-profile", "--role-name", "ci"];
    registry(&[&add[..], &profile].concat());
    endpoint.is_as(&more);

    // Back: what has images stays, and so do accounts, and what was there before.
    let (code, said) = endpoint.run(&["destroy", &more, "--dry-run"]);
    assert!(
        code == Some(0) && said.contains("- role ci in registry"),
        "{said}"
    );
    endpoint.is_as(&more);
    let (code, said) = endpoint.run(&["destroy", &more]);
    assert!(code == Some(64) && said.contains("--yes"), "a script: {said}");
    let (code, said) = endpoint.typed(&["destroy", &more], "n\n");
    assert!(
        code == Some(1) && said.contains("- role ci in registry") && said.contains("nothing was done"),
        "{said}"
    );
    assert!(said.contains("things go for good. Go on? [y/N]"), "{said}");
    endpoint.is_as(&more);
    let (code, said) = endpoint.typed(&["destroy", &more], "y\n");
    assert!(
        code == Some(0)
            && said.contains("! account registry (222222222222)")
            && said.contains("! identity provider https://ci.example.com in registry"),
        "{said}"
    );
    let (_, said) = endpoint.run(&["destroy", &more, "--yes"]);
    assert!(said.contains("everything is as the file says"), "{said}");
    let (code, said) = endpoint.typed(&["apply", &more], "\n");
    assert!(
        code == Some(1) && said.contains("things are made or changed; --dry-run shows all. Go on?"),
        "{said}"
    );
    let (code, said) = endpoint.run(&["plan", &more]);
    assert_eq!(code, Some(2), "it was not applied: {said}");
    let repositories = registry(&["ecr", "describe-repositories"]);
    assert_eq!(
        repositories["repositories"].as_array().unwrap().len(),
        1,
        "{repositories}"
    );

    // What is there can be read back into a file that is as what is there.
    let imported = home.path().join("imported.yaml");
    let (code, said) = endpoint.run(&["import", imported.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    let read = std::fs::read_to_string(&imported).unwrap();
    for line in [
        "  production: workloads\n",
        "  registry: { id: \"222222222222\", unit: infrastructure, purpose: registry }\n",
        "  prod: { id: \"555555555555\", unit: production }\n",
        "  - by-hand\n",
    ] {
        assert!(read.contains(line), "no {line:?} in {read}");
    }
    let (_, said) = endpoint.run(&["plan", imported.to_str().unwrap()]);
    assert!(
        !said.contains("account ") && !said.contains("unit ") && !said.contains("repository by-hand"),
        "{said}"
    );
    let (code, said) = endpoint.run(&["import", imported.to_str().unwrap()]);
    assert!(code == Some(1) && said.contains("is there already"), "{said}");

    // What is exported as a script comes to the same as applying. A small part, because it starts the aws CLI for everything.
    let small = "organization: acme\nunits: { infrastructure: , workloads: }\nguardrails: []\n\
                 accounts:\n  registry: { id: \"222222222222\", unit: infrastructure }\n  \
                 dev: { id: \"333333333333\", unit: workloads }\n\
                 repositories: [payments/api]\nbuilders: { ci: { trust: [dev] } }\nconsumers: { nodes: { accounts: [dev] } }\n";
    let small = write(home.path(), "small.yaml", small);
    let out = home.path().join("script");
    let export = [
        "export",
        &small,
        "--format",
        "script",
        "--live",
        "--out",
        out.to_str().unwrap(),
    ];
    let (code, said) = endpoint.run(&export);
    assert_eq!(code, Some(0), "{said}");
    let mut sh = Command::new("sh");
    sh.arg(out.join("apply.sh"))
        .env("AWS_ENDPOINT_URL", node.json()["endpoint"].as_str().unwrap());
    let output = endpoint.command(sh);
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    endpoint.is_as(&small);

    moved::accounts(&endpoint, home.path());
}

#[test]
fn what_cannot_be_is_said_before_anything_is_done() {
    let home = tempfile::tempdir().unwrap();
    let node = Node::start(&[], &[]);
    let mut variables = vec![("AWS_ENDPOINT_URL", format!("http://{}", node.listen()))];
    let env = crate::aws::variables(&node, "111122223333");
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
        variables.push((name, env[name].as_str().unwrap().to_owned()));
    }
    let root = Endpoint {
        variables,
        home: tempfile::tempdir().unwrap(),
    };
    let (code, said) = root.run(&["apply", FILE]);
    assert!(
        code == Some(1) && said.contains("is a root user, who cannot assume the roles"),
        "{said}"
    );
    let broken = write(
        home.path(),
        "broken.yaml",
        "organization: a\naccounts: {registry: }\ntopology: none\n",
    );
    let (code, said) = root.run(&["plan", &broken]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("broken.yaml:3:11: none is no topology")
            && said.contains("  topology: none\n            ^"),
        "{said}"
    );
}
