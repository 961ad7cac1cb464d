//! When images were last pulled: noted in memory, written down together.
//!
//! A pull never waits for a write. A node that is killed forgets what it had not written.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use wharf_aws::{AccountId, Timestamp};
use wharf_policy::PrincipalKind;
use wharf_sql::Error;

use super::model::Manifest;
use super::store;
use crate::ecr::resource;
use crate::load;
use wharf_kernel::{Call, Cell, Extension};

/// The resolution of pull times. Amazon ECR promises a day.
const GRAIN_MICROS: u64 = 10 * 60 * 1_000_000;
/// Notes that a node holds for each Region; further images wait until they are written down.
const MOST: usize = 100_000;
/// Notes that one transaction writes at most, fewer where the images are large: pushes wait for it.
const STEP: usize = 500;

type Notes = HashMap<Key, Pull>;
/// Account, repository, digest.
type Key = (AccountId, String, String);

/// An image's last pull.
#[derive(Clone, Copy)]
struct Pull {
    at: Timestamp,
    /// Of its manifest: an image's row has the annotations.
    bytes: i64,
}

/// The pulls of a Region that are not written down yet.
#[derive(Default)]
pub(crate) struct Pulls(Mutex<Notes>);

impl Extension for Pulls {}

/// Notes that a caller pulled an image, unless a pull of it was just written down or the caller's pulls do not count.
pub(crate) async fn note(
    cell: &Cell,
    call: &Call,
    registry: &AccountId,
    manifest: &Manifest,
    now: Timestamp,
) -> Result<(), Error> {
    let recent = |at: Timestamp| now.micros().abs_diff(at.micros()) < GRAIN_MICROS;
    if manifest.pulled_at.is_some_and(recent) {
        return Ok(());
    }
    let excluded = principal(call).map(|arn| (arn, resource::registry(cell, registry)));
    if let Some((arn, registry)) = excluded
        && Box::pin(registry).await?.excludes(arn)
    {
        return Ok(());
    }
    let pulls = cell.extensions.get::<Pulls>();
    let mut notes = pulls.0.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (*registry, manifest.repository.clone(), manifest.digest.clone());
    if notes.len() < MOST || notes.contains_key(&key) {
        let bytes = i64::try_from(manifest.bytes.len()).unwrap_or(i64::MAX);
        notes.insert(key, Pull { at: now, bytes });
    }
    Ok(())
}

/// The user or role behind a call.
fn principal(call: &Call) -> Option<&str> {
    match call.principal.kind {
        PrincipalKind::User => Some(&call.principal.arn),
        PrincipalKind::AssumedRole => call.principal.role_arn.as_deref(),
        PrincipalKind::FederatedUser => call.principal.user_arn.as_deref(),
        PrincipalKind::Root | PrincipalKind::WebIdentity | PrincipalKind::Service => None,
    }
}

/// Writes down what was noted since the last time.
pub async fn write_down(cell: &Cell) -> Result<(), Error> {
    let pulls = cell.extensions.get::<Pulls>();
    let taken = std::mem::take(&mut *pulls.0.lock().unwrap_or_else(PoisonError::into_inner));
    let mut waiting: Vec<_> = taken.into_iter().collect();
    while !waiting.is_empty() {
        let count = load::first(waiting.iter().rev().take(STEP).map(|(_, pull)| pull.bytes));
        let step = waiting.split_off(waiting.len() - count);
        let (region, notes) = (cell.region.clone(), step.clone());
        let written = cell
            .database
            .transaction("ecr.image.note_pulls", move |transaction| {
                notes
                    .iter()
                    .try_for_each(|((account, repository, digest), pull)| {
                        let scope = wharf_sql::Scope::new(account.as_str(), region.as_str());
                        store::note_pull(transaction, &scope, (repository, digest), pull.at)
                    })
            })
            .await;
        if let Err(error) = written {
            put_back(cell, waiting.into_iter().chain(step));
            return Err(error);
        }
    }
    Ok(())
}

/// Takes back what could not be written, under what was noted since.
fn put_back(cell: &Cell, taken: impl Iterator<Item = (Key, Pull)>) {
    let pulls = cell.extensions.get::<Pulls>();
    let mut notes = pulls.0.lock().unwrap_or_else(PoisonError::into_inner);
    for (key, pull) in taken {
        notes.entry(key).or_insert(pull);
    }
}
