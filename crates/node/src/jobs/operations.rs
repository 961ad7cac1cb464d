//! Look jobs up, retry them, cancel them.

use wharf_aws::Timestamp;
use wharf_aws::wharf::*;
use wharf_job::NEVER;

use super::{Filter, Id, Row, State};
use wharf_identity::iam::access_key;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Context, Error, operator};
use wharf_registry::ecr::image::damage::{self as manifest_damage, DamagedManifest};
use wharf_registry::ecr::layer::damage::{self, DamagedBlob};
use wharf_registry::store_identity::{self, Standing};

/// Damaged layers that are named at most, and damaged images.
const MOST_DAMAGED: u8 = 20;

fn state(state: State) -> JobState {
    match state {
        State::Dead => JobState::Dead,
        State::Failed => JobState::Failed,
        State::Running => JobState::Running,
        State::Waiting => JobState::Waiting,
        State::Cancelled => JobState::Cancelled,
    }
}

fn shown(row: Row) -> Job {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Job {
        job_id: row.id.to_string(),
        region: row.id.scope.second().to_owned(),
        account_id: row.id.scope.first().parse().ok(),
        name: row.id.job,
        key: some(row.id.key),
        destination: some(row.destination),
        state: state(row.state),
        due_at: (row.due_at != NEVER).then(|| Timestamp::from_micros(row.due_at)),
        held_until: (row.leased_until > 0).then(|| Timestamp::from_micros(row.leased_until)),
        attempts: row.attempts,
        created_at: Timestamp::from_micros(row.created_at),
        last_error: row.last_error,
        progress: row.progress.and_then(some),
    }
}

fn damaged_layer(blob: DamagedBlob) -> DamagedLayer {
    DamagedLayer {
        layer_digest: blob.digest,
        damage: blob.damage,
        found_at: blob.found_at,
    }
}

fn damaged_image(manifest: DamagedManifest) -> DamagedImage {
    DamagedImage {
        account_id: manifest.account,
        repository_name: manifest.repository.as_str().to_owned(),
        image_digest: manifest.digest,
        damage: manifest.damage,
        found_at: manifest.found_at,
    }
}

fn store(
    standing: Standing,
    (damaged_blobs, damaged): (i64, Vec<DamagedBlob>),
    manifests: Vec<DamagedManifest>,
    doubts: Vec<String>,
) -> StoreStanding {
    let is_stopped = standing.stopped_at.is_some();
    StoreStanding {
        store_id: standing.id,
        damaged_blobs,
        damaged: Some(damaged.into_iter().map(damaged_layer).collect()),
        damaged_manifests: i64::try_from(manifests.len()).ok(),
        damaged_images: Some(
            manifests
                .into_iter()
                .take(MOST_DAMAGED.into())
                .map(damaged_image)
                .collect(),
        ),
        database_doubts: Some(doubts).filter(|doubts| !doubts.is_empty()),
        restored_at: standing.restored_at,
        collection_stopped_at: standing.stopped_at,
        unrecorded_blobs: is_stopped.then_some(standing.unrecorded),
        counted_blobs: is_stopped.then_some(standing.counted),
    }
}

/// The row that an operator names, which is of the addressed Region.
async fn named(context: &Context<'_>, job_id: &str) -> Result<Row, Error<Fault>> {
    let id: Id = job_id.parse().map_err(|()| {
        let how = "a job is named REGION/JOB, or REGION/JOB/ACCOUNT/KEY";
        Error::Invalid(format!("'{job_id}' names no job: {how}"))
    })?;
    let cell = context.cell().await?;
    let found = match id.scope.second() == cell.region.as_str() {
        true => super::find(&cell, &id).await?,
        false => None,
    };
    found.ok_or_else(|| not_found(&id))
}

fn not_found(id: &Id) -> Error<Fault> {
    let message = format!("There is no job {id}: it is done, or never was.");
    Error::Fault(Fault::JobNotFound { message })
}

