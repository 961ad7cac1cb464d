//! Clients that together hold all that there is: another one gets a share, and who uses what it holds loses nothing.

use std::net::Ipv4Addr;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use tokio::task::{spawn_blocking, yield_now};
use tokio::time::{Instant, advance, pause, resume, timeout};
use wharf_server::{Metrics, TrustedProxies};
use wharf_testkit::{Connection, ELSEWHERE, Http2, Kit, REGION, Request, Setup, Unread};

use crate::drain::PREFACE;

/// So many files make room for 24 connections, 12 of an address, and for as many requests.
fn setup() -> Setup {
    Setup {
        open_files: 64,
        ..Setup::default()
    }
}

/// An address of this machine.
fn address(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 0, last)
}

async fn connect(kit: &Kit, from: u8) -> Connection {
    Connection::open_from(address(from), kit.address()).await
}

/// Whether the connection is there, and its requests are answered.
async fn serves(connection: &mut Connection) {
    let health = Request::new("GET", "/healthz").header("Host", "x");
    assert_eq!(connection.exchange(&health).await.status, 200);
}

/// Connections of an address, one after the other, each of which was used.
async fn used(kit: &Kit, from: u8, count: usize) -> Vec<Connection> {
    let mut connections = Vec::new();
    for _ in 0..count {
        let mut connection = connect(kit, from).await;
        serves(&mut connection).await;
        connections.push(connection);
    }
    connections
}

/// What the server still sent before it closed.
async fn closed(connection: &mut Connection) -> Vec<u8> {
    let closed = timeout(Duration::from_secs(10), connection.closed()).await;
    closed.expect("the connection stays open")
}

/// The database of a second Region needs eight files, which leaves 20 connections, 10 of an address.
#[tokio::test]
async fn a_region_that_is_opened_leaves_fewer_connections() {
    let kit = Kit::with(setup()).await;
    for (from, region) in [(2, REGION), (3, ELSEWHERE)] {
        let mut used = used(&kit, from, 10).await;
        kit.node.cell(&region.parse().unwrap()).await.unwrap();
        let mut one_more = connect(&kit, from).await;
        match region {
            REGION => serves(&mut one_more).await,
            _ => drop(closed(&mut one_more).await),
        }
        for connection in &mut used {
            serves(connection).await;
        }
        drop((used, one_more));
    }
}

#[tokio::test]
async fn two_addresses_leave_connections_to_a_third() {
    let kit = Kit::with(setup()).await;
    let mut most = used(&kit, 2, 12).await;
    let mut more = used(&kit, 3, 11).await;
    let mut few = used(&kit, 4, 1).await;
    // The one after it is idle for longer.
    serves(&mut most[0]).await;
    let mut other = used(&kit, 5, 1).await;
    assert_eq!(closed(&mut most.remove(1)).await, b"");
    let all = [&mut most, &mut more, &mut few, &mut other];
    for connection in all.into_iter().flatten() {
        serves(connection).await;
    }
}

#[tokio::test]
async fn a_client_of_http2_learns_that_its_connection_ends() {
    const GOAWAY: u8 = 7;
    let kit = Kit::with(setup()).await;
    let mut streams = connect(&kit, 2).await;
    streams.write(PREFACE).await;
    streams.read_by_server().await;
    let _others = [
        used(&kit, 2, 11).await,
        used(&kit, 3, 11).await,
        used(&kit, 4, 1).await,
        used(&kit, 5, 1).await,
    ];
    while streams.frame().await.0 != GOAWAY {}
    closed(&mut streams).await;
}

/// A form without a signature.
fn form(kit: &Kit) -> Request {
    kit.api(&kit.first, REGION)
        .unsigned_query("Action=GetCallerIdentity&Version=2011-06-15")
}

#[tokio::test]
async fn bodies_of_callers_stay_and_others_make_room() {
    let kit = Kit::with(setup()).await;
    let registry = kit.with_repositories(&["app"]).await;
    let upload = registry.start_upload("app").await;
    let upload = registry.request("PATCH", &upload).body("0123456789");
    let mut uploading = connect(&kit, 2).await;
    uploading.begin(&upload, 5).await;
    let mut unsigned = Vec::new();
    for _ in 0..11 {
        let mut connection = connect(&kit, 2).await;
        connection.begin(&form(&kit), 5).await;
        unsigned.push(connection);
    }
    let _others = [
        used(&kit, 3, 11).await,
        used(&kit, 4, 1).await,
        used(&kit, 5, 1).await,
    ];
    assert_eq!(closed(&mut unsigned[0]).await, b"");
    uploading.write("56789").await;
    assert_eq!(uploading.response("PATCH").await.status, 202);
}

#[tokio::test]
async fn bodies_of_callers_that_trickle_make_room() {
    let kit = Kit::with(setup()).await;
    let mut slow = Vec::new();
    for account in [&kit.first, &kit.second] {
        kit.api(account, REGION).create_repository("app").await;
        let registry = kit.registry(account, REGION).await;
        for _ in 0..5 {
            let upload = registry.start_upload("app").await;
            let upload = registry.request("PATCH", &upload).body("0123456789");
            let mut connection = connect(&kit, 2).await;
            connection.begin(&upload, 1).await;
            slow.push(connection);
        }
    }
    for _ in 0..2 {
        for connection in &mut slow {
            connection.write("1").await;
            connection.read_by_server().await;
        }
        pause();
        advance(Duration::from_secs(20)).await;
        resume();
    }
    let [mut of_more, mut of_few, mut of_other] = [
        narrow(&kit, 3).await,
        narrow(&kit, 4).await,
        narrow(&kit, 5).await,
    ];
    let _held = [unread(&mut of_more, 9).await, unread(&mut of_few, 5).await];
    let _other = unread(&mut of_other, 1).await;
    let refused = slow[0].response("PATCH").await;
    assert_eq!(refused.code(), (503, "TOOMANYREQUESTS".to_owned()));
    assert_eq!(refused.expect_header("retry-after"), "5");
    // The others go on.
    slow[1].write("3456789").await;
    assert_eq!(slow[1].response("PATCH").await.status, 202);
}

