//! Every operation of every service, called by a client, its effects checked: the behaviours in `python/<service>/`.
//!
//! `python/run.py` runs a service's behaviours on one node, each in an account of its own, and again without each of the
//! operations that it declares; it tells which operations were called and checked. What must be, the table of the service says,
//! and that the server was asked for an operation, its own metrics say.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use wharf_node::operation::Service;
use wharf_node::{rows_of, services};

use super::boto3::python;
use super::web_identity::Issuer;
use crate::lab::Lab;

/// What behaviours have done.
struct Checked {
    operations: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Checked {
    fn and(mut self, mut other: Checked) -> Checked {
        self.operations.append(&mut other.operations);
        self.files.append(&mut other.files);
        self
    }
}

/// Runs behaviours of a service, those of some of its files or all.
fn run(of: &Service, lab: &Lab, files: &[&str], environment: &[(&str, String)]) -> Checked {
    let served: Vec<&str> = rows_of(of).map(|row| row.name).collect();
    let mut run = python(lab, "run")
        .arg(of.name())
        .args(files.iter().copied())
        .env("WHARF", env!("CARGO_BIN_EXE_wharf"))
        .env("DATA_FOLDER", lab.node.data())
        .env("SERVED", served.join(" "));
    for (name, value) in environment {
        run = run.env(name, value);
    }
    let mut checked = Checked {
        operations: BTreeSet::new(),
        files: BTreeSet::new(),
    };
    for line in run.ok().lines() {
        let behaviour: Value = serde_json::from_str(line).unwrap();
        let operations = behaviour["checked"].as_array().unwrap().iter();
        let operations = operations.map(|name| name.as_str().unwrap().to_owned());
        checked.operations.extend(operations);
        let name = behaviour["behaviour"].as_str().unwrap();
        checked.files.insert(name.split('.').nth(1).unwrap().to_owned());
    }
    let performed = performed(of, lab);
    let claimed: Vec<_> = checked.operations.difference(&performed).collect();
    assert!(
        claimed.is_empty(),
        "the server was not asked for {claimed:?} of {}",
        of.name()
    );
    checked
}

/// The operations of a service that the server says it was asked for.
fn performed(of: &Service, lab: &Lab) -> BTreeSet<String> {
    let (status, metrics) = lab
        .node
        .request("GET /metrics HTTP/1.1\r\nHost: localhost\r\n", "");
    assert_eq!(status, 200);
    let service = format!("service=\"{}\"", of.name());
    let lines = metrics
        .lines()
        .filter(|line| line.starts_with("wharf_operations_total{") && line.contains(&service));
    lines
        .map(|line| {
            line.split("operation=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// What a service's behaviours checked together is what it serves, and none was left out.
fn compare(of: &Service, checked: &Checked) {
    let service = of.name();
    let served: BTreeSet<String> = rows_of(of).map(|row| row.name.to_owned()).collect();
    let unchecked: Vec<_> = served.difference(&checked.operations).collect();
    assert!(
        unchecked.is_empty(),
        "no behaviour checks {unchecked:?} of {service}"
    );
    let unknown: Vec<_> = checked.operations.difference(&served).collect();
    assert!(unknown.is_empty(), "{service} does not serve {unknown:?}");
    assert_eq!(
        checked.files,
        written(service),
        "the files with behaviours of {service}"
    );
}

/// The files in a service's folder.
fn written(service: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/clients/python")
        .join(service);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let scripts = files.filter(|path| path.extension().is_some_and(|extension| extension == "py"));
    scripts
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

macro_rules! every_operation {
    ($($test:ident: $name:literal;)*) => {
        $(#[test]
        fn $test() {
            let of = service($name);
            compare(of, &checked(of));
        })*

        /// The services that have a test here.
        const TESTED: &[&str] = &[$($name),*];
    };
}

every_operation! {
    every_operation_of_distribution: "distribution";
    every_operation_of_ecr: "ecr";
    every_operation_of_iam: "iam";
    every_operation_of_kms: "kms";
    every_operation_of_organizations: "organizations";
    every_operation_of_sts: "sts";
    every_operation_of_the_operator: "wharf";
}

#[test]
fn every_service_is_called() {
    let served: BTreeSet<&str> = services().map(Service::name).collect();
    assert_eq!(served, TESTED.iter().copied().collect());
}

/// A client that is configured for another Region than the services that are one for all Regions are in.
#[test]
fn a_client_of_another_region() {
    let region = ["AWS_REGION", "AWS_DEFAULT_REGION"].map(|name| (name, "eu-west-1".to_owned()));
    for (name, file) in [
        ("iam", "groups"),
        ("organizations", "units"),
        ("sts", "callers"),
        ("ecr", "tags"),
    ] {
        run(service(name), &Lab::new(), &[file], &region);
    }
}

fn service(name: &str) -> &'static Service {
    services().find(|service| service.name() == name).unwrap()
}

/// Runs all behaviours of a service, on nodes that have what they need.
fn checked(of: &Service) -> Checked {
    match of.name() {
        "distribution" => {
            let mut files = written(of.name());
            files.remove("redirects");
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            let all = run(of, &Lab::new(), &files, &[]);
            all.and(run(
                of,
                &Lab::with(&["--downloads", "redirect"]),
                &["redirects"],
                &[],
            ))
        }
        "sts" => {
            let issuer = Issuer::start();
            let lab = Lab::with(&["--oidc-ca-file", issuer.certificate().to_str().unwrap()]);
            let tokens = issuer.tokens().to_string();
            run(
                of,
                &lab,
                &[],
                &[("ISSUER", issuer.url.clone()), ("TOKENS", tokens)],
            )
        }
        _ => run(of, &Lab::new(), &[], &[]),
    }
}
