//! Clients that hold what they can: streams that are not read, bodies that are not sent. Beside them an ordinary client pulls, and
//! the node stays small. `cargo xtask soak crowd` gives it minutes and prints how long the pulls took.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wharf_aws::SecretKey;
use wharf_sigv4::{Credentials, body_sha256, sign};
use wharf_testkit::{Http2, Request, Unread};

use crate::aws::{ecr, variables};
use crate::lab::{
    ACCOUNT, Api, Image, KEY, REGION, Registry, basic, digest, incompressible, node_environment, seconds,
    seed,
};
use crate::program::{Node, stdout};

const REPOSITORY: &str = "crowd/test";
/// Connections, and streams of each.
const STALLED: (usize, usize) = (3, 100);
/// What the node may send of each before the client reads: by then it has pieces of the longest under way.
const WINDOW: u32 = 300_000;
const HALF_SENT: usize = 64;
/// So many of them go on, as slowly as this.
const TRICKLING: usize = 4;
const DROP: (usize, Duration) = (32 * 1024, Duration::from_millis(250));
/// What each of these sends before it stops.
const SENT: usize = 4 * 1024 * 1024;
/// What each of these says that it will send.
const ANNOUNCED: usize = 27 * 1024 * 1024;
/// Pulls in an ordinary run of the tests.
const PULLS: usize = 20;
const MOST_RESIDENT_KIB: u64 = 200 * 1024;

/// Begins downloads that it does not read, over connections that are alive.
async fn stalled(address: SocketAddr, password: &str, blob: &str) -> Vec<(Http2, Vec<Unread>)> {
    let request = Request::new("GET", &format!("/v2/{REPOSITORY}/blobs/{blob}"));
    let request = request.header("authorization", basic(password));
    let mut all = Vec::new();
    for _ in 0..STALLED.0 {
        let mut connection = Http2::open(address, &address.to_string(), None, WINDOW).await;
        let mut unread = Vec::new();
        for _ in 0..STALLED.1 {
            let answer = connection.begin(&request).await;
            assert_eq!(answer.status(), 200);
            unread.push(answer);
        }
        all.push((connection, unread));
    }
    all
}