operation! {
    /// The jobs of the Region: the dead first, then those that failed, are under way, wait, and were cancelled.
    ListJobs(ListJobsRequest) -> ListJobsResponse,
    access(_, _) { vec![Access::node("ListJobs")] },
    run(context, input) {
        let names = super::names();
        if let Some(name) = input.name.as_deref().filter(|name| !names.contains(name)) {
            let names = names.join(", ");
            return Err(Error::Invalid(format!("there are no jobs '{name}'; there are {names}")));
        }
        let wanted = State::ALL.into_iter().find(|of| input.state == Some(state(*of)));
        let filter = Filter { job: input.name.as_deref(), state: wanted };
        let list = ["ListJobs", filter.job.unwrap_or_default(), wanted.map_or("", State::as_str)];
        let page = operator::page(context, &list, input.next_token.as_deref(), input.max_results)?;
        let after = page.after.split_once(' ').and_then(|(word, id)| {
            let state = State::ALL.into_iter().find(|state| state.as_str() == word);
            Some((state?, id.parse::<Id>().ok()?))
        });
        let after = after.as_ref().map(|(state, id)| (*state, id));
        let cell = context.cell().await?;
        let rows = super::list(&cell, filter, after, page.limit()).await?;
        let key = |row: &Row| format!("{} {}", row.state.as_str(), row.id);
        let (rows, next_token) = page.finish(context, rows, key);
        Ok(ListJobsResponse { jobs: rows.into_iter().map(shown).collect(), next_token })
    }
}

operation! {
    /// The Regions that have a store, apart from those of them that this node does not serve.
    ListRegions(ListRegionsRequest) -> ListRegionsResponse,
    access(_, _) { vec![Access::node("ListRegions")] },
    run(context, _input) {
        let all = super::with_store(context.node).await?;
        let (served, others): (Vec<_>, Vec<_>) = all.iter().partition(|region| context.node.serves(region));
        let names = |regions: Vec<&wharf_aws::Region>| regions.iter().map(ToString::to_string).collect();
        Ok(ListRegionsResponse { regions: names(served), unserved_regions: names(others) })
    }
}

operation! {
    /// How the jobs of the Region stand, whether the supervisor of this node does, and which sealed records did not open lately.
    GetJobHealth(GetJobHealthRequest) -> GetJobHealthResponse,
    access(_, _) { vec![Access::node("GetJobHealth")] },
    run(context, _input) {
        let cell = context.cell().await?;
        let still = context.node.jobs.health().standing_still();
        let standing = store_identity::standing(&cell).await?;
        let count = damage::count(&cell).await?;
        let some = damage::list(&cell, MOST_DAMAGED.into()).await?;
        let manifests = manifest_damage::list(&cell).await?;
        let of_identity = context.node.identity.database().doubts();
        let doubts = [of_identity, cell.database.doubts()].concat();
        access_key::look_at_some(context.node).await?;
        context.node.look_at_unreadable().await;
        let unreadable = context.node.unreadable_records();
        let unreadable: Vec<String> = unreadable.iter().map(ToString::to_string).collect();
        Ok(GetJobHealthResponse {
            jobs: super::health(context.node, &cell, context.node.clock.now()).await?,
            standing_still_for_seconds: still.as_ref().and_then(|(_, since)| i64::try_from(since.as_secs()).ok()),
            standing_still: still.map(|(part, _)| part),
            store: standing.map(|standing| store(standing, (count, some), manifests, doubts)),
            unreadable_records: Some(unreadable).filter(|records| !records.is_empty()),
        })
    }
}

operation! {
    /// One job.
    GetJob(GetJobRequest) -> GetJobResponse,
    access(_, _) { vec![Access::node("GetJob")] },
    run(context, input) {
        Ok(GetJobResponse { job: shown(named(context, &input.job_id).await?) })
    }
}

operation! {
    /// Makes a job due now, with all its attempts; also one that is dead or was cancelled. One that is under way is refused.
    RetryJob(RetryJobRequest) -> RetryJobResponse,
    access(_, _) { vec![Access::node("RetryJob")] },
    run(context, input) {
        let row = named(context, &input.job_id).await?;
        let (cell, now) = (context.cell().await?, context.node.clock.now());
        if !super::retry(&cell, &row.id, now).await? {
            let id = &row.id;
            // It may also have ended since it was found.
            super::find(&cell, id).await?.ok_or_else(|| not_found(id))?;
            let message = format!("The job {id} is under way. Cancel it first, or wait until it is done.");
            return Err(Error::Fault(Fault::JobRunning { message }));
        }
        context.node.jobs.wake();
        let (state, due_at) = (State::Waiting, now.micros());
        Ok(RetryJobResponse { job: shown(Row { state, due_at, leased_until: 0, attempts: 0, ..row }) })
    }
}

operation! {
    /// Gives a job up: it is not due until it is retried, and a step that is under way writes nothing more.
    CancelJob(CancelJobRequest) -> CancelJobResponse,
    access(_, _) { vec![Access::node("CancelJob")] },
    run(context, input) {
        let row = named(context, &input.job_id).await?;
        if !super::cancel(&*context.cell().await?, &row.id).await? {
            return Err(not_found(&row.id));
        }
        let (state, due_at) = (State::Cancelled, NEVER);
        Ok(CancelJobResponse { job: shown(Row { state, due_at, leased_until: 0, ..row }) })
    }
}