#[tokio::test]
async fn connections_of_a_trusted_proxy_stay() {
    let proxy = format!("{}/32", address(2)).parse().unwrap();
    let kit = Kit::with(Setup {
        proxies: TrustedProxies::new(vec![proxy]),
        ..setup()
    })
    .await;
    let mut proxied = used(&kit, 2, 12).await;
    let mut others = used(&kit, 3, 11).await;
    let _few = [used(&kit, 4, 1).await, used(&kit, 5, 1).await];
    assert_eq!(closed(&mut others[0]).await, b"");
    for connection in &mut proxied {
        serves(connection).await;
    }
}

/// An HTTP/2 connection of an address whose answers have no room.
async fn narrow(kit: &Kit, from: u8) -> Http2 {
    let host = kit.host(&kit.first, REGION);
    Http2::open_from(address(from), kit.address(), &host, 1).await
}

/// Begins requests without a caller, and reads nothing of their answers.
async fn unread(connection: &mut Http2, count: usize) -> Vec<Unread> {
    let mut unread = Vec::new();
    for _ in 0..count {
        unread.push(connection.begin(&Request::new("GET", "/v2/")).await);
        assert_eq!(unread.last().map(Unread::status), Some(401));
    }
    unread
}

#[tokio::test]
async fn two_addresses_leave_requests_to_a_third() {
    let kit = Kit::with(Setup {
        metrics: Some(Metrics::install().unwrap()),
        ..setup()
    })
    .await;
    let mut body = connect(&kit, 2).await;
    body.begin(&form(&kit), 5).await;
    let [mut of_most, mut of_more] = [narrow(&kit, 2).await, narrow(&kit, 3).await];
    let mut held = unread(&mut of_most, 11).await;
    let _more = unread(&mut of_more, 10).await;
    let mut of_few = narrow(&kit, 4).await;
    let _few = unread(&mut of_few, 2).await;

    // The oldest is a body, of which there is no answer yet.
    let mut of_fifth = narrow(&kit, 5).await;
    let _fifth = unread(&mut of_fifth, 1).await;
    let refused = body.response("POST").await;
    assert_eq!(refused.code(), (503, "ServiceUnavailable".to_owned()));
    assert_eq!(refused.expect_header("retry-after"), "5");
    // Its connection ends with it, but none was refused.
    let metrics = Request::new("GET", "/metrics").header("Host", "x");
    let counted = Connection::open(kit.metrics_address())
        .await
        .exchange(&metrics)
        .await
        .text();
    for line in [
        "wharf_refused_connections_total 0",
        "wharf_refused_requests_total{bound=\"requests\"} 1",
    ] {
        assert!(counted.lines().any(|counted| counted == line), "{counted}");
    }
    // What the client still sends is read for a while: on a connection that is reset it may never see the answer.
    for _ in 0..2 {
        body.write("5").await;
        body.read_by_server().await;
    }

    // Then it is an answer, whose stream ends without the others of its connection.
    let mut of_sixth = narrow(&kit, 6).await;
    let _sixth = unread(&mut of_sixth, 1).await;
    let ended = timeout(Duration::from_secs(10), held.remove(0).read()).await;
    assert_eq!(ended.expect("the stream stays open"), None);
    let whole = timeout(Duration::from_secs(10), held.remove(0).read()).await;
    assert!(whole.unwrap().is_some(), "the others go on");
}

/// Makes time stand still until what this gives is dropped; a test that waits for it to pass gets that after a while.
fn stand_still() -> Sender<()> {
    let (goes_on, wait) = channel();
    pause();
    // While a thread works for it, the runtime lets no time pass by itself.
    spawn_blocking(move || wait.recv_timeout(Duration::from_secs(20)));
    goes_on
}

#[tokio::test]
async fn a_request_that_lost_its_place_waits_for_no_body() {
    // One that is refused before its body is read, and one whose body is waited for.
    let unknown = Request::new("POST", "/").header("Host", "x").body("0123456789");
    for (is_told_first, request) in [(false, Some(unknown)), (true, None)] {
        let kit = Kit::with(setup()).await;
        let goes_on = stand_still();
        let begun = Instant::now();
        let request = request.unwrap_or_else(|| form(&kit));
        let mut body = connect(&kit, 2).await;
        body.write([request.head().as_bytes(), &request.body[..5]].concat())
            .await;
        while !body.is_read_by_server() {
            yield_now().await;
        }
        let [mut of_most, mut of_more, mut of_few, mut of_fifth] = [
            narrow(&kit, 2).await,
            narrow(&kit, 3).await,
            narrow(&kit, 4).await,
            narrow(&kit, 5).await,
        ];
        let _held = [
            unread(&mut of_most, 11).await,
            unread(&mut of_more, 10).await,
            unread(&mut of_few, 2).await,
            unread(&mut of_fifth, 1).await,
        ];
        if is_told_first {
            let refused = body.response("POST").await;
            assert_eq!(refused.code(), (503, "ServiceUnavailable".to_owned()));
        } else {
            closed(&mut body).await;
        }
        assert_eq!(begun.elapsed(), Duration::ZERO);
        drop(goes_on);
        resume();
    }
}
