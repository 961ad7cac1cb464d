//! Clients that hold what they can: streams that are not read, bodies that are not sent. Beside them an ordinary client pulls nearly as
//! fast as from an idle node, and the node stays small. `cargo xtask torture crowd` gives it minutes, many downloads and a narrow
//! judgement; the tests make a few pulls, and judge so widely that only a node that hardly answers fails.

mod compared;
mod held;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::{Value, json};
use wharf_testkit::Request;

use crate::aws::variables;
use crate::lab::{
    ACCOUNT, Api, Http, Image, Registry, basic, count, digest, incompressible, node_environment, seconds,
    seed, trusting,
};
use crate::program::{Node, stdout};
use compared::{Compared, p99};
use held::{Crowd, downloads};

const REPOSITORY: &str = "crowd/test";
const TLS: &[&str] = &["--tls", "development"];
const MOST_RESIDENT_KIB: u64 = 200 * 1024;
/// What an optimized program has mapped of itself, and a third more.
const PROGRAM_KIB: u64 = 32 * 1024;
/// The tests of this file share the time that a soak has for them.
const TESTS: u64 = 3;
/// Beside a crowd 99 of 100 pulls end within so many times what they take from an idle node.
const NARROW: f64 = 2.0;
/// The same with a few pulls beside other tests.
const WIDE: f64 = 20.0;

/// A node, and an image in it that a client pulls.
struct Served {
    node: Node,
    password: String,
    registry: Registry,
    manifest: Vec<u8>,
    /// The blobs by their digests.
    blobs: Vec<(String, Vec<u8>)>,
}

impl Served {
    fn start(flags: &[&str]) -> Served {
        let mut environment = node_environment();
        environment.push(("WHARF_LOG", "error"));
        let node = Node::start(flags, &environment);
        let api = Api::of_node(&node);
        api.create_repository(REPOSITORY);
        let password = api.password();
        let address = node.listen().parse().unwrap();
        let mut registry = Registry::new(address, &password, REPOSITORY).over_tls(trusting(&node));
        let [first, second] = [1, 2].map(|number| incompressible(seed() ^ number, 2_000_000));
        let image = Image::new(&[("first", &first), ("second", &second)]);
        registry.push(&image, "v1");
        let blobs = image.blobs();
        Served {
            blobs: blobs.map(|blob| (digest(blob), blob.clone())).collect(),
            manifest: image.manifest.clone(),
            node,
            password,
            registry,
        }
    }

    fn address(&self) -> SocketAddr {
        self.node.listen().parse().unwrap()
    }

    /// Pulls the image, byte for byte: how long it took.
    fn pull(&mut self) -> Duration {
        let begun = Instant::now();
        assert_eq!(self.registry.manifest("v1").as_ref(), Some(&self.manifest));
        for (digest, blob) in &self.blobs {
            assert_eq!(self.registry.blob(digest).as_ref(), Some(blob));
        }
        begun.elapsed()
    }

    /// The largest layer's digest.
    fn layer(&self) -> &str {
        let largest = self.blobs.iter().max_by_key(|(_, blob)| blob.len());
        &largest.unwrap().0
    }

    /// What asks for that layer.
    fn download(&self) -> Request {
        let target = format!("/v2/{REPOSITORY}/blobs/{}", self.layer());
        Request::new("GET", &target).header("authorization", basic(&self.password))
    }

    /// The most that the process ever had in memory, with as much of its program as of one that is optimized: of this one, which is
    /// several times as large, the kernel maps more.
    fn most_resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.node.pid())).unwrap();
        let kib = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap().trim().trim_end_matches(" kB").parse().unwrap()
        };
        let mapped = kib("RssFile:");
        kib("VmHWM:") - mapped + mapped.min(PROGRAM_KIB)
    }

    /// What the node counts.
    fn metrics(&self) -> String {
        let http = Http::new(self.address(), "Host: localhost\r\n".to_owned());
        let answer = http
            .over_tls(trusting(&self.node))
            .send("GET", "/metrics", "", b"");
        String::from_utf8(answer.unwrap().expect(200).body).unwrap()
    }
}

