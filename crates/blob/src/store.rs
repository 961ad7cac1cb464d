//! The contract of a home for bytes.

use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;

use wharf_oci::digest::Digest;

use crate::{Blobs, DataKey, DataKeyName, Error, StoreIdentity, Uploads};

/// The right to collect, until it is dropped.
pub type CollectionRight = Box<dyn std::any::Any + Send + Sync>;

/// The bytes of one data key, or of none: blobs, and the uploads that become them. Compartments share nothing. Clones are
/// the same compartment.
#[derive(Clone)]
pub struct Compartment {
    /// What is published.
    pub blobs: Arc<dyn Blobs>,
    /// What is on its way.
    pub uploads: Arc<dyn Uploads>,
}

impl fmt::Debug for Compartment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Compartment").finish_non_exhaustive()
    }
}

/// A home for bytes: files in a folder, objects in a bucket.
///
/// Every method of a store, and of its compartments, may be called at the same time as every other, by any process that
/// the storage admits. A future may be dropped at any moment: what it had begun is finished or
/// left as if it had not begun. When a call has answered, its effect survives a crash as far as the method says.
/// `conformance::check` (feature `testing`) is this contract as code; `docs/adr/0020-two-homes-for-bytes.md` says what a
/// second home needs to keep it.
pub trait Store: Send + Sync + 'static {
    /// The compartment of what is kept as it is.
    fn plain(&self) -> Compartment;

    /// The compartment of what is sealed with the data key of that name: nothing of its content stands in the storage as it
    /// is. The caller decides who has which key; the key of a name never changes, and the store keeps none.
    ///
    /// Until this process was given the key, the compartment can do everything but take bytes in and give them out
    /// ([`Error::Sealed`]).
    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Compartment, Error>>;

    /// The right to collect in all compartments: one at a time, among all processes that use the storage. Nothing while another
    /// one has it; it ends when it is dropped.
    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>>;

    /// What the store says of itself; nothing before it was told.
    fn identity(&self) -> BoxFuture<'_, Result<Option<StoreIdentity>, Error>>;

    /// Which store it is: the id of [`Store::identity`], for who asks at every change. A store on a filesystem looks whether another
    /// one has taken its place, which costs no more than a `stat` while none has. One that has to ask over a network may answer from
    /// what it knew five seconds ago.
    fn id(&self) -> BoxFuture<'_, Result<Option<Arc<str>>, Error>>;

    /// Has the store say `next` of itself, durably, if it says `known` so far; whether it did. Of two callers at once, in
    /// one process or in two, one does. What cannot be read is nothing.
    fn identify<'a>(
        &'a self,
        known: Option<&'a StoreIdentity>,
        next: &'a StoreIdentity,
    ) -> BoxFuture<'a, Result<bool, Error>>;

    /// At most so many blobs, of all compartments, known to this process or not, and also of those that are set aside. None only
    /// when there is none.
    fn sample(&self, most: usize) -> BoxFuture<'_, Result<Vec<Digest>, Error>>;
}
