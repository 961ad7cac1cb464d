//! The end of a node's life.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use wharf_testkit::is_read;

use crate::program::{Node, eventually};

#[test]
fn a_request_under_way_ends_before_the_node_does() {
    let mut node = Node::start(&["--drain", "20"], &[]);
    let mut slow = half_of_a_request(&node);
    node.signal("TERM");
    assert!(
        node.ended_within(Duration::from_millis(300)).is_none(),
        "it waits"
    );
    slow.write_all(b"Version=2011-06-15").unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    let status = node.ended_within(Duration::from_secs(10)).unwrap();
    assert!(status.success());
}

#[test]
fn load_balancers_are_told_before_the_node_drains() {
    let mut node = Node::start(&["--shutdown-delay", "60"], &[]);
    let ready = |node: &Node| node.request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "");
    assert_eq!(ready(&node).0, 200);
    node.signal("TERM");
    eventually("the node says that it is not ready", || {
        ready(&node) == (503, "draining\n".to_owned())
    });
    // Those who do not know yet are answered.
    assert_eq!(
        node.request("GET /v2/ HTTP/1.1\r\nHost: localhost\r\n", "").0,
        401
    );
    assert_eq!(
        node.request("GET /healthz HTTP/1.1\r\nHost: localhost\r\n", "").0,
        200
    );
    node.signal("TERM");
    let status = node.ended_within(Duration::from_secs(10)).unwrap();
    assert_eq!(status.code(), Some(1));
    let mut node = Node::start(&["--shutdown-delay", "1"], &[]);
    assert!(node.stop("TERM").success());
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut node = Node::start(&["--drain", "60"], &[]);
    let _slow = half_of_a_request(&node);
    node.signal("INT");
    assert!(node.ended_within(Duration::from_millis(300)).is_none());
    node.signal("INT");
    let status = node.ended_within(Duration::from_secs(10)).unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn a_signal_ends_it_at_once_while_a_start_that_failed_is_drained() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/dedicated.yaml");
    let home = tempfile::tempdir().unwrap();
    // The organization file is applied over HTTP: a proxy that hangs up when the test says so makes it fail then.
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", proxy.local_addr().unwrap());
    let (data, drain) = (home.path().join("data"), ["--drain", "60"]);
    let mut node = Node::start_by(&["up", file], &data, &drain, &[("HTTP_PROXY", &url)]);
    let _slow = half_of_a_request(&node);
    let asked = proxy.accept().unwrap();
    drop((asked, proxy));
    eventually("the node stops listening", || {
        TcpStream::connect(node.listen()).is_err()
    });
    node.signal("TERM");
    let status = node.ended_within(Duration::from_secs(10)).unwrap();
    assert_eq!(status.code(), Some(1));
    let log = node.stderr();
    assert!(log.contains("a signal while stopping"), "{log}");
}

/// A connection whose request's body is not complete.
fn half_of_a_request(node: &Node) -> TcpStream {
    let mut socket = TcpStream::connect(node.listen()).unwrap();
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 43";
    let head = format!("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{form}\r\n\r\n");
    socket.write_all(head.as_bytes()).unwrap();
    socket.write_all(b"Action=GetCallerIdentity&").unwrap();
    // It must have been accepted and read before the signal.
    let [own, node] = [&socket.local_addr(), &socket.peer_addr()].map(|end| end.as_ref().unwrap().port());
    eventually("the node reads half of a request", || is_read(own, node));
    socket
}