/// Sends a part of a layer with another key of the account: what the operation says of its upload, which is not there.
fn part(other: &Api) {
    let input: Value = json!({"repositoryName": REPOSITORY, "uploadId": "00000000-0000-4000-8000-000000000000",
        "partFirstByte": 0, "partLastByte": 2_999_999, "layerPartBlob": "A".repeat(4_000_000)});
    let answer = other.call("UploadLayerPart", &input);
    let said = String::from_utf8_lossy(&answer.body);
    assert!(
        answer.status == 400 && said.contains("UploadNotFoundException"),
        "{} {said}",
        answer.status
    );
}

/// Compares the pulls from a node that has a crowd with those from one that is idle.
#[expect(clippy::print_stdout, reason = "a torture run shows how long pulls took")]
fn beside_a_crowd(flags: &[&str], how: &str) {
    let (mut idle, mut served) = (Served::start(flags), Served::start(flags));
    stdout(&mut served.node.wharf(&["access-key", "create", "--account", ACCOUNT]));
    let other = Api::of_variables(&served.node, &variables(&served.node, ACCOUNT));
    let mut crowd = Crowd::gather(&served);
    part(&other);
    let mut compared = Compared::new();
    let share = Duration::from_secs(seconds() / TESTS);
    while !compared.is_enough(share) {
        if crowd.is_old() {
            crowd.leave();
            crowd = Crowd::gather(&served);
        }
        compared.add(|| idle.pull(), || served.pull());
    }
    part(&other);
    let resident = served.most_resident_kib();
    crowd.leave();
    let [alone, beside] = compared.all();
    let ratio = compared.ratio();
    println!("soak: {} pulls beside a crowd", beside.len());
    println!(
        "note: {how}, 99 of 100 pulls took at most {:.1} ms from an idle node and {:.1} ms beside {} streams that are not read and {} \
         bodies that are not sent, {ratio:.2} times as long in the median of {} slices; the node had at most {} MiB in memory",
        p99(&alone),
        p99(&beside),
        held::STREAMS,
        held::HALF_SENT,
        compared.slices(),
        resident / 1024,
    );
    assert!(resident < MOST_RESIDENT_KIB, "{resident} KiB");
    let most = if seconds() > 0 { NARROW } else { WIDE };
    assert!(ratio <= most, "{ratio:.2} times as long, of {most}");
    let metrics = served.metrics();
    assert!(
        metrics.contains("\nwharf_refused_requests_total{bound=\"memory\"} ")
            && !metrics.contains("\nwharf_refused_requests_total{bound=\"memory\"} 0\n"),
        "{metrics}"
    );
}

#[test]
fn an_ordinary_client_pulls_beside_those_that_hold_what_they_can() {
    beside_a_crowd(&[], "Without TLS");
}

#[test]
fn an_ordinary_client_pulls_beside_them_over_tls() {
    beside_a_crowd(TLS, "Over TLS");
}

/// Lets this process have as many files open as it may, which are as many as the node may have: how many those are.
fn open_files() -> u64 {
    let maximum = getrlimit(Resource::Nofile).maximum;
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    let _ = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

#[test]
fn downloads_that_are_not_read_hold_little_over_tls() {
    let mut served = Served::start(TLS);
    // An address may hold half of the requests that a node takes, which are at most half of the files that it may open.
    let most = usize::try_from(open_files() / 10).unwrap_or(usize::MAX);
    let wanted = count("WHARF_SOAK_DOWNLOADS", 200).min(most);
    let layer = json!({"repositoryName": REPOSITORY, "layerDigest": served.layer()});
    let url = Api::of_node(&served.node)
        .call("GetDownloadUrlForLayer", &layer)
        .expect(200)
        .json();
    let url = url["downloadUrl"].as_str().unwrap();
    let by_url = Request::new("GET", &url[url.find("/layers/").unwrap()..]);
    // A user may hold a quarter; what is asked for by a download URL is counted for the account alone.
    let held = downloads(&served, &[served.download(), by_url], wanted);
    for _ in 0..3 {
        served.pull();
    }
    let resident = served.most_resident_kib();
    drop(held);
    println!("soak: {wanted} downloads that are not read");
    println!(
        "note: with {wanted} downloads over TLS that are not read, each on a connection of its own, the node had at most {} MiB in memory",
        resident / 1024,
    );
    assert!(
        resident < MOST_RESIDENT_KIB,
        "{resident} KiB with {wanted} downloads"
    );
}
