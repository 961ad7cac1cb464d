//! What the crowd holds: downloads that are not read, bodies that are not sent or come slowly.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use wharf_aws::SecretKey;
use wharf_sigv4::{Credentials, body_sha256, sign};
use wharf_testkit::{Http2, Request, Unread};

use super::Served;
use crate::lab::{KEY, REGION, Stream, connect, trusting};

/// Connections, and streams of each.
const STALLED: (usize, usize) = (3, 100);
/// All of these streams.
pub(super) const STREAMS: usize = STALLED.0 * STALLED.1;
/// What the node may send of each before the client reads: by then it has pieces of the longest under way.
const WINDOW: u32 = 300_000;
/// The same where there are thousands, whose windows are in the memory of this process.
const SMALL_WINDOW: u32 = 64 * 1024;
pub(super) const HALF_SENT: usize = 64;
/// So many of them go on, as slowly as this.
const TRICKLING: usize = 4;
const DROP: (usize, Duration) = (32 * 1024, Duration::from_millis(250));
/// What each of these sends before it stops.
const SENT: usize = 4 * 1024 * 1024;
/// What each of these says that it will send.
const ANNOUNCED: usize = 27 * 1024 * 1024;
/// A node gives up a body that stops after a minute, and an answer that is not read after two: by then the crowd comes anew.
const AGE: Duration = Duration::from_secs(30);

/// Clients that hold what they can.
pub(super) struct Crowd {
    gathered: Instant,
    is_over: Arc<AtomicBool>,
    trickling: Vec<JoinHandle<()>>,
    _stalled: Held,
    _half_sent: Vec<Box<dyn Stream>>,
}

/// Downloads that are not read, over connections that are alive for as long as this is kept.
pub(super) struct Held {
    _unread: Vec<Unread>,
    _connections: Vec<Http2>,
    _runtime: Runtime,
}

impl Crowd {
    /// A crowd at a node.
    pub(super) fn gather(served: &Served) -> Crowd {
        let (connections, streams) = STALLED;
        let stalled = stalled(served, &[served.download()], (connections, streams), WINDOW);
        let is_over = Arc::<AtomicBool>::default();
        let (mut trickling, mut half_sent) = (Vec::new(), Vec::new());
        for number in 0..HALF_SENT {
            let body = half_sent_body(served, number);
            // Those of which it is known how much will come.
            if number % 2 == 0 && trickling.len() < TRICKLING {
                trickling.push(trickle(body, Arc::clone(&is_over)));
            } else {
                half_sent.push(body);
            }
        }
        Crowd {
            gathered: Instant::now(),
            is_over,
            trickling,
            _stalled: stalled,
            _half_sent: half_sent,
        }
    }

    /// Whether the node may soon have given up some of it.
    pub(super) fn is_old(&self) -> bool {
        self.gathered.elapsed() > AGE
    }

    /// All of them go away.
    pub(super) fn leave(self) {
        self.is_over.store(true, Ordering::Relaxed);
        for trickling in self.trickling {
            trickling.join().unwrap();
        }
    }
}

/// Begins so many downloads of the requests in turns, each on a connection of its own.
pub(super) fn downloads(served: &Served, requests: &[Request], count: usize) -> Held {
    stalled(served, requests, (count, 1), SMALL_WINDOW)
}

/// Begins downloads of the requests in turns, so many to a connection.
fn stalled(
    served: &Served,
    requests: &[Request],
    (connections, streams): (usize, usize),
    window: u32,
) -> Held {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let authority = served.node.json()["ca"].as_str().map(PathBuf::from);
    let address = served.address();
    let begun = async {
        let (mut open, mut unread) = (Vec::new(), Vec::new());
        let mut requests = requests.iter().cycle();
        for _ in 0..connections {
            let mut connection = Http2::open(address, "localhost", authority.as_deref(), window).await;
            for request in requests.by_ref().take(streams) {
                let answer = connection.begin(request).await;
                assert_eq!(answer.status(), 200, "after {}", unread.len());
                unread.push(answer);
            }
            open.push(connection);
        }
        (open, unread)
    };
    let (connections, unread) = runtime.block_on(begun);
    Held {
        _unread: unread,
        _connections: connections,
        _runtime: runtime,
    }
}

/// Begins a part of a layer, signed with a secret that is not the key's.
fn half_sent_body(served: &Served, number: usize) -> Box<dyn Stream> {
    let credentials = Credentials {
        access_key_id: KEY.to_owned(),
        secret: SecretKey::new("not the secret of this key".to_owned()),
        session_token: None,
    };
    let target = "AmazonEC2ContainerRegistry_V20150921.UploadLayerPart";
    let mut headers = [
        ("host", served.address().to_string()),
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
    let tls = trusting(&served.node);
    let mut stream = connect(served.address(), tls.as_ref(), Duration::from_secs(10)).unwrap();
    write!(stream, "POST / HTTP/1.1\r\n{headers}{length}\r\n\r\n{chunk}").unwrap();
    // A body that is refused is not read to its end.
    let _ = send(&mut *stream, SENT);
    stream
}

fn send(stream: &mut dyn Stream, count: usize) -> io::Result<()> {
    stream.write_all(&vec![b'A'; count])?;
    stream.flush()
}

/// Goes on with a body, until it is refused or the crowd goes away.
fn trickle(mut stream: Box<dyn Stream>, is_over: Arc<AtomicBool>) -> JoinHandle<()> {
    let (bytes, pause) = DROP;
    std::thread::spawn(move || {
        while !is_over.load(Ordering::Relaxed) && send(&mut *stream, bytes).is_ok() {
            std::thread::sleep(pause);
        }
    })
}
