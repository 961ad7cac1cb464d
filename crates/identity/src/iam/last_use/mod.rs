//! The room of last uses: when, for which service and in which Region an access key or a role was last used.
//!
//! A request only notes its use in memory, at most once a minute for each credential; the node writes the notes down
//! together now and then (`maintenance::write_down`) and when it stops. A node that is killed forgets what it had not written.

pub(crate) mod store;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use wharf_aws::iam::RoleLastUsed;
use wharf_aws::{AccountId, Timestamp};
use wharf_policy::PrincipalKind;
use wharf_sql::{Error, Transaction};

pub(crate) use store::STATEMENTS;

use super::entity::{EntityRow, NameRange};
use wharf_kernel::{Call, Extension, Identity};

/// The resolution of the times of last use.
pub const GRAIN_MICROS: u64 = 60_000_000;
/// Notes that a node holds; further credentials wait until they are written down.
const MOST: usize = 100_000;

/// Notes that one transaction writes down: changes wait for it.
const STEP: usize = 500;

/// One use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) account: AccountId,
    pub(crate) at: Timestamp,
    pub(crate) service: String,
    pub(crate) region: String,
}

/// The uses that are not written down yet, by subject.
#[derive(Clone, Default)]
pub struct LastUses(Arc<Mutex<HashMap<String, Use>>>);

impl Extension for LastUses {}

impl LastUses {
    /// Those of a node.
    pub fn of(identity: &Identity) -> LastUses {
        LastUses::clone(&identity.extensions.get())
    }

    /// Notes that a call's credential was used for a service.
    pub fn note(&self, call: &Call, service: &str, now: Timestamp) {
        let Some(subject) = subject(call) else {
            return;
        };
        let used = Use {
            account: call.account,
            at: now,
            service: service.to_owned(),
            region: call.region.as_str().to_owned(),
        };
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.len() < MOST || notes.contains_key(subject) {
            notes.insert(subject.to_owned(), used);
        }
    }

    fn noted(&self, subject: &str) -> Option<Use> {
        let notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.get(subject).cloned()
    }

    fn take(&self) -> HashMap<String, Use> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes back what could not be written, under what was noted since.
    fn put_back(&self, taken: impl Iterator<Item = (String, Use)>) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (subject, used) in taken {
            notes.entry(subject).or_insert(used);
        }
    }
}

/// Whose use a call is: that of the long-term key, or of the role.
fn subject(call: &Call) -> Option<&str> {
    match call.principal.kind {
        PrincipalKind::AssumedRole => call.principal.unique_id.as_deref()?.split(':').next(),
        PrincipalKind::User | PrincipalKind::Root if call.session.is_none() => Some(&call.access_key_id),
        _ => None,
    }
}

/// Writes down what was noted since the last time.
pub async fn write_down(identity: &Identity) -> Result<(), Error> {
    let taken = LastUses::of(identity).take();
    if taken.is_empty() {
        return Ok(());
    }
    let mut left: Vec<(String, Use)> = taken.into_iter().collect();
    while !left.is_empty() {
        let notes = left.split_off(left.len().saturating_sub(STEP));
        let step = notes.clone();
        let written = identity
            .database()
            .transaction("iam.last_use.write_down", move |transaction| {
                step.iter()
                    .try_for_each(|(subject, used)| store::put(transaction, subject, used))
            })
            .await;
        if let Err(error) = written {
            LastUses::of(identity).put_back(left.into_iter().chain(notes));
            return Err(error);
        }
    }
    Ok(())
}

/// The last use that is known of a subject, written down or not.
pub(super) fn find(
    transaction: &mut Transaction<'_>,
    uses: &LastUses,
    subject: &str,
) -> Result<Option<Use>, Error> {
    let written = store::find(transaction, subject)?;
    Ok(uses
        .noted(subject)
        .into_iter()
        .chain(written)
        .max_by_key(|used| used.at))
}

/// A role's last use as answers show it: an empty one for a role that was never used.
pub(crate) fn of_role(
    transaction: &mut Transaction<'_>,
    uses: &LastUses,
    role: &str,
) -> Result<Option<RoleLastUsed>, Error> {
    Ok(Some(shown(find(transaction, uses, role)?)))
}

/// [`of_role`] of all roles in a range of names: what is written down, and what is not yet.
pub(super) fn of_page(
    transaction: &mut Transaction<'_>,
    uses: &LastUses,
    range: &NameRange,
    roles: &[EntityRow],
) -> Result<HashMap<String, RoleLastUsed>, Error> {
    let mut written = store::of_page(transaction, range)?;
    let last = roles.iter().map(|role| {
        let of_role = uses.noted(&role.id).into_iter().chain(written.remove(&role.id));
        (role.id.clone(), shown(of_role.max_by_key(|used| used.at)))
    });
    Ok(last.collect())
}

fn shown(used: Option<Use>) -> RoleLastUsed {
    RoleLastUsed {
        last_used_date: used.as_ref().map(|used| used.at),
        region: used.map(|used| used.region),
    }
}
