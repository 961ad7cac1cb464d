//! `wharf login`: a person's browser, the company's issuer, and a role that trusts it.

mod attempt;
mod issuer;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) use attempt::Attempt;
use attempt::browse;
pub(crate) use issuer::{CLIENT, Issuer, Manner};

use crate::aws::ecr;
use crate::people::iam;
use crate::program::{Node, eventually, failure, misuse, stdout, wharf};

const ROLE: &str = "arn:aws:iam::111122223333:role/developer";

/// A node whose account trusts an issuer, and the home of a person.
pub(crate) struct Company {
    pub(crate) issuer: Issuer,
    pub(crate) node: Node,
    pub(crate) home: TempDir,
}

impl Company {
    pub(crate) fn start() -> Company {
        let issuer = Issuer::start();
        let authority = issuer.authority();
        let node = Node::start(&["--oidc-ca-file", authority.to_str().unwrap()], &[]);
        let provider = json!({"Url": issuer.url, "ClientIDList": [CLIENT]});
        let made = iam(&node, "CreateOpenIDConnectProvider", provider);
        let name = issuer.name();
        let trust = json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": made["OpenIDConnectProviderArn"]},
            "Condition": {
                "StringEquals": {format!("{name}:aud"): CLIENT},
                "ForAnyValue:StringEquals": {format!("{name}:groups"): "developers"},
            },
        }});
        let role = json!({"RoleName": "developer", "AssumeRolePolicyDocument": trust.to_string()});
        iam(&node, "CreateRole", role);
        let policy = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly";
        let attached = json!({"RoleName": "developer", "PolicyArn": policy});
        iam(&node, "AttachRolePolicy", attached);
        let home = tempfile::tempdir().unwrap();
        Company { issuer, node, home }
    }

    /// A command of the person's, who has no data folder.
    pub(crate) fn person(&self, words: &[&str]) -> Command {
        let mut command = wharf(words);
        command.env("HOME", self.home.path());
        command
    }

    /// The first login, with all that it needs.
    pub(crate) fn login(&self, words: &[&str]) -> Command {
        let url = self.node.json()["endpoint"].as_str().unwrap().to_owned();
        let mut command = self.person(&["login", "--no-browser", "--profile", "work"]);
        command
            .args([
                "--issuer",
                &self.issuer.url,
                "--client-id",
                CLIENT,
                "--role",
                ROLE,
            ])
            .args(["--endpoint-url", &url, "--issuer-ca"])
            .arg(self.issuer.authority())
            .args(words);
        command
    }

    fn credentials(&self) -> std::path::PathBuf {
        self.home.path().join(".aws/credentials")
    }
}

#[test]
fn a_person_signs_in_works_and_signs_in_again() {
    let company = Company::start();
    let attempt = Attempt::begin(&mut company.login(&[]));
    assert_eq!(attempt.asked("code_challenge_method"), "S256");
    assert!(attempt.asked("redirect_uri").starts_with("http://127.0.0.1:"));
    let ended = attempt.followed(&company.issuer);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let session = "arn:aws:sts::111122223333:assumed-role/developer/mona@example.com";
    assert!(ended.out.contains(session), "{}", ended.out);

    let mode = std::fs::metadata(company.credentials())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let variables = || -> Value {
        let words = ["env", "--profile", "work", "--format", "json"];
        serde_json::from_str(&stdout(&mut company.person(&words))).unwrap()
    };
    let first = variables();
    assert!(first["AWS_CREDENTIAL_EXPIRATION"].is_string(), "{first}");
    let registry = first["WHARF_REGISTRY"].as_str().unwrap();
    // As `wharf env --account` has it.
    assert_eq!(registry, company.node.listen());
    let (status, body) = ecr(&company.node, &first, "DescribeRepositories", "{}");
    assert_eq!(status, 200, "{body}");
    let (_, body) = ecr(
        &company.node,
        &first,
        "CreateRepository",
        r#"{"repositoryName":"app"}"#,
    );
    assert!(body.contains("AccessDenied") && body.contains(session), "{body}");

    // Who took the role is in the audit.
    let provider = company.issuer.name();
    let asked = [
        "audit",
        "--event",
        "AssumeRoleWithWebIdentity",
        "--principal",
        provider,
    ];
    let said = stdout(&mut company.node.wharf(&asked));
    assert!(
        said.contains(&format!(" {ROLE} in 111122223333/us-east-1 ")),
        "{said}"
    );

    // The profile remembers everything.
    let again = ["login", "--profile", "work", "--no-browser", "--format", "json"];
    let ended = Attempt::begin(&mut company.person(&again)).followed(&company.issuer);
    let said: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(
        (&said["arn"], &said["profile"]),
        (&json!(session), &json!("work"))
    );
    assert_ne!(variables()["AWS_SESSION_TOKEN"], first["AWS_SESSION_TOKEN"]);
}

