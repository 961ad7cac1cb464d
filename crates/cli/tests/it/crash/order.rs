//! What power loss would need: killing a process proves nothing about it, for what was written stays in the page cache.
//! So this reads the order of the system calls of a push, with `strace`: bytes synced, then named, then the name synced,
//! then the rows synced, and only then the answer.
//!
//! **Needs root**, to attach to the node.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Ground;
use crate::lab::{Image, Registry, digest, program};
use crate::program::{Node, eventually};

const CALLS: &str = "trace=fsync,fdatasync,rename,renameat,renameat2,write,writev,pwrite64,sendto,sendmsg";

/// What the node did, in the order in which it did it.
#[derive(Debug, PartialEq, Eq)]
enum Event {
    /// A file was written to.
    Wrote(String),
    /// A file or folder is durable.
    Synced(String),
    /// A file got another name.
    Renamed(String, String),
    /// A client was told that something was created.
    Answered,
}

/// `strace` attached to a node.
struct Trace {
    child: Child,
    file: std::path::PathBuf,
}

impl Trace {
    fn attach(node: &Node, folder: &Path, calls: &str) -> Trace {
        let (file, said) = (folder.join("trace"), folder.join("strace"));
        let child = Command::new(program("strace"))
            .args([
                "-f",
                "-y",
                "-s",
                "24",
                "-e",
                calls,
                "-p",
                &node.pid().to_string(),
                "-o",
            ])
            .arg(&file)
            .stdin(Stdio::null())
            .stderr(std::fs::File::create(&said).unwrap())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        let said = || std::fs::read_to_string(&said).unwrap();
        while !said().contains("attached") {
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", said());
            std::thread::sleep(Duration::from_millis(20));
        }
        Trace { child, file }
    }

    /// Detaches and tells what it saw.
    fn events(self) -> Vec<Event> {
        events(&self.text())
    }

    /// Detaches and gives what it wrote.
    fn text(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap();
        std::fs::read_to_string(&self.file).unwrap()
    }
}

/// Reads a trace. Writes, renames and answers count from where they begin, syncs from where they end.
fn events(trace: &str) -> Vec<Event> {
    let (mut events, mut begun) = (Vec::new(), HashMap::new());
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(' ') else {
            continue;
        };
        let call = call.trim_start();
        if call.starts_with("<... ") {
            let earlier: Option<&str> = begun.remove(thread);
            events.extend(earlier.filter(|_| call.ends_with("= 0")).and_then(synced));
        } else {
            events.extend(started(call));
            if call.ends_with("<unfinished ...>") {
                begun.insert(thread, call);
            } else if call.ends_with("= 0") {
                events.extend(synced(call));
            }
        }
    }
    events
}

fn synced(call: &str) -> Option<Event> {
    let is_sync = call.starts_with("fsync(") || call.starts_with("fdatasync(");
    is_sync.then(|| Event::Synced(path(call)))
}

fn started(call: &str) -> Option<Event> {
    if call.starts_with("rename") {
        let mut names = call.split('"').skip(1).step_by(2).map(str::to_owned);
        return Some(Event::Renamed(names.next()?, names.next()?));
    }
    if ["write", "pwrite", "send"]
        .iter()
        .all(|name| !call.starts_with(name))
    {
        return None;
    }
    match path(call) {
        socket if socket.starts_with("socket:") || socket.starts_with("TCP:") => {
            call.contains("HTTP/1.1 201").then_some(Event::Answered)
        }
        file => Some(Event::Wrote(file)),
    }
}

/// The path of the call's file descriptor: `fsync(21</the/path>) = 0`.
fn path(call: &str) -> String {
    let path = call.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    path.map_or(String::new(), |(path, _)| path.to_owned())
}

