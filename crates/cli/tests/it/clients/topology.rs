//! The topologies of the examples, each on a fresh node: builders push, every environment pulls the identical digest, and
//! what must not be possible is refused. What `wharf access` claims is tried, cell by cell.

use std::path::Path;

use super::skopeo;
use crate::lab::{Image, Lab, Run, layout};
use crate::program::{stdout, wharf};

/// Signs skopeo in to a registry with a profile's session.
fn login(lab: &Lab, profile: &str, registry: &str) {
    login_in(lab, profile, registry, "us-east-1");
}

fn login_in(lab: &Lab, profile: &str, registry: &str, region: &str) {
    let password = lab
        .aws_profile(profile, &["--region", region, "ecr", "get-login-password"])
        .ok();
    let host = lab.registry_host_in(registry, region);
    let login = lab.client("skopeo").args([
        "login",
        "--tls-verify=false",
        "-u",
        "AWS",
        "--password-stdin",
        &host,
    ]);
    assert!(login.stdin(password.trim()).ok().contains("Login Succeeded!"));
}

/// An image of its own for each content.
fn image(lab: &Lab, content: &str) -> (String, String) {
    let image = Image::new(&[("bin/app", content.as_bytes())]);
    let folder = format!("image-{content}");
    layout::write(&lab.path(&folder), &image, "v1");
    (lab.at(&format!("{folder}:v1")), image.digest())
}

/// Pulls with a profile; the digest, or the refusal.
fn pull(lab: &Lab, profile: &str, registry: &str, name: &str) -> Run {
    login(lab, profile, registry);
    let folder = lab.path(&format!("pulled-by-{profile}"));
    let _ = std::fs::remove_dir_all(&folder);
    let from = format!("{}/{name}", lab.registry_host(registry));
    skopeo::pull(lab, &from, &lab.at(&format!("pulled-by-{profile}:v1")), &[])
}

fn pulled(lab: &Lab, profile: &str) -> String {
    layout::verified(&lab.path(&format!("pulled-by-{profile}")))
}

/// Pushes with a profile.
fn push(lab: &Lab, profile: &str, registry: &str, name: &str, image: &str) -> Run {
    login(lab, profile, registry);
    skopeo::push(
        lab,
        image,
        &format!("{}/{name}", lab.registry_host(registry)),
        &[],
    )
}

/// Every claim of `wharf access` about an example, tried with boto3.
fn claims_hold(lab: &Lab, example: &str) {
    let file = format!("{}/../../examples/{example}.yaml", env!("CARGO_MANIFEST_DIR"));
    let claims = stdout(&mut wharf(&["access", &file, "--format", "json"]));
    // What is at the endpoint gives the same access as what the file asks for.
    let live = [
        "access",
        &file,
        "--format",
        "json",
        "--live",
        "--profile",
        "operator",
    ];
    let mut live = wharf(&live);
    let aws = lab.node.data.join("aws");
    live.env("AWS_CONFIG_FILE", aws.join("config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", aws.join("credentials"))
        .env("HOME", lab.home());
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&stdout(&mut live)), sorted(&claims));
    let path = lab.path("claims.jsonl");
    std::fs::write(&path, claims).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/clients/python/access.py");
    let folder = lab.node.data.join("aws");
    let said = lab
        .client("python3")
        .args(["-B", script, path.to_str().unwrap()])
        .env("AWS_CONFIG_FILE", folder.join("config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", folder.join("credentials"))
        .env("WHARF", env!("CARGO_BIN_EXE_wharf"))
        .env("WHARF_DATA", Path::new(lab.node.data()))
        .ok();
    assert!(said.ends_with("done\n"), "{said}");
}

