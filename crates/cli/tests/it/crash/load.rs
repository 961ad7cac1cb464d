//! Clients that push without end, each over its own connection, and write down what they were told.

use std::io;
use std::sync::Arc;

use super::ledger::{Ledger, Upload};
use crate::lab::{Image, Registry, digest, incompressible};
use crate::program::Node;

/// Starts clients; each ends when its connection breaks. Gives what all of them know.
pub(super) fn push_until_it_breaks(node: &Node, password: &str, clients: u64, round: u64) -> Load {
    let threads = (0..clients).map(|client| {
        let mut registry = super::registry(node, password);
        std::thread::spawn(move || {
            let mut ledger = Ledger::default();
            // The server is gone, or the test ended it.
            let _ = push(&mut registry, &mut ledger, client, round);
            ledger
        })
    });
    Load {
        threads: threads.collect(),
    }
}

/// Clients at work.
pub(super) struct Load {
    threads: Vec<std::thread::JoinHandle<Ledger>>,
}

impl Load {
    /// Waits for all clients. A client that was told something wrong panicked; so does this.
    pub(super) fn ledger(self) -> Ledger {
        let mut all = Ledger::default();
        for thread in self.threads {
            all.merge(thread.join().expect("a client was answered wrongly"));
        }
        all
    }
}

/// Image after image: a layer that all clients push at the same time, one of its own, a tag that stays and one that
/// moves; now and then an image is deleted.
fn push(registry: &mut Registry, ledger: &mut Ledger, client: u64, round: u64) -> io::Result<()> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for number in 0.. {
        let shared = incompressible(round << 32 | number, 90_000);
        let own = incompressible(round << 32 | client << 16 | number | 1 << 31, 150_000);
        let image = Arc::new(Image::new(&[("shared", &shared), ("own", &own)]));
        for (place, blob) in image.blobs().enumerate() {
            push_blob(registry, ledger, blob, [1, 3, 2][place])?;
        }
        let tag = format!("r{round}-c{client}-n{number}");
        put(registry, ledger, &image, &tag)?;
        put(registry, ledger, &image, &format!("r{round}-c{client}-latest"))?;
        tags.push((tag, image.digest()));
        if number % 3 == 2 {
            let (tag, digest) = tags.remove(0);
            delete(registry, ledger, &tag, &digest)?;
        }
    }
    Ok(())
}

/// Pushes a blob in this many requests after the first.
fn push_blob(registry: &mut Registry, ledger: &mut Ledger, bytes: &[u8], requests: usize) -> io::Result<()> {
    let (name, content) = (digest(bytes), Arc::new(bytes.to_vec()));
    ledger.blobs.insert(name.clone(), Arc::clone(&content));
    let location = registry.begin()?;
    ledger.uploads.push(Upload {
        location,
        acknowledged: 0,
        ending: false,
        content: Arc::clone(&content),
    });
    let upload = ledger.uploads.last_mut().unwrap();
    let step = bytes.len().div_ceil(requests);
    while upload.acknowledged + step < bytes.len() {
        let end = upload.acknowledged + step;
        let chunk = &bytes[upload.acknowledged..end];
        upload.location = registry.append(&upload.location, upload.acknowledged, chunk)?;
        upload.acknowledged = end;
    }
    upload.ending = true;
    registry.finish(&upload.location, &name, &bytes[upload.acknowledged..])?;
    ledger.uploads.pop();
    ledger.durable_blobs.insert(name);
    Ok(())
}

fn put(registry: &mut Registry, ledger: &mut Ledger, image: &Arc<Image>, tag: &str) -> io::Result<()> {
    let digest = image.digest();
    ledger.images.insert(digest.clone(), Arc::clone(image));
    ledger.tag_may_become(tag, Some(digest.clone()));
    let answer = registry
        .put_manifest(tag, &image.media_type, &image.manifest)?
        .expect(201);
    assert_eq!(answer.header("docker-content-digest"), Some(&*digest));
    ledger.tag_is(tag);
    ledger.durable_images.insert(digest);
    Ok(())
}

/// Deletes an image by its last tag.
fn delete(registry: &mut Registry, ledger: &mut Ledger, tag: &str, digest: &str) -> io::Result<()> {
    ledger.durable_images.remove(digest);
    ledger.tag_may_become(tag, None);
    registry
        .send("DELETE", &format!("manifests/{tag}"), "", b"")?
        .expect(202);
    ledger.tag_is(tag);
    Ok(())
}