#[test]
fn durable_before_it_is_acknowledged() {
    let ground = Ground::new();
    let node = ground.serve(None);
    let password = super::api(&node).password();
    let mut registry = super::registry(&node, &password);
    let trace = Trace::attach(&node, ground.folder.path(), CALLS);
    let image = Image::new(&[("file", b"durable")]);
    let location = registry.begin().unwrap();
    let location = registry.append(&location, 0, &image.layers[0]).unwrap();
    registry
        .finish(&location, &digest(&image.layers[0]), b"")
        .unwrap();
    registry.push_blob(&image.config).unwrap();
    registry
        .put_manifest("v1", &image.media_type, &image.manifest)
        .unwrap()
        .expect(201);
    let events = trace.events();

    let mut from = 0;
    for blob in image.blobs() {
        let answered = from + position(&events[from..], |event| *event == Event::Answered);
        assert_durable(&events[..answered], from, &digest(blob));
        from = answered + 1;
    }
    let answered = from + position(&events[from..], |event| *event == Event::Answered);
    assert_rows_durable(&events[from..answered]);
}

/// The calls that name a file, and those that make one durable or free bytes.
const ON_FILES: &str = "trace=%file,fsync,fdatasync,truncate,ftruncate,fallocate,write,writev,sendto,sendmsg";

/// The calls on layers' files until the first answer that begins so, with digests and ids as placeholders.
fn until_answered(trace: &str, answer: &str) -> Vec<String> {
    // What earlier pushes replaced is removed meanwhile.
    let is_of_another = |path: &str| {
        let id = path.split_once("surplus/").map(|(_, id)| id);
        id.is_some_and(|id| !trace.contains(&format!("uploads/{id}")))
    };
    let mut calls = Vec::new();
    for line in trace.lines() {
        let call = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
        if call.contains(answer) {
            return calls;
        }
        // An open file is named by the call and by what it gives.
        let mut paths: Vec<String> = call
            .split(['"', '<', '>'])
            .filter_map(|part| part.split_once("/regions/us-east-1/"))
            .filter(|(_, path)| !path.starts_with("registry.db") && !is_of_another(path))
            .map(|(_, path)| path.split('/').map(placeholder).collect::<Vec<_>>().join("/"))
            .collect();
        paths.dedup();
        let name = call.split('(').next().unwrap_or_default();
        // What is resumed was begun above.
        if !paths.is_empty() && !name.starts_with("write") && !name.starts_with("<...") {
            calls.push(format!("{name} {}", paths.join(" ")));
        }
    }
    panic!("no answer in {trace}");
}

fn placeholder(part: &str) -> &str {
    match part.len() {
        64 => "digest",
        71 => "sha256-digest",
        2 => "xx",
        36 => "id",
        _ => part,
    }
}

/// Copies a blob to where those are that are set aside; where that is.
fn set_aside(home: &Path, bytes: &[u8]) -> PathBuf {
    let hex = digest(bytes)["sha256:".len()..].to_owned();
    let aside = home.join("discarded").join(format!("sha256-{hex}"));
    std::fs::copy(home.join("blobs/sha256").join(&hex[..2]).join(hex), &aside).unwrap();
    aside
}

/// Pushes bytes that no repository has, bytes that another one has, and such that are also set aside, by both protocols. `home` is where
/// their blobs are.
fn files_do_not_tell(setting: Option<(&str, &str)>, home: &str) {
    let ground = Ground::new();
    let node = ground.serve_with(setting);
    let home = node.data.join("regions/us-east-1").join(home);
    let api = super::api(&node);
    let password = api.password();
    let mut first = super::registry(&node, &password);
    api.create_repository("other");
    let mut other = Registry::new(node.listen().parse().unwrap(), &password, "other");
    other.push_blob(b"opens a connection").unwrap();
    for (by_api, bytes) in [(false, [7_u8, 8, 9]), (true, [17, 18, 19])] {
        let [known, fresh, both] = bytes.map(|byte| vec![byte; 3_000_000]);
        first.push_blob(&known).unwrap();
        first.push_blob(&both).unwrap();
        // In another folder, which no blob is in.
        assert_ne!(digest(&known)[..9], digest(&fresh)[..9]);
        let aside = set_aside(&home, &both);
        let [fresh, known, both] = [&fresh, &known, &both].map(|layer| {
            // What comes before the end of an upload knows no digest.
            let upload = by_api.then(|| api.upload_layer("other", layer));
            let trace = Trace::attach(&node, ground.folder.path(), ON_FILES);
            match upload {
                Some(id) => {
                    api.complete_layer("other", &id, &digest(layer));
                    until_answered(&trace.text(), "HTTP/1.1 200")
                }
                None => {
                    other.push_blob(layer).unwrap();
                    until_answered(&trace.text(), "HTTP/1.1 201")
                }
            }
        });
        assert!(
            fresh.iter().any(|call| call.starts_with("renameat2")),
            "{fresh:#?}"
        );
        assert_eq!(fresh, known);
        assert_eq!(fresh, both);
        assert!(aside.exists());
    }
    // The bytes that were replaced are gone in the end.
    eventually("what was replaced is removed", || {
        std::fs::read_dir(home.join("surplus")).unwrap().count() == 0
    });
}

