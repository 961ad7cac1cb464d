//! Connections whose other end is gone without a word: what is sent on them is not answered, and they do not break.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{copy, copy_bidirectional, sink};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use wharf_sql::testing::Cluster;
use wharf_sql::{Database, Error, PostgresOptions, params};

use crate::frozen::{pause, set, soon};
use crate::schema::*;

/// What became of the connections of a proxy.
#[derive(Default)]
struct Connections {
    made: usize,
    /// So many of the first are lost.
    lost: usize,
    /// Those that lead to the server.
    carried: usize,
    /// Those that lead nowhere, and that the client has not closed.
    swallowed: usize,
}

/// A way to a server on which connections are lost.
struct Proxy {
    address: SocketAddr,
    connections: watch::Sender<Connections>,
}

impl Proxy {
    async fn before(cluster: &Cluster) -> Proxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let proxy = Proxy {
            address: listener.local_addr().unwrap(),
            connections: watch::Sender::default(),
        };
        let (socket, connections) = (cluster.socket(), proxy.connections.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, socket.clone(), connections.clone()));
            }
        });
        proxy
    }

    /// A database with two connections: one that may write, and one that is left to reads.
    async fn open(&self) -> Database {
        let url = format!("postgresql://postgres@{}/postgres", self.address);
        let options = PostgresOptions {
            connections: 2,
            ..PostgresOptions::default()
        };
        let database = Database::postgres(&url, MIGRATIONS, &options).await;
        database.expect("a database")
    }

    /// Loses the connections that there are; those that are made from now on lead to the server.
    async fn lose(&self) {
        self.connections.send_modify(|known| known.lost = known.made);
        self.until("connections are lost", |known| known.carried == 0)
            .await;
    }

    async fn until(&self, what: &str, is: impl FnMut(&Connections) -> bool) {
        let mut connections = self.connections.subscribe();
        drop(soon(what, connections.wait_for(is)).await.unwrap());
    }
}

async fn carry(mut client: TcpStream, socket: PathBuf, connections: watch::Sender<Connections>) {
    let mut number = 0;
    connections.send_modify(|known| {
        number = known.made;
        known.made += 1;
        known.carried += 1;
    });
    let mut server = UnixStream::connect(socket).await.unwrap();
    let mut known = connections.subscribe();
    let loss = async { drop(known.wait_for(|known| known.lost > number).await) };
    let is_lost = tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => false,
        () = loss => true,
    };
    drop(server);
    connections.send_modify(|known| {
        known.carried -= 1;
        known.swallowed += usize::from(is_lost);
    });
    if is_lost {
        let _ = copy(&mut client, &mut sink()).await;
        connections.send_modify(|known| known.swallowed -= 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_go_on_with_another_connection_when_one_is_lost() {
    let cluster = Cluster::start().unwrap();
    let proxy = Proxy::before(&cluster).await;
    let db = proxy.open().await;
    set(&db, 1).await.unwrap();
    // What the pool has, and hands out next.
    proxy.lose().await;
    let mut calls = JoinSet::new();
    for number in 0..8 {
        let db = db.clone();
        calls.spawn(async move { set(&db, number).await });
    }
    while let Some(answer) = soon("a call", calls.join_next()).await {
        assert_eq!(answer.unwrap(), Ok(()));
    }
    proxy
        .until("what was lost is closed", |known| known.swallowed == 0)
        .await;
}

/// Else a connection that broke in one of them would refuse those that wait, and keep their turn for good.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_a_rollback_nor_the_end_of_a_snapshot_keeps_a_turn() {
    let cluster = Cluster::start().unwrap();
    let proxy = Proxy::before(&cluster).await;
    let db = proxy.open().await;
    set(&db, 1).await.unwrap();
    let (mut stop, writes, write_on) = pause();
    let write = tokio::spawn({
        let db = db.clone();
        async move {
            db.transaction::<(), Error, _>("rolled back", move |tx| {
                tx.query_global(&COUNTER_ALL, params![])?;
                stop();
                Err(Error::Full)
            })
            .await
        }
    });
    let (mut stop, reads, read_on) = pause();
    let read = tokio::spawn({
        let db = db.clone();
        async move {
            db.snapshot::<_, Error, _>("read", move |tx| {
                let rows = tx.query_global(&COUNTER_ALL, params![])?;
                stop();
                Ok(rows.len())
            })
            .await
        }
    });
    writes.await.unwrap();
    reads.await.unwrap();
    proxy.lose().await;
    drop((write_on, read_on));
    let waits = tokio::spawn({
        let db = db.clone();
        async move { set(&db, 2).await }
    });
    assert_eq!(soon("a rollback", write).await.unwrap(), Err(Error::Full));
    assert_eq!(soon("a snapshot", read).await.unwrap(), Ok(1));
    assert_eq!(soon("a writer that waited", waits).await.unwrap(), Ok(()));
    proxy
        .until("what was lost is closed", |known| known.swallowed == 0)
        .await;
    // The turn is free for the next one.
    let next = tokio::time::timeout(Duration::from_secs(5), set(&db, 3)).await;
    assert_eq!(next, Ok(Ok(())));
}