#[test]
fn what_does_not_belong_to_the_attempt_is_refused() {
    let company = Company::start();
    // What any page could send ends nothing, and the browser comes after it.
    company.issuer.be(Manner::OtherState);
    let attempt = Attempt::begin(&mut company.login(&[]));
    for address in [attempt.address.clone(), attempt.asked("redirect_uri")] {
        let (status, page) = browse(&company.issuer, &address);
        assert!(status == 404 && page.contains("no answer to the login"), "{page}");
    }
    company.issuer.be(Manner::Right);
    let ended = attempt.followed(&company.issuer);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    for (manner, words) in [
        (Manner::OtherNonce, "another nonce than was asked for"),
        (
            Manner::Refuses,
            "refused: access_denied: mona is not in the group",
        ),
    ] {
        company.issuer.be(manner);
        let ended = Attempt::begin(&mut company.login(&[])).followed(&company.issuer);
        assert_eq!(ended.code, Some(1), "{manner:?}: {}", ended.out);
        assert!(ended.err.contains(words), "{manner:?}: {}", ended.err);
    }
    company.issuer.be(Manner::NoPkce);
    let said = failure(&mut company.login(&[]));
    assert!(said.contains("does not know PKCE with S256"), "{said}");

    // A code of one attempt, brought to another: the issuer misses the verifier.
    company.issuer.be(Manner::Right);
    let mine = Attempt::begin(&mut company.login(&[]));
    let mut stolen = reqwest::Url::parse(&mine.address).unwrap();
    let other = Attempt::begin(&mut company.login(&[]));
    stolen
        .query_pairs_mut()
        .clear()
        .append_pair("redirect_uri", &other.asked("redirect_uri"))
        .append_pair("state", &other.asked("state"))
        .append_pair("nonce", &other.asked("nonce"))
        .append_pair("client_id", CLIENT)
        .append_pair("code_challenge_method", "S256")
        .append_pair("code_challenge", &mine.asked("code_challenge"));
    browse(&company.issuer, stolen.as_str());
    let ended = other.ended();
    assert_eq!(ended.code, Some(1), "{}", ended.out);
    assert!(ended.err.contains("answered 400: invalid_grant"), "{}", ended.err);
    assert_eq!(mine.followed(&company.issuer).code, Some(0), "the first goes on");
}