#[test]
fn the_files_of_a_push_do_not_tell_whether_its_bytes_are_known() {
    files_do_not_tell(None, "");
}

#[test]
fn the_files_of_a_push_that_is_sealed_do_not_tell_it_either() {
    files_do_not_tell(Some(("WHARF_SEAL_LAYERS", "true")), "sealed/aes256");
}

/// Everything that a layer needs happened in these events, in order; but for its folder, which may have been made before, after `from`.
fn assert_durable(all: &[Event], from: usize, digest: &str) {
    let events = &all[from..];
    let hex = digest.strip_prefix("sha256:").unwrap();
    let renamed = position(
        events,
        |event| matches!(event, Event::Renamed(_, to) if to.ends_with(hex)),
    );
    let Event::Renamed(staged, published) = &events[renamed] else {
        unreachable!()
    };
    let is_synced = |path: &str, events: &[Event]| events.contains(&Event::Synced(path.to_owned()));
    let wrote = events[..renamed]
        .iter()
        .rposition(|event| *event == Event::Wrote(staged.clone()));
    let wrote = wrote.unwrap_or_else(|| panic!("nothing was written to {staged}: {events:#?}"));
    assert!(
        is_synced(staged, &events[wrote..renamed]),
        "named before its bytes were durable: {events:#?}"
    );
    let folder = published.rsplit_once('/').unwrap().0;
    assert!(
        is_synced(folder, &events[renamed..]),
        "its name is not durable: {events:#?}"
    );
    let above = folder.rsplit_once('/').unwrap().0;
    assert!(
        is_synced(above, all),
        "the name of its new folder is not durable: {events:#?}"
    );
    assert_rows_durable(&events[renamed..]);
}

/// Rows were written, and none after the last sync.
fn assert_rows_durable(events: &[Event]) {
    let is_log = |path: &String| path.ends_with("registry.db-wal");
    let wrote = events
        .iter()
        .rposition(|event| matches!(event, Event::Wrote(path) if is_log(path)));
    let synced = events
        .iter()
        .rposition(|event| matches!(event, Event::Synced(path) if is_log(path)));
    assert!(
        wrote.is_some() && wrote < synced,
        "answered before its rows were durable: {events:#?}"
    );
}

#[track_caller]
fn position(events: &[Event], wanted: impl Fn(&Event) -> bool) -> usize {
    let found = events.iter().position(wanted);
    found.unwrap_or_else(|| panic!("not among {events:#?}"))
}

#[test]
fn a_trace_is_read() {
    let trace = "\
        7 write(25</d/uploads/a>, \"bytes\"..., 100) = 100\n\
        8 fsync(25</d/uploads/a> <unfinished ...>\n\
        9 pwrite64(21</d/registry.db-wal>, \"row\"..., 24, 0) = 24\n\
        8 <... fsync resumed>)              = 0\n\
        7 rename(\"/d/uploads/a\", \"/d/blobs/a\") = 0\n\
        7 fsync(26</d/blobs>) = -1 EIO (Input/output error)\n\
        7 writev(19<socket:[4538]>, [{iov_base=\"HTTP/1.1 202 Accepted\\r\\nl\"..., iov_len=3}], 1) = 3\n\
        7 writev(19<socket:[4538]>, [{iov_base=\"HTTP/1.1 201 Created\\r\\nlo\"..., iov_len=3}], 1) = 3\n";
    let expected = [
        Event::Wrote("/d/uploads/a".to_owned()),
        Event::Wrote("/d/registry.db-wal".to_owned()),
        Event::Synced("/d/uploads/a".to_owned()),
        Event::Renamed("/d/uploads/a".to_owned(), "/d/blobs/a".to_owned()),
        Event::Answered,
    ];
    assert_eq!(events(trace), expected);
}
