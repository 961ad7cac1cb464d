//! Clients that push, delete and push again, and write down what they asked and which answer they got.

use std::collections::HashMap;
use std::sync::Arc;

use crate::crash::ledger::Ledger;
use crate::lab::{Answer, Image, Registry, digest, incompressible};

/// What a client asked for.
enum Asked {
    Blob(Arc<Vec<u8>>),
    Image(Arc<Image>, String),
    /// To delete an image by its only tag.
    Deletion(Arc<Image>, String),
}

/// One client's requests in order, each with the id by which the trace knows its answer.
#[derive(Default)]
pub(super) struct Journal(Vec<(Asked, String)>);

impl Journal {
    /// The ids of the answers.
    pub(super) fn answers(&self) -> impl DoubleEndedIterator<Item = &String> {
        self.0.iter().map(|(_, answer)| answer)
    }
}

/// What clients know when the power goes.
#[derive(Default)]
pub(super) struct Known {
    pub(super) ledger: Ledger,
    /// Images whose deletion was acknowledged.
    pub(super) deleted: Vec<String>,
}

impl Known {
    /// What one client knows when those answers had been sent that `is_sent` says.
    pub(super) fn add(&mut self, journal: &Journal, is_sent: impl Fn(&str) -> bool) {
        for (asked, answer) in &journal.0 {
            let is_acknowledged = is_sent(answer);
            self.ask(asked, is_acknowledged);
            if !is_acknowledged {
                // A client waits for each answer before it asks again.
                return;
            }
        }
    }

    fn ask(&mut self, asked: &Asked, is_acknowledged: bool) {
        let ledger = &mut self.ledger;
        match asked {
            Asked::Blob(bytes) => {
                let name = digest(bytes);
                ledger.blobs.insert(name.clone(), Arc::clone(bytes));
                if is_acknowledged {
                    ledger.durable_blobs.insert(name);
                }
            }
            Asked::Image(image, tag) => {
                let name = image.digest();
                ledger.images.insert(name.clone(), Arc::clone(image));
                ledger.tag_may_become(tag, Some(name.clone()));
                // It may be back from now on.
                self.deleted.retain(|deleted| *deleted != name);
                if is_acknowledged {
                    ledger.tag_is(tag);
                    ledger.durable_images.insert(name);
                }
            }
            Asked::Deletion(image, tag) => {
                let name = image.digest();
                ledger.durable_images.remove(&name);
                // They may be collected. What other images name is looked at with those.
                for blob in image.blobs() {
                    ledger.durable_blobs.remove(&digest(blob));
                }
                ledger.tag_may_become(tag, None);
                if is_acknowledged {
                    ledger.tag_is(tag);
                    self.deleted.push(name);
                }
            }
        }
    }

    /// How many pushes were acknowledged.
    pub(super) fn pushes(&self) -> usize {
        self.ledger.durable_blobs.len() + self.ledger.durable_images.len()
    }
}

/// A client and its journal.
pub(super) struct Client {
    pub(super) registry: Registry,
    pub(super) journal: Journal,
    /// Images that are there, by their tags.
    pub(super) there: HashMap<String, Arc<Image>>,
}

impl Client {
    pub(super) fn new(registry: Registry) -> Client {
        Client {
            registry,
            journal: Journal::default(),
            there: HashMap::new(),
        }
    }

    /// Pushes a blob in so many requests after the first.
    fn push_blob(&mut self, bytes: &[u8], requests: usize) {
        let mut location = self.registry.begin().unwrap();
        let step = bytes.len().div_ceil(requests);
        let mut sent = 0;
        while sent + step < bytes.len() {
            location = self
                .registry
                .append(&location, sent, &bytes[sent..sent + step])
                .unwrap();
            sent += step;
        }
        let separator = if location.contains('?') { '&' } else { '?' };
        let end = format!("{location}{separator}digest={}", digest(bytes));
        let headers = "Content-Type: application/octet-stream\r\n";
        let answer = self
            .registry
            .follow("PUT", &end, headers, &bytes[sent..])
            .unwrap();
        self.note(Asked::Blob(Arc::new(bytes.to_vec())), &answer.expect(201));
    }

    /// Pushes an image with all that it names.
    pub(super) fn push(&mut self, image: &Arc<Image>, tag: &str) {
        for (place, blob) in image.blobs().enumerate() {
            self.push_blob(blob, [1, 3, 2][place % 3]);
        }
        self.put(image, tag);
        self.there.insert(tag.to_owned(), Arc::clone(image));
    }

    /// Puts the manifest of an image whose layers are there.
    pub(super) fn put(&mut self, image: &Arc<Image>, tag: &str) {
        let answer = self
            .registry
            .put_manifest(tag, &image.media_type, &image.manifest);
        let asked = Asked::Image(Arc::clone(image), tag.to_owned());
        self.note(asked, &answer.unwrap().expect(201));
    }

    /// Deletes the image of a tag, and gives it.
    pub(super) fn delete(&mut self, tag: &str) -> Arc<Image> {
        let image = self.there.remove(tag).unwrap();
        let answer = self.registry.send("DELETE", &format!("manifests/{tag}"), "", b"");
        let asked = Asked::Deletion(Arc::clone(&image), tag.to_owned());
        self.note(asked, &answer.unwrap().expect(202));
        image
    }

    fn note(&mut self, asked: Asked, answer: &Answer) {
        let id = answer.header("x-amzn-requestid").unwrap();
        self.journal.0.push((asked, id.to_owned()));
    }
}

/// The image of a number: a layer that all clients push, and one of the client's own.
pub(super) fn image(seed: u64, client: u64, number: u64) -> Arc<Image> {
    let shared = incompressible(seed ^ number << 32, 9_000);
    // Now and then one that is hashed and written by two threads.
    let length = if number % 4 == 1 { 140_000 } else { 20_000 };
    let own = incompressible(seed ^ number << 32 ^ (client + 1) << 16, length);
    Arc::new(Image::new(&[("shared", &shared), ("own", &own)]))
}
