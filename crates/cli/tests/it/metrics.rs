//! `/metrics` as Prometheus sees it.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use regex::Regex;
use serde_json::json;
use wharf_server::{FAMILIES, Kind};

use crate::aws::{ecr, variables};
use crate::lab::{Api, Registry, digest, incompressible, node_environment, program};
use crate::program::{Node, failure, request, stdout, typed};

const GET: &str = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n";

fn metrics(node: &Node) -> String {
    let (status, text) = node.request(GET, "");
    assert_eq!(status, 200, "{text}");
    text
}

/// Where all metrics of a node are.
fn port(node: &Node) -> String {
    let log = node.stderr();
    let line = log
        .lines()
        .find(|line| line.contains("metrics have a port of their own"));
    let address = line.and_then(|line| line.split("address=").nth(1));
    address.unwrap_or_else(|| panic!("{log}")).trim().to_owned()
}

fn all_metrics(node: &Node) -> String {
    let (status, text) = request(&port(node), GET, "");
    assert_eq!(status, 200, "{text}");
    text
}

/// The value of a series.
fn value(metrics: &str, series: &str) -> f64 {
    let line = metrics
        .lines()
        .find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {series} in {metrics}"))
        .parse()
        .unwrap()
}

/// What Prometheus' own tool says against it.
fn complaints(metrics: &str) -> String {
    let mut promtool = Command::new(program("promtool"));
    promtool.args(["check", "metrics"]).stdin(Stdio::piped());
    let mut child = promtool
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(metrics.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    format!(
        "{}{}",
        String::from_utf8_lossy(&said),
        match output.status.success() {
            true => "",
            false => "refused",
        }
    )
}

/// Each series is one of its family, with the labels that the table says.
fn agree_with_the_table(metrics: &str) {
    let label = Regex::new(r#"([a-z_]+)=""#).unwrap();
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap();
        let family = FAMILIES.iter().find(|family| match family.kind {
            Kind::Histogram => ["_bucket", "_sum", "_count"]
                .iter()
                .any(|part| name.strip_suffix(part) == Some(family.name)),
            _ => name == family.name,
        });
        let family = family.unwrap_or_else(|| panic!("{line}"));
        let found: BTreeSet<&str> = label
            .captures_iter(line)
            .map(|label| label.get(1).unwrap().as_str())
            .filter(|label| *label != "le")
            .collect();
        assert_eq!(found, family.labels.iter().copied().collect(), "{line}");
    }
}

#[test]
fn families_are_there_from_the_start_and_as_prometheus_wants_them() {
    let node = Node::start(&["--metrics-listen", "127.0.0.1:0"], &[]);
    let first = all_metrics(&node);
    for family in FAMILIES {
        assert!(
            first.contains(&format!("# HELP {} ", family.name)),
            "{}",
            family.name
        );
    }
    for series in [
        "wharf_refused_sign_ins_total{reason=\"InvalidSignatureException\"}",
        "wharf_refused_requests_total{bound=\"memory\"}",
        "wharf_lost_audit_records_total{reason=\"not_written\"}",
        "wharf_deliveries_total{outcome=\"dead\"}",
        "wharf_collected_bytes_total",
        "wharf_supervisor_panics_total",
        "wharf_read_only",
    ] {
        assert_eq!(value(&first, series), 0.0, "{series}");
    }
    let mut own = variables(&node, "111122223333");
    assert_eq!(
        ecr(&node, &own, "CreateRepository", r#"{"repositoryName":"app"}"#).0,
        200
    );
    own["AWS_SECRET_ACCESS_KEY"] = json!("another");
    assert_eq!(ecr(&node, &own, "DescribeRepositories", "{}").0, 400);
    stdout(&mut node.wharf(&["usage"]));
    let all = all_metrics(&node);
    let refused = "wharf_refused_sign_ins_total{reason=\"InvalidSignatureException\"}";
    assert_eq!(value(&all, refused), 1.0);
    assert_eq!(complaints(&all), "");
    agree_with_the_table(&all);
    // Without TLS no certificate ends.
    assert!(!all.contains("\nwharf_certificate_expiration_timestamp_seconds"));
}

#[test]
fn a_process_tells_what_it_is_and_takes() {
    let node = Node::start(&[], &[]);
    let metrics = metrics(&node);
    let build = metrics
        .lines()
        .find(|line| line.starts_with("wharf_build_info{"))
        .unwrap();
    let version = format!("version=\"{}\"", env!("CARGO_PKG_VERSION"));
    let revision = format!("revision=\"{}\"", env!("WHARF_REVISION"));
    assert!(
        build.contains(&version)
            && build.contains(&revision)
            && build.contains("engine=\"sqlite\"")
            && build.ends_with(" 1"),
        "{build}"
    );
    let process = |name: &str| value(&metrics, &format!("process_{name}"));
    assert!(process("cpu_seconds_total") >= 0.0);
    assert!(process("resident_memory_bytes") > 1e6);
    assert!(process("virtual_memory_bytes") >= process("resident_memory_bytes"));
    assert!(process("open_fds") > 3.0 && process("max_fds") > process("open_fds"));
    let now = wharf_node::Clock::system().now().micros() as f64 / 1e6;
    let age = now - process("start_time_seconds");
    assert!((-5.0..600.0).contains(&age), "{age}");
    let disk = |name: &str| value(&metrics, &format!("wharf_disk_{name}{{place=\"data\"}}"));
    assert!(disk("free_bytes") > 0.0 && disk("free_bytes") <= disk("size_bytes"));
    assert!(disk("free_files") >= 0.0);
}

#[test]
fn figures_of_accounts_are_for_those_who_watch_the_node() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("token");
    std::fs::write(&file, "s3cret\n").unwrap();
    let flags = [
        "--metrics-listen",
        "127.0.0.1:0",
        "--metrics-token-file",
        file.to_str().unwrap(),
    ];
    let node = Node::start(&flags, &[]);
    let own = variables(&node, "111122223333");
    assert_eq!(
        ecr(&node, &own, "CreateRepository", r#"{"repositoryName":"app"}"#).0,
        200
    );
    stdout(&mut node.wharf(&["usage"]));
    let of_accounts = "wharf_usage_requests_total{owner=\"111122223333\"";
    let public = metrics(&node);
    assert!(
        public.contains("wharf_operations_total{") && !public.contains("wharf_usage"),
        "{public}"
    );
    assert!(!public.contains("111122223333"), "{public}");
    assert!(all_metrics(&node).contains(of_accounts));
    let bearing = |token: &str| node.request(&format!("{GET}Authorization: {token}\r\n"), "");
    assert!(bearing("Bearer s3cret").1.contains(of_accounts));
    assert_eq!(
        bearing("Bearer another"),
        (401, "that is not the token of metrics\n".to_owned())
    );
    // Nothing else is at the other port.
    let ask = |head: &str| {
        request(
            &port(&node),
            &format!("{head} HTTP/1.1\r\nHost: localhost\r\n"),
            "",
        )
        .0
    };
    assert_eq!((ask("GET /readyz"), ask("GET /healthz")), (200, 200));
    assert_eq!((ask("GET /v2/"), ask("POST /metrics")), (404, 405));
}

#[test]
fn a_token_and_a_port_that_cannot_be_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let (empty, taken) = (
        home.path().join("empty"),
        std::net::TcpListener::bind("127.0.0.1:0").unwrap(),
    );
    std::fs::write(&empty, "\n").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = |flag: &str, value: &str| {
        let mut serve = crate::program::wharf(&["serve", "--listen", "127.0.0.1:0", flag, value, "--data"]);
        failure(serve.arg(home.path().join("data")))
    };
    let said = refused("--metrics-token-file", empty.to_str().unwrap());
    assert!(said.contains("holds no token (--metrics-token-file)"), "{said}");
    let said = refused("--metrics-listen", &address);
    let expected = format!(
        "cannot listen on {address}: the port is in use by process {}",
        std::process::id()
    );
    assert!(
        said.contains(&expected) && said.contains("--metrics-listen 127.0.0.1:"),
        "{said}"
    );
}

#[test]
fn what_a_command_collects_is_counted_by_the_node_that_does_it() {
    let node = Node::start(&[], &node_environment());
    let api = Api::of_node(&node);
    api.create_repository("app");
    let mut registry = Registry::new(node.listen().parse().unwrap(), &api.password(), "app");
    let layer = incompressible(1, 5000);
    registry.push_blob(&layer).unwrap();
    let collect = |more: &[&str]| stdout(node.wharf(&["collect", "--grace", "0"]).args(more));
    let said = collect(&["--dry-run"]);
    assert!(said.contains(&digest(&layer)), "{said}");
    assert_eq!(value(&metrics(&node), "wharf_collected_bytes_total"), 0.0);
    let asked = node.wharf(&["collect", "--grace", "0", "--force=pushes"]);
    let (code, said) = typed(&asked, "n\n");
    assert!(
        code == Some(1) && said.contains("1 layers with 5000 bytes") && said.contains("nothing was done"),
        "{said}"
    );
    assert_eq!(value(&metrics(&node), "wharf_collected_bytes_total"), 0.0);
    let said = collect(&["--force=pushes"]);
    assert!(said.contains("1 with 5000 bytes are removed for good"), "{said}");
    assert_eq!(value(&metrics(&node), "wharf_collected_bytes_total"), 5000.0);
    assert_eq!(value(&metrics(&node), "wharf_collected_blobs_total"), 1.0);
}

#[test]
fn the_end_of_the_authority_is_shown() {
    let node = Node::start(&["--tls", "development", "--metrics-listen", "127.0.0.1:0"], &[]);
    let end = value(
        &all_metrics(&node),
        "wharf_certificate_expiration_timestamp_seconds",
    );
    let now = wharf_node::Clock::system().now().micros() as f64 / 1e6;
    let days = (end - now) / 86_400.0;
    assert!((3_640.0..3_660.0).contains(&days), "{days}");
}