#[test]
fn a_login_that_comes_to_nothing_leaves_no_profile_and_says_why() {
    let company = Company::start();
    let ended = Attempt::begin(&mut company.login(&["--timeout", "1"])).ended();
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.err.contains("did not come back within 1 seconds"),
        "{}",
        ended.err
    );

    // Another page of the machine asks at the port, and the browser comes after it.
    let other = ["--role", "arn:aws:iam::111122223333:role/other"];
    let mut command = company.person(&["login", "--no-browser", "--issuer", &company.issuer.url]);
    let url = company.node.json()["endpoint"].as_str().unwrap().to_owned();
    command
        .args(["--client-id", CLIENT, "--endpoint-url", &url, "--issuer-ca"])
        .arg(company.issuer.authority())
        .args(other);
    let attempt = Attempt::begin(&mut command);
    let back = attempt.asked("redirect_uri");
    let (status, _) = browse(&company.issuer, &back.replace("/callback", "/favicon.ico"));
    assert_eq!(status, 404);
    let ended = attempt.followed(&company.issuer);
    assert_eq!(ended.code, Some(1));
    assert!(
        ended
            .err
            .contains("does not give arn:aws:iam::111122223333:role/other")
            && ended
                .err
                .contains("Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        "{}",
        ended.err
    );
    assert!(!company.credentials().exists());

    let login = |words: &[&str]| {
        let mut command = company.person(&["login", "--client-id", CLIENT, "--role", ROLE]);
        command.args(["--endpoint-url", &url]).args(words);
        command
    };
    let said = failure(&mut login(&["--issuer", "https://localhost:1"]));
    assert!(said.contains("cannot be reached"), "{said}");
    let said = misuse(&mut login(&["--issuer", "http://localhost"]));
    assert!(said.contains("is no https:// URL"), "{said}");
    let said = misuse(&mut login(&[]));
    assert!(
        said.contains("say --issuer: the profile wharf remembers none"),
        "{said}"
    );
    std::fs::create_dir_all(company.home.path().join(".aws")).unwrap();
    let mine = "[work]\naws_access_key_id = AKIAMINE\naws_secret_access_key = s\n";
    std::fs::write(company.credentials(), mine).unwrap();
    let said = failure(&mut company.login(&[]));
    assert!(said.contains("the profile work has aws_access_key_id"), "{said}");
    assert_eq!(std::fs::read_to_string(company.credentials()).unwrap(), mine);
}

/// A program that writes down how it was called, and what it was given to read.
fn witness(folder: &Path, name: &str) -> std::path::PathBuf {
    let (program, said) = (folder.join(name), folder.join(format!("{name}.said")));
    let said = said.display();
    let script =
        format!("#!/bin/sh\n{{ echo \"$@\"; /bin/cat; }} > '{said}.new'\n/bin/mv '{said}.new' '{said}'\n");
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[test]
fn a_browser_is_opened_and_docker_is_signed_in() {
    let company = Company::start();
    let bin = tempfile::tempdir().unwrap();
    let mut command = company.person(&["login", "--profile", "work", "--docker", "--issuer-ca"]);
    let url = company.node.json()["endpoint"].as_str().unwrap().to_owned();
    command
        .arg(company.issuer.authority())
        .args([
            "--issuer",
            &company.issuer.url,
            "--client-id",
            CLIENT,
            "--role",
            ROLE,
        ])
        .args(["--endpoint-url", &url])
        .env("PATH", bin.path());
    let ended = Attempt::begin(&mut command).followed(&company.issuer);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(
        ended.err.contains("there is no docker on this machine"),
        "{}",
        ended.err
    );
    assert!(
        ended
            .err
            .contains("aws --profile work ecr get-login-password | docker login")
    );

    witness(bin.path(), "docker");
    command.env("BROWSER", witness(bin.path(), "browser"));
    let attempt = Attempt::begin(&mut command);
    let opened = bin.path().join("browser.said");
    eventually("a browser is started", || opened.exists());
    assert_eq!(std::fs::read_to_string(opened).unwrap().trim(), attempt.address);
    let ended = attempt.followed(&company.issuer);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let said = std::fs::read_to_string(bin.path().join("docker.said")).unwrap();
    let (words, password) = said.split_once('\n').unwrap();
    let login = format!("login --username AWS --password-stdin {}", company.node.listen());
    assert_eq!(words, login);
    assert!(password.len() > 40, "{password}");
}

/// The commands of the page about people that need a browser.
#[test]
fn the_logins_of_the_page_are_right() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/how-to/people.md");
    let page = std::fs::read_to_string(page).unwrap().replace("\\\n", " ");
    let company = Company::start();
    let url = company.node.json()["endpoint"].as_str().unwrap().to_owned();
    let mut count = 0;
    for line in page.lines().filter(|line| line.starts_with("wharf login")) {
        let line = line
            .replace("https://login.example.com", &company.issuer.url)
            .replace("https://registry.example.com", &url);
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let mut command = company.person(&words);
        command
            .args(["--no-browser", "--issuer-ca"])
            .arg(company.issuer.authority())
            .env("PATH", company.home.path());
        let ended = Attempt::begin(&mut command).followed(&company.issuer);
        assert_eq!(ended.code, Some(0), "{line}: {}", ended.err);
        count += 1;
    }
    assert!(count >= 2, "the page shows a first login and another");
}
