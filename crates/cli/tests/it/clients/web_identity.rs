//! A pipeline without keys: its platform's identity token becomes a role's session, which pushes; production pulls;
//! others do neither. With skopeo and with podman; the issuer is ours and speaks HTTPS.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::podman::podman;
use super::skopeo;
use crate::lab::{ACCOUNT, Image, Lab, OTHER, Run, layout, program};
use testing::{Key, github_claims};

#[allow(dead_code, reason = "not every test needs all of it")]
#[path = "../../../../identity/src/sts/web_identity/testing.rs"]
pub(crate) mod testing;

/// An issuer on a free port of this machine.
pub(super) struct Issuer {
    folder: TempDir,
    key: Key,
    pub(super) url: String,
    server: Child,
}

impl Drop for Issuer {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

impl Issuer {
    pub(super) fn start() -> Issuer {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        std::fs::write(folder.path().join("certificate.pem"), made.cert.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/clients/python/issuer.py");
        let server = Command::new(program("python3"))
            .args(["-B", script])
            .current_dir(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut issuer = Issuer {
            folder,
            key: Key::rsa("of-today"),
            url: String::new(),
            server,
        };
        let port = (0..200).find_map(|_| {
            std::thread::sleep(Duration::from_millis(50));
            std::fs::read_to_string(issuer.folder.path().join("port")).ok()
        });
        issuer.url = format!("https://localhost:{}", port.expect("the issuer says its port"));
        for path in ["/.well-known/openid-configuration", "/keys"] {
            let url = format!("{}{path}", issuer.url);
            let file = issuer.folder.path().join(&path[1..]);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(
                file,
                testing::document(&issuer.url, &[&issuer.key], &url).unwrap(),
            )
            .unwrap();
        }
        issuer
    }

    pub(super) fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// Tokens for behaviours, by name: what is right or wrong with each.
    pub(super) fn tokens(&self) -> Value {
        let now = wharf_node::Clock::system().now().micros() / 1_000_000;
        let token = |changes: Value| {
            let mut claims = github_claims(&self.url, now);
            claims
                .as_object_mut()
                .unwrap()
                .extend(changes.as_object().unwrap().clone());
            claims
        };
        let tags = json!({"principal_tags": {"team": ["web"]}});
        let right = token(json!({}));
        json!({
            "main": self.key.token(&right),
            "feature": self.key.token(&token(json!({"sub": "repo:octo/app:ref:refs/heads/feature"}))),
            "audience": self.key.token(&token(json!({"aud": "another service"}))),
            "late": self.key.token(&token(json!({"iat": now - 7_200, "nbf": now - 7_200, "exp": now - 3_600}))),
            "tagged": self.key.token(&token(json!({
                "https://aws.amazon.com/tags": tags, "https://aws.amazon.com/source_identity": "mona",
            }))),
            // By another key, in the name of the issuer's.
            "forged": Key::rsa("of-today").token(&right),
        })
    }

    /// A token of a job on a branch, in a file, as platforms leave it for their jobs.
    pub(super) fn token(&self, branch: &str) -> PathBuf {
        let now = wharf_node::Clock::system().now().micros() / 1_000_000;
        let mut claims = github_claims(&self.url, now);
        claims["sub"] = json!(format!("repo:octo/app:ref:refs/heads/{branch}"));
        let file = self.folder.path().join(format!("token-{branch}"));
        std::fs::write(&file, self.key.token(&claims)).unwrap();
        file
    }
}

fn policy(statement: &Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statement}).to_string()
}

/// `aws` in a job: no keys, a role and a token.
fn aws_in_job(lab: &Lab, role: &str, token: &Path, arguments: &[&str]) -> Run {
    lab.aws(arguments)
        .without("AWS_ACCESS_KEY_ID")
        .without("AWS_SECRET_ACCESS_KEY")
        .env("AWS_ROLE_ARN", role)
        .env("AWS_WEB_IDENTITY_TOKEN_FILE", token)
}

/// A role with an inline policy; its ARN.
fn role(lab: &Lab, account: &str, name: &str, trust: &Value, may: &Value) -> String {
    let made = lab.aws_of(
        account,
        &[
            "iam",
            "create-role",
            "--role-name",
            name,
            "--assume-role-policy-document",
            &policy(trust),
        ],
    );
    let arn = made.json()["Role"]["Arn"].as_str().unwrap().to_owned();
    let put = [
        "iam",
        "put-role-policy",
        "--role-name",
        name,
        "--policy-name",
        "own",
        "--policy-document",
    ];
    lab.aws_of(account, &[&put[..], &[&policy(may)]].concat()).ok();
    arn
}

/// The registry's password of a session of a role that its own account may assume.
fn password_of_role(lab: &Lab, account: &str, role: &str) -> String {
    let user = role.rsplit('/').next().unwrap();
    let iam = |arguments: &[&str]| lab.aws_of(account, &[&["iam"], arguments].concat());
    iam(&["create-user", "--user-name", user]).ok();
    let may = policy(&json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role}));
    iam(&[
        "put-user-policy",
        "--user-name",
        user,
        "--policy-name",
        "own",
        "--policy-document",
        &may,
    ])
    .ok();
    let made = iam(&["create-access-key", "--user-name", user]).json();
    let (key, session) = (
        &made["AccessKey"],
        [
            "sts",
            "assume-role",
            "--role-session-name",
            "node-1",
            "--role-arn",
            role,
        ],
    );
    let text = |from: &Value, name: &str| from[name].as_str().unwrap().to_owned();
    let with = |from: &Value, arguments: &[&str]| {
        lab.aws_of(account, arguments)
            .env("AWS_ACCESS_KEY_ID", text(from, "AccessKeyId"))
            .env("AWS_SECRET_ACCESS_KEY", text(from, "SecretAccessKey"))
    };
    let session = with(key, &session).json();
    let session = &session["Credentials"];
    let run = with(session, &["ecr", "get-login-password"]);
    run.env("AWS_SESSION_TOKEN", text(session, "SessionToken")).ok()
}