#[test]
fn one_registry_in_an_account_of_its_own() {
    let lab = Lab::up("dedicated", &["222222222222"]);
    let registry = "222222222222";
    let (built, digest) = image(&lab, "one");
    push(&lab, "ci", registry, "payments/api:v1", &built).ok();
    for environment in ["nodes-dev", "nodes-test", "nodes-prod"] {
        pull(&lab, environment, registry, "payments/api:v1").ok();
        assert_eq!(pulled(&lab, environment), digest);
    }
    // What the file has no repository for is made by the push, where a template says so, and as it says.
    push(&lab, "ci", registry, "payments/worker:v1", &built).ok();
    push(&lab, "ci", registry, "other/worker:v1", &built).refused(&["403"]);
    pull(&lab, "nodes-prod", registry, "payments/worker:v1").ok();
    let policy = [
        "ecr",
        "get-lifecycle-policy",
        "--repository-name",
        "payments/worker",
    ];
    let policy = lab.aws_profile("registry", &policy).json();
    let text = policy["lifecyclePolicyText"].as_str().unwrap();
    assert!(text.contains("the youngest 30 images stay"), "{text}");
    // Production does not push, ci not to production, and no role deletes what production runs.
    push(&lab, "nodes-prod", registry, "payments/api:v2", &built).refused(&["denied", "ecr:PutImage"]);
    push(&lab, "ci", registry, "prod/api:v1", &built).refused(&["403"]);
    push(&lab, "promoter", registry, "prod/api:v1", &built).ok();
    let delete = [
        "ecr",
        "batch-delete-image",
        "--registry-id",
        registry,
        "--repository-name",
        "prod/api",
        "--image-ids",
        "imageTag=v1",
    ];
    lab.aws_profile("dev", &delete)
        .refused(&["(AccessDeniedException)", "ecr:BatchDeleteImage"]);
    // An account that comes later pulls at once: its unit is shared with.
    let email = ["--email", "late@example.com", "--account-name", "late"];
    let made = lab
        .aws_profile(
            "operator",
            &[&["organizations", "create-account"], &email[..]].concat(),
        )
        .json();
    let late = made["CreateAccountStatus"]["AccountId"]
        .as_str()
        .unwrap()
        .to_owned();
    let late_password = || {
        let role = format!("arn:aws:iam::{late}:role/OrganizationAccountAccessRole");
        let assume = [
            "sts",
            "assume-role",
            "--role-session-name",
            "late-node",
            "--role-arn",
            &role,
        ];
        let session = lab.aws_profile("operator", &assume).json();
        let text = |name: &str| session["Credentials"][name].as_str().unwrap().to_owned();
        let run = lab.client("aws").args(["ecr", "get-login-password"]);
        run.env("AWS_ACCESS_KEY_ID", text("AccessKeyId"))
            .env("AWS_SECRET_ACCESS_KEY", text("SecretAccessKey"))
            .env("AWS_SESSION_TOKEN", text("SessionToken"))
            .env("AWS_ENDPOINT_URL", format!("http://{}", lab.node.listen()))
            .env("AWS_DEFAULT_REGION", "us-east-1")
            .ok()
    };
    let host = lab.registry_host(registry);
    let sign_in = |password: &str| {
        let login = [
            "login",
            "--tls-verify=false",
            "-u",
            "AWS",
            "--password-stdin",
            &host,
        ];
        lab.client("skopeo").args(login).stdin(password.trim()).ok();
    };
    let from = format!("{host}/payments/api:v1");
    sign_in(&late_password());
    skopeo::pull(&lab, &from, &lab.at("late:v1"), &[]).refused(&["denied"]);
    let roots = lab
        .aws_profile("operator", &["organizations", "list-roots"])
        .json();
    let root = roots["Roots"][0]["Id"].as_str().unwrap().to_owned();
    let units = [
        "organizations",
        "list-organizational-units-for-parent",
        "--parent-id",
        &root,
    ];
    let units = lab.aws_profile("operator", &units).json();
    let units = units["OrganizationalUnits"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["Name"] == "workloads").unwrap()["Id"]
        .as_str()
        .unwrap()
        .to_owned();
    let place = [
        "organizations",
        "move-account",
        "--account-id",
        &late,
        "--source-parent-id",
        &root,
        "--destination-parent-id",
        &unit,
    ];
    lab.aws_profile("operator", &place).ok();
    skopeo::pull(&lab, &from, &lab.at("late:v1"), &[]).ok();
    assert_eq!(layout::verified(&lab.path("late")), digest);
    claims_hold(&lab, "dedicated");
}

#[test]
fn the_registry_in_the_development_account() {
    let registry = "333333333333";
    let lab = Lab::up("dev-account", &[registry]);
    let (built, digest) = image(&lab, "one");
    push(&lab, "ci", registry, "app:v1", &built).ok();
    for environment in ["nodes-dev", "nodes-prod"] {
        pull(&lab, environment, registry, "app:v1").ok();
        assert_eq!(pulled(&lab, environment), digest);
    }
    push(&lab, "nodes-prod", registry, "app:v2", &built).refused(&["denied", "ecr:PutImage"]);
    claims_hold(&lab, "dev-account");
}

#[test]
fn a_registry_in_each_account() {
    let accounts = ["333333333333", "444444444444", "555555555555"];
    let lab = Lab::up("per-account", &accounts);
    let (built, digest) = image(&lab, "one");
    let [dev, test, production] = accounts;
    push(&lab, "ci", dev, "payments/api:v1", &built).ok();
    // Development's builder has no way into production: promotion has its own role.
    push(&lab, "ci", production, "payments/api:v1", &built).refused(&["403"]);
    for (account, promoter, nodes) in [
        (test, "promoter-test", "nodes-test"),
        (production, "promoter-prod", "nodes-prod"),
    ] {
        push(&lab, promoter, account, "payments/api:v1", &built).ok();
        pull(&lab, nodes, account, "payments/api:v1").ok();
        assert_eq!(pulled(&lab, nodes), digest);
    }
    pull(&lab, "nodes-test", production, "payments/api:v1").refused(&["denied"]);
    claims_hold(&lab, "per-account");
}

#[test]
fn a_registry_for_each_unit() {
    let (payments, games) = ("222222222221", "222222222222");
    let lab = Lab::up("per-ou", &[payments, games]);
    let (built, digest) = image(&lab, "one");
    push(&lab, "payments-ci", payments, "payments/api:v1", &built).ok();
    push(&lab, "games-ci", games, "games/chess:v1", &built).ok();
    pull(&lab, "payments-nodes-payments-prod", payments, "payments/api:v1").ok();
    assert_eq!(pulled(&lab, "payments-nodes-payments-prod"), digest);
    pull(&lab, "games-nodes-games-prod", payments, "payments/api:v1").refused(&["denied"]);
    push(&lab, "games-ci", payments, "payments/api:v2", &built).refused(&["403"]);
    claims_hold(&lab, "per-ou");
}

#[test]
fn a_registry_in_each_region() {
    let registry = "222222222222";
    let lab = Lab::up("multi-region", &[registry]);
    let (built, digest) = image(&lab, "one");
    for region in ["us-east-1", "eu-west-1"] {
        let remote = format!("{}/app:v1", lab.registry_host_in(registry, region));
        login_in(&lab, "ci", registry, region);
        skopeo::push(&lab, &built, &remote, &[]).ok();
        login_in(&lab, "nodes-prod", registry, region);
        let to = format!("from-{region}");
        skopeo::pull(&lab, &remote, &lab.at(&format!("{to}:v1")), &[]).ok();
        assert_eq!(layout::verified(&lab.path(&to)), digest);
    }
    // A token of one Region opens no registry of another.
    login_in(&lab, "nodes-prod", registry, "us-east-1");
    claims_hold(&lab, "multi-region");
}
