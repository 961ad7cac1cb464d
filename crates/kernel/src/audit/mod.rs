//! The audit: who called which operation, from where, and with what result, in the shape of CloudTrail's records (AWS CloudTrail
//! User Guide, *CloudTrail record contents*; Amazon ECR User Guide, *Logging Amazon ECR actions with AWS CloudTrail*).
//!
//! [`crate::perform`] makes one record for each call that was authenticated, allowed or not; jobs make one for what they do
//! by themselves. A call into another account's registry is recorded for both accounts, under one `sharedEventID`. Calls of
//! the registry protocol bear the names of the API's operations. Credentials that were refused are recorded too, as far as their
//! number is bounded (`node::refusals`), and so are refused calls of what needs no signature (`operation::unsigned`).
//!
//! Inputs are shown without secrets, without bytes, and with long texts cut. Where records go is the composition root's to
//! say ([`AuditLog`]).

mod failure;
pub mod identity;
mod image;
mod parameters;
mod record;
mod sign_in;

use std::sync::Arc;

use futures_util::future::BoxFuture;

pub use failure::Failure;
pub use image::Image;
pub use parameters::{Elements, Parameters, cut, elements, members};
pub use record::{Record, Recorded};
pub use sign_in::{RefusedSignIn, SIGN_IN, WebIdentity};

/// A record that is written down even when the future that holds it is dropped.
pub struct Pending {
    log: Arc<dyn AuditLog>,
    record: Option<Record>,
    /// Whether what was asked for is done, whether or not its answer arrives.
    is_done: bool,
}

impl Pending {
    pub(crate) fn new(log: &Arc<dyn AuditLog>, record: Record) -> Pending {
        Pending {
            log: Arc::clone(log),
            record: Some(record),
            is_done: false,
        }
    }

    /// Says that the image with a digest is stored: that is recorded also when the caller does not wait for the answer.
    #[must_use]
    pub(crate) fn done(self, digest: &str) -> Pending {
        let image = Image {
            digest: digest.to_owned(),
            tag: None,
        };
        let mut done = self.with_images(vec![image]);
        done.is_done = true;
        done
    }

    /// Records the result.
    #[must_use]
    pub fn ended(mut self, elements: Option<Elements>, failure: Option<[String; 2]>) -> Pending {
        self.record = self.record.take().map(|record| record.ended(elements, failure));
        self
    }

    /// Records the images that went.
    #[must_use]
    pub fn with_images(mut self, images: Vec<Image>) -> Pending {
        self.record = self.record.take().map(|record| record.with_images(images));
        self
    }

    /// Writes the record.
    pub async fn write(mut self) {
        if let Some(record) = self.record.take() {
            self.log.write(record).await;
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let (Some(record), Ok(runtime)) = (self.record.take(), tokio::runtime::Handle::try_current()) else {
            return;
        };
        let log = Arc::clone(&self.log);
        let record = match self.is_done {
            true => record,
            false => record.abandoned(),
        };
        runtime.spawn(async move { log.write(record).await });
    }
}

/// A place for records.
pub trait AuditLog: Send + Sync {
    /// Takes a record. Waits when the place cannot keep up: nothing is dropped.
    fn write(&self, record: Record) -> BoxFuture<'_, ()>;

    /// Waits until what it took is where readers find it.
    ///
    /// # Errors
    /// Why records were lost since it was last asked.
    fn written(&self) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async { Ok(()) })
    }
}