#[test]
fn only_the_pipeline_pushes_and_only_production_pulls() {
    let issuer = Issuer::start();
    let lab = Lab::with(&["--oidc-ca-file", issuer.certificate().to_str().unwrap()]).and_other();
    lab.create_repository("app");

    // The account of the registry trusts the platform's jobs on the main branch, and shares with production.
    let name = issuer.url.strip_prefix("https://").unwrap();
    let provider = lab.aws(&[
        "iam",
        "create-open-id-connect-provider",
        "--url",
        &issuer.url,
        "--client-id-list",
        "sts.amazonaws.com",
    ]);
    let provider = provider.json()["OpenIDConnectProviderArn"].clone();
    let repository = format!("arn:aws:ecr:{}:{ACCOUNT}:repository/app", lab.region);
    let push = [
        "BatchCheckLayerAvailability",
        "InitiateLayerUpload",
        "UploadLayerPart",
        "CompleteLayerUpload",
        "PutImage",
        "BatchGetImage",
        "GetDownloadUrlForLayer",
    ];
    let push: Vec<String> = push.iter().map(|action| format!("ecr:{action}")).collect();
    let token = json!({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"});
    let job = role(
        &lab,
        ACCOUNT,
        "ci",
        &json!({"Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {format!("{name}:aud"): "sts.amazonaws.com",
                format!("{name}:sub"): "repo:octo/app:ref:refs/heads/main"}}}),
        &json!([token, {"Effect": "Allow", "Action": push, "Resource": repository}]),
    );
    let pull = json!(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]);
    let trust =
        |account: &str| json!({"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"});
    let may_pull = json!([token, {"Effect": "Allow", "Action": pull, "Resource": "*"}]);
    let production = role(&lab, OTHER, "node", &trust(OTHER), &may_pull);
    let outside = role(&lab, OTHER, "outside", &trust(OTHER), &may_pull);
    let share = policy(&json!({"Effect": "Allow", "Principal": {"AWS": production}, "Action": pull}));
    lab.aws(&[
        "ecr",
        "set-repository-policy",
        "--repository-name",
        "app",
        "--policy-text",
        &share,
    ])
    .ok();

    // The job finds its role and its token by itself; a job on another branch does not get in. That one comes first: the
    // client keeps a session by its role, regardless of the token.
    let (main, password) = (issuer.token("main"), ["ecr", "get-login-password"]);
    aws_in_job(&lab, &job, &issuer.token("feature"), &password)
        .refused(&["AccessDenied", "sts:AssumeRoleWithWebIdentity"]);
    let who = aws_in_job(&lab, &job, &main, &["sts", "get-caller-identity"]).json();
    let session = format!("arn:aws:sts::{ACCOUNT}:assumed-role/ci/");
    assert!(who["Arn"].as_str().unwrap().starts_with(&session), "{who}");
    let pushing = aws_in_job(&lab, &job, &main, &password).ok();
    let pulling = password_of_role(&lab, OTHER, &production);
    let peeping = password_of_role(&lab, OTHER, &outside);

    // skopeo.
    let host = lab.registry_host(ACCOUNT);
    let login = |run: Run, password: &str| {
        let run = run.args([
            "login",
            "--tls-verify=false",
            "-u",
            "AWS",
            "--password-stdin",
            &host,
        ]);
        assert!(run.stdin(password.trim()).ok().contains("Login Succeeded!"));
    };
    let image = Image::new(&[("bin/app", b"the program of the day")]);
    layout::write(&lab.path("from"), &image, "v1");
    let remote = lab.repository("app:v1");
    login(lab.client("skopeo"), &pushing);
    skopeo::push(&lab, &lab.at("from:v1"), &remote, &[]).ok();
    login(lab.client("skopeo"), &pulling);
    skopeo::pull(&lab, &remote, &lab.at("back:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("back")), image.digest());
    skopeo::push(&lab, &lab.at("from:v1"), &lab.repository("app:v2"), &[]).refused(&["403"]);
    login(lab.client("skopeo"), &peeping);
    skopeo::pull(&lab, &remote, &lab.at("denied:v1"), &[]).refused(&["denied"]);

    // podman.
    let context = lab.path("context");
    std::fs::create_dir(&context).unwrap();
    std::fs::write(context.join("content"), "by podman").unwrap();
    std::fs::write(context.join("Containerfile"), "FROM scratch\nCOPY content /\n").unwrap();
    let remote = lab.repository("app:podman");
    let insecure = "--tls-verify=false";
    login(podman(&lab, &[]), &pushing);
    podman(
        &lab,
        &["build", "--quiet", "--tag", &remote, context.to_str().unwrap()],
    )
    .ok();
    podman(&lab, &["push", "--quiet", insecure, &remote]).ok();
    podman(&lab, &["rmi", "--force", &remote]).ok();
    login(podman(&lab, &[]), &pulling);
    podman(&lab, &["pull", "--quiet", insecure, &remote]).ok();
    podman(&lab, &["tag", &remote, &lab.repository("app:mine")]).ok();
    podman(&lab, &["push", "--quiet", insecure, &lab.repository("app:mine")]).refused(&["403"]);
    podman(&lab, &["rmi", "--force", &remote]).ok();
    login(podman(&lab, &[]), &peeping);
    podman(&lab, &["pull", "--quiet", insecure, &remote]).refused(&["denied"]);
}