/// Begins a part of a layer, signed with a secret that is not the key's.
fn half_sent(address: SocketAddr, number: usize) -> TcpStream {
    let credentials = Credentials {
        access_key_id: KEY.to_owned(),
        secret: SecretKey::new("not the secret of this key".to_owned()),
        session_token: None,
    };
    let target = "AmazonEC2ContainerRegistry_V20150921.UploadLayerPart";
    let mut headers = [
        ("host", address.to_string()),
        ("content-type", "application/x-amz-json-1.1".to_owned()),
        ("x-amz-target", target.to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    let now = wharf_node::Clock::system().now().micros();
    let hash = body_sha256(b"not the body");
    sign(
        "POST",
        "/",
        None,
        &mut headers,
        &hash,
        &credentials,
        REGION,
        "ecr",
        now,
    );
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    // Half of them do not say how much will come.
    let (length, chunk) = match number % 2 {
        0 => (format!("content-length: {ANNOUNCED}"), String::new()),
        _ => (
            "transfer-encoding: chunked".to_owned(),
            format!("{ANNOUNCED:x}\r\n"),
        ),
    };
    let mut socket = TcpStream::connect(address).unwrap();
    socket.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(socket, "POST / HTTP/1.1\r\n{headers}{length}\r\n\r\n{chunk}").unwrap();
    // A body that is refused is not read to its end.
    let _ = socket.write_all(&vec![b'A'; SENT]);
    socket
}

/// Goes on with a body, until it is refused or the test is over.
fn trickle(mut socket: TcpStream, is_over: Arc<AtomicBool>) -> JoinHandle<()> {
    let (bytes, pause) = DROP;
    std::thread::spawn(move || {
        while !is_over.load(Ordering::Relaxed) && socket.write_all(&vec![b'A'; bytes]).is_ok() {
            std::thread::sleep(pause);
        }
    })
}

/// Sends a part of a layer with another key of the account: what the operation says of its upload, which is not there.
fn part(node: &Node, variables: &Value) {
    let input = json!({"repositoryName": REPOSITORY, "uploadId": "00000000-0000-4000-8000-000000000000", "partFirstByte": 0,
        "partLastByte": 2_999_999, "layerPartBlob": "A".repeat(4_000_000)});
    let (status, said) = ecr(node, variables, "UploadLayerPart", &input.to_string());
    assert!(
        status == 400 && said.contains("UploadNotFoundException"),
        "{status} {said}"
    );
}

/// Pulls an image again and again, byte for byte: how long the pulls took, the longest last.
fn pulls(registry: &mut Registry, image: &Image) -> Vec<Duration> {
    let (begun, mut times) = (Instant::now(), Vec::new());
    while times.len() < PULLS || begun.elapsed() < Duration::from_secs(seconds() / 2) {
        let pull = Instant::now();
        assert_eq!(registry.manifest("v1").as_ref(), Some(&image.manifest));
        for blob in image.blobs() {
            assert_eq!(registry.blob(&digest(blob)).as_ref(), Some(blob));
        }
        times.push(pull.elapsed());
    }
    times.sort_unstable();
    times
}

/// The time within which 99 of 100 end, in milliseconds.
fn p99(times: &[Duration]) -> f64 {
    times[(times.len() * 99).div_ceil(100) - 1].as_secs_f64() * 1e3
}

/// The most that the process ever had in memory.
fn most_resident_kib(node: &Node) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", node.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap().trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn an_ordinary_client_pulls_beside_those_that_hold_what_they_can() {
    let mut environment = node_environment();
    environment.push(("WHARF_LOG", "error"));
    let node = Node::start(&[], &environment);
    let address: SocketAddr = node.listen().parse().unwrap();
    let api = Api::of_node(&node);
    api.create_repository(REPOSITORY);
    let password = api.password();
    let mut registry = Registry::new(address, &password, REPOSITORY);
    let [first, second] = [1, 2].map(|number| incompressible(seed() ^ number, 2_000_000));
    let image = Image::new(&[("first", &first), ("second", &second)]);
    registry.push(&image, "v1");
    let alone = pulls(&mut registry, &image);
    stdout(&mut node.wharf(&["access-key", "create", "--account", ACCOUNT]));
    let other = variables(&node, ACCOUNT);

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let unread = runtime.block_on(stalled(address, &password, &digest(&image.layers[0])));
    let half_sent: Vec<TcpStream> = (0..HALF_SENT).map(|number| half_sent(address, number)).collect();
    let is_over = Arc::<AtomicBool>::default();
    let trickling = half_sent.iter().step_by(2).take(TRICKLING);
    let trickling: Vec<_> = trickling
        .map(|socket| trickle(socket.try_clone().unwrap(), Arc::clone(&is_over)))
        .collect();
    part(&node, &other);
    let beside = pulls(&mut registry, &image);
    part(&node, &other);
    let resident = most_resident_kib(&node);
    println!("soak: {} pulls beside a crowd", beside.len());
    println!(
        "note: 99 of 100 pulls took at most {:.1} ms alone and {:.1} ms beside {} streams that are not read and {HALF_SENT} \
         bodies that are not sent; the node had at most {} MiB in memory",
        p99(&alone),
        p99(&beside),
        STALLED.0 * STALLED.1,
        resident / 1024,
    );
    is_over.store(true, Ordering::Relaxed);
    for trickling in trickling {
        trickling.join().unwrap();
    }
    drop((unread, half_sent));
    assert!(resident < MOST_RESIDENT_KIB, "{resident} KiB");
    let (_, metrics) = node.request("GET /metrics HTTP/1.1\r\nHost: localhost\r\n", "");
    assert!(
        metrics.contains("\nwharf_refused_requests_total{bound=\"memory\"} ")
            && !metrics.contains("\nwharf_refused_requests_total{bound=\"memory\"} 0\n"),
        "{metrics}"
    );
}
