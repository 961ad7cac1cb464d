//! A disk that is full, or read-only: pulls and deletions go on, also after a restart, pushes are refused, and nothing that was
//! acknowledged is lost. The disks are real ones (tmpfs), so these tests need root, as in CI.

mod files;
mod large;
mod outsider;
mod places;
mod postgres;
mod read_only;

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use serde_json::json;
use wharf_sql::testing::SmallDisk;

use crate::lab::{Api, Image, Registry, incompressible, node_environment};
use crate::program::{Node, eventually, failure, stdout, wharf};

const FULL: &str = "The registry has no storage space left. Nothing was changed.";
/// Beside a server, where no client pushes; with what could be restored, and with what a push left that found no space for its row.
const COLLECT: [&str; 4] = ["collect", "--grace", "0", "--force=pushes,restorable,unrecorded"];

/// A node whose data folder is a disk of its own, and what was acknowledged there.
struct Scene {
    disk: SmallDisk,
    node: Option<Node>,
    listen: String,
    acknowledged: Vec<(&'static str, String, Image)>,
    seed: u64,
}

impl Scene {
    /// With the repositories `app` and `gone`, an image in each.
    fn new(mebibytes: u32) -> Scene {
        let disk = SmallDisk::new(mebibytes);
        let node = Node::start_at(disk.path(), &[], &environment(&[]));
        let mut scene = Scene {
            listen: node.listen(),
            node: Some(node),
            disk,
            acknowledged: Vec::new(),
            seed: 0,
        };
        for repository in ["app", "gone"] {
            scene.api().create_repository(repository);
            assert!(scene.push(repository, "first"), "there is room");
        }
        scene
    }

    fn node(&self) -> &Node {
        self.node.as_ref().unwrap()
    }

    fn api(&self) -> Api {
        Api::of_node(self.node())
    }

    fn registry(&self, repository: &str) -> Registry {
        let address = self.listen.parse().unwrap();
        Registry::new(address, &self.api().password(), repository)
    }

    fn image(&mut self) -> Image {
        self.seed += 1;
        Image::new(&[("file", &incompressible(self.seed, 300_000))])
    }

    /// Pushes an image; whether it was acknowledged. What is not must be refused as a full disk is.
    fn push(&mut self, repository: &'static str, tag: &str) -> bool {
        let image = self.image();
        self.push_image(repository, tag, image)
    }

    /// The same of this image.
    fn push_image(&mut self, repository: &'static str, tag: &str, image: Image) -> bool {
        let mut registry = self.registry(repository);
        for blob in image.blobs() {
            let begun = registry.send("POST", "blobs/uploads/", "", b"").unwrap();
            if begun.status != 202 {
                return refused(begun.status, &begun.body);
            }
            let location = begun.header("location").unwrap();
            let target = format!("{location}?digest={}", crate::lab::digest(blob));
            let headers = "Content-Type: application/octet-stream\r\n";
            let ended = registry.follow("PUT", &target, headers, blob).unwrap();
            if ended.status != 201 {
                return refused(ended.status, &ended.body);
            }
        }
        let put = registry.put_manifest(tag, &image.media_type, &image.manifest);
        let put = put.unwrap();
        if put.status != 201 {
            return refused(put.status, &put.body);
        }
        self.acknowledged.push((repository, tag.to_owned(), image));
        true
    }

    /// Everything that was acknowledged and not deleted can be pulled.
    fn pull(&self) {
        for (repository, tag, image) in &self.acknowledged {
            let mut registry = self.registry(repository);
            assert_eq!(
                registry.manifest(tag).as_ref(),
                Some(&image.manifest),
                "{repository}:{tag}"
            );
            for blob in image.blobs() {
                let pulled = registry.blob(&crate::lab::digest(blob));
                assert!(pulled.as_ref() == Some(blob), "{repository}:{tag}");
            }
        }
    }

    fn ready(&self) -> (u16, String) {
        self.node()
            .request("GET /readyz HTTP/1.1\r\nHost: localhost\r\n", "")
    }

    fn is_read_only(&self) -> bool {
        let (status, said) = self.ready();
        assert_eq!(status, 200, "{said}");
        said.contains("read only: no space\n")
    }

    /// The metric and the log agree on how much is missing, but for what the process wrote between them.
    fn says_what_is_missing(&self, of: &str, written: u64) {
        let node = self.node();
        let (_, metrics) = node.request("GET /metrics HTTP/1.1\r\nHost: localhost\r\n", "");
        let name = format!("wharf_space_missing_{of} ");
        let shown = metrics.lines().find_map(|line| line.strip_prefix(&name));
        let shown: u64 = shown.unwrap().parse().unwrap();
        let log = node.stderr();
        let said = log.split_once(&format!(" {of} are missing in"));
        let said = said.and_then(|(before, _)| before.rsplit(' ').next()?.parse::<u64>().ok());
        let said = said.unwrap_or_else(|| panic!("{log}"));
        assert!(shown > 0 && shown.abs_diff(said) <= written, "{shown}: {log}");
        assert!(
            metrics.lines().any(|line| line == "wharf_read_only 1"),
            "{metrics}"
        );
    }

    fn doctor(&self) -> String {
        let output = self.node().wharf(&["doctor"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Fills the disk, but for the reserve, which is there unless a deletion uses it.
    fn fill(&self) {
        eventually("the reserve is there", || self.has_reserve());
        self.disk.fill();
    }

    fn has_reserve(&self) -> bool {
        let reserve = self.disk.path().join("reserve");
        reserve.metadata().is_ok_and(|about| about.blocks() > 0)
    }

    /// Ends the process and begins another, on the disk as it is.
    fn restart(&mut self, signal: &str, more: &[(&'static str, &str)]) {
        if let Some(mut node) = self.node.take() {
            node.stop(signal);
        }
        let node = Node::restart_at(self.disk.path(), &self.listen, &environment(more));
        self.node = Some(node);
    }

    /// The same on a full disk: what the process gave back when it ended is taken by others.
    fn restart_full(&mut self, signal: &str) {
        self.fill();
        self.node.take().unwrap().stop(signal);
        // A process that ends while a job of its uses the reserve leaves that much free: no process makes it whole meanwhile.
        if self.has_reserve() {
            self.disk.fill();
        }
        self.restart(signal, &[]);
        assert!(self.is_read_only());
    }

    fn delete_repository(&mut self, name: &str) {
        let input = json!({"repositoryName": name, "force": true});
        self.api().call("DeleteRepository", &input).expect(200);
        self.acknowledged.retain(|(repository, ..)| *repository != name);
    }

    fn delete_image(&mut self, tag: &str) {
        assert!(self.image_is_deleted(tag), "there is room for it");
    }

    /// Whether an image could be deleted.
    fn image_is_deleted(&mut self, tag: &str) -> bool {
        let input = json!({"repositoryName": "app", "imageIds": [{"imageTag": tag}]});
        let answer = self.api().call("BatchDeleteImage", &input);
        if answer.status == 500 {
            return false;
        }
        let answer = answer.expect(200).json();
        assert_eq!(answer["failures"], json!([]), "{answer}");
        self.acknowledged.retain(|(_, known, _)| known != tag);
        true
    }

    /// Pushes are taken again by themselves.
    fn recovers(&mut self) {
        self.disk.make_room();
        eventually("there is space again", || !self.is_read_only());
        self.seed += 1;
        let tag = format!("after-{}", self.seed);
        assert!(self.push("app", &tag), "there is room again");
        self.pull();
    }
}

fn environment<'a>(more: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let mut all: Vec<(&'static str, &'a str)> = node_environment();
    all.extend_from_slice(more);
    all
}

#[track_caller]
fn refused(status: u16, body: &[u8]) -> bool {
    let said = String::from_utf8_lossy(body);
    assert!(status == 507 && said.contains(FULL), "{status} {said}");
    false
}

fn blobs(data: &Path) -> usize {
    let region = data.join("regions/us-east-1");
    let names = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let folders = names(&region.join("blobs/sha256"));
    folders.iter().map(|folder| names(folder).len()).sum::<usize>() + names(&region.join("discarded")).len()
}

#[test]
fn a_full_disk_is_read_and_emptied() {
    let mut scene = Scene::new(24);
    scene.disk.fill();
    eventually("the node sees it", || scene.is_read_only());

    assert!(!scene.push("app", "refused"));
    let input = json!({"repositoryName": "app"});
    let begun = scene.api().call("InitiateLayerUpload", &input).expect(500).json();
    assert_eq!(
        (&begun["__type"], &begun["message"]),
        (&json!("ServerException"), &json!(FULL))
    );
    // What a session needs is in the token.
    scene.api().sts("GetSessionToken").expect(200);
    scene.pull();
    scene.says_what_is_missing("bytes", 64 * 1024);
    eventually("the doctor sees it", || {
        scene.doctor().contains("read only: no space")
    });

    // Deletions go on, and say so in the records.
    let before = blobs(scene.disk.path());
    scene.delete_repository("gone");
    let deleted = stdout(&mut scene.node().wharf(&["audit", "--event", "DeleteRepository"]));
    assert!(deleted.contains("DeleteRepository"), "{deleted}");

    for signal in ["TERM", "KILL"] {
        scene.restart_full(signal);
        scene.pull();
        assert!(!scene.push("app", "refused"));
    }
    eventually("what the repository had is freed", || {
        scene.fill();
        stdout(&mut scene.node().wharf(&COLLECT));
        blobs(scene.disk.path()) < before
    });
    scene.pull();

    // A command on the folder that no process serves.
    scene.delete_image("first");
    scene.node.take().unwrap().stop("TERM");
    scene.fill();
    let data = ["--data", scene.disk.path().to_str().unwrap()];
    let listed = stdout(&mut wharf(&[&["account", "list"][..], &data].concat()));
    assert!(listed.contains("111122223333"), "{listed}");
    // One that fails leaves the reserve whole.
    let mut with_another_key = wharf(&[&["account", "list"][..], &data].concat());
    failure(with_another_key.env("WHARF_MASTER_KEY", "7".repeat(64)));
    let reserve = scene.disk.path().join("reserve").metadata().unwrap();
    assert!(reserve.blocks() > 0);
    stdout(&mut wharf(&[&COLLECT[..], &data].concat()));
    assert_eq!(blobs(scene.disk.path()), 0);
    scene.restart("TERM", &[]);
    scene.recovers();
}

/// The development authority is made at the first start, and only read at later ones.
#[test]
fn a_laptop_with_a_certificate_of_its_own_starts_again() {
    let disk = SmallDisk::new(24);
    let mut node = Node::start_at(disk.path(), &["--tls", "development"], &[]);
    let listen = node.listen();
    node.stop("TERM");
    disk.fill();
    let again = Node::restart_at(disk.path(), &listen, &[("WHARF_TLS", "development")]);
    assert_eq!(
        again.json()["pid"],
        again.pid(),
        "who reads it finds this process"
    );
    assert!(stdout(&mut again.wharf(&["env", "--account", "111122223333"])).contains("AWS_CA_BUNDLE"));
}
