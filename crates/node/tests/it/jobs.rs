//! What an operator sees and does of jobs.

use serde_json::json;
use wharf_aws::{Region, wharf as wire};
use wharf_blob::faulty::{Call as Touch, Fault};
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::ecr::layer_upload::InitiateLayerUpload;
use wharf_node::events::operations::ListEvents;
use wharf_node::jobs::operations::{CancelJob, GetJob, ListJobs, RetryJob};
use wharf_node::{Call, Error, Operation, jobs, perform};

use crate::bench::{Bench, OTHER_REGION, REGION};

async fn ask<O: Operation<Fault = wire::Fault>>(bench: &Bench, input: O::Input) -> Result<O::Output, String> {
    // The node belongs to the account that was made first.
    let call: Call = bench.call(&bench.alice);
    perform::<O>(&bench.node, &call, input)
        .await
        .map_err(|error| match error {
            Error::Fault(fault) => format!("{fault:?}"),
            Error::Invalid(text) => text,
            other => panic!("{other:?}"),
        })
}

async fn page(bench: &Bench, input: wire::ListJobsRequest) -> (Vec<wire::Job>, Option<String>) {
    let listed = ask::<ListJobs>(bench, input).await.unwrap();
    (listed.jobs, listed.next_token)
}

const ALL: wire::ListJobsRequest = wire::ListJobsRequest {
    name: None,
    state: None,
    next_token: None,
    max_results: None,
};

/// A repository whose removal fails as often as it may, and the id of that job.
async fn dead_letter(bench: &Bench, name: &str) -> String {
    bench.repository(name).await;
    let repository = json!({"repositoryName": name});
    bench.ask::<InitiateLayerUpload>(repository).await.unwrap();
    let delete = json!({"repositoryName": name, "force": true});
    bench.ask::<DeleteRepository>(delete).await.unwrap();
    for attempt in 1..=10 {
        bench.bytes.fail(Touch::Abort, 1, Fault::Io);
        bench.work().await;
        let row = bench.jobs("repository-removal").await.remove(0);
        assert_eq!(row.attempts, attempt);
        bench.advance(2 * 60 * 60);
    }
    let row = bench.jobs("repository-removal").await.remove(0);
    assert_eq!(row.state, jobs::State::Dead);
    row.id.to_string()
}

room!(
    a_region_whose_jobs_were_never_put_is_found_by_its_store,
    |bench| {
        let found = async || jobs::regions(&bench.registry).await.unwrap();
        assert!(found().await.is_empty());
        bench.repository("app").await;
        assert!(page(bench, ALL).await.0.is_empty(), "no supervisor was here");
        let region: [Region; 1] = [REGION.parse().unwrap()];
        assert_eq!(found().await, region);
        bench.work().await;
        assert!(!page(bench, ALL).await.0.is_empty());
        assert_eq!(found().await, region);
    }
);

room!(a_dead_letter_is_seen_and_retried, |bench| {
    let job_id = dead_letter(bench, "app").await;
    let (all, _) = page(bench, ALL).await;
    assert_eq!(
        (all[0].job_id.as_str(), all[0].attempts),
        (&*job_id, 10),
        "the dead come first"
    );
    let input = wire::GetJobRequest {
        job_id: job_id.clone(),
    };
    let seen = ask::<GetJob>(bench, input).await.unwrap().job;
    assert_eq!((seen.state, seen.due_at), (wire::JobState::Dead, None));
    assert_eq!(seen.account_id, Some(bench.alice.id));
    assert!(seen.last_error.is_some());
    bench.work().await;
    assert_eq!(bench.rows().await.uploads.len(), 1, "it is never due by itself");
    let input = wire::RetryJobRequest {
        job_id: job_id.clone(),
    };
    let retried = ask::<RetryJob>(bench, input).await.unwrap().job;
    assert_eq!((retried.state, retried.attempts), (wire::JobState::Waiting, 0));
    bench.work().await;
    assert_eq!(bench.rows().await.count(), 0);
    let gone = ask::<GetJob>(bench, wire::GetJobRequest { job_id })
        .await
        .unwrap_err();
    assert!(gone.contains("JobNotFound"), "{gone}");
});

room!(a_job_that_was_cancelled_waits_for_a_retry, |bench| {
    bench.repository("app").await;
    bench.work().await;
    let job_id = "eu-central-1/upload-expiry".to_owned();
    let cancel = wire::CancelJobRequest {
        job_id: job_id.clone(),
    };
    let cancelled = ask::<CancelJob>(bench, cancel).await.unwrap().job;
    assert_eq!(
        (cancelled.state, cancelled.due_at),
        (wire::JobState::Cancelled, None)
    );
    bench
        .ask::<InitiateLayerUpload>(json!({"repositoryName": "app"}))
        .await
        .unwrap();
    bench.advance(2 * 86_400);
    bench.work().await;
    assert_eq!(bench.rows().await.uploads.len(), 1);
    let retry = wire::RetryJobRequest { job_id };
    ask::<RetryJob>(bench, retry).await.unwrap();
    bench.work().await;
    assert_eq!(bench.rows().await.uploads.len(), 0);
});

room!(jobs_are_listed_page_by_page, |bench| {
    dead_letter(bench, "app").await;
    let (whole, end) = page(bench, ALL).await;
    assert_eq!(end, None);
    let mut found = Vec::new();
    let mut input = wire::ListJobsRequest {
        max_results: Some(2),
        ..ALL
    };
    loop {
        let (jobs, next) = page(bench, input.clone()).await;
        assert!(jobs.len() <= 2);
        found.extend(jobs);
        match next {
            Some(token) => input.next_token = Some(token),
            None => break,
        }
    }
    assert_eq!(found, whole);
    assert!(found.len() > 4, "{found:?}");
    let of = |name: &str| wire::ListJobsRequest {
        name: Some(name.to_owned()),
        ..ALL
    };
    let (jobs, _) = page(bench, of("collection")).await;
    assert_eq!((jobs.len(), jobs[0].name.as_str()), (1, "collection"));
    let dead = wire::ListJobsRequest {
        state: Some(wire::JobState::Dead),
        ..ALL
    };
    let (jobs, _) = page(bench, dead).await;
    assert_eq!((jobs.len(), jobs[0].name.as_str()), (1, "repository-removal"));
    let unknown = ask::<ListJobs>(bench, of("cleaning")).await.unwrap_err();
    assert!(unknown.contains("there are event-delivery, "), "{unknown}");
});

room!(a_page_goes_on_in_its_own_region_only, |bench| {
    bench.repository("app").await;
    bench.push_new("app", Some("v1"), "one").await;
    bench.work().await;
    let jobs = |next_token: Option<String>| wire::ListJobsRequest {
        max_results: Some(1),
        next_token,
        ..ALL
    };
    let events = |position: Option<String>| wire::ListEventsRequest {
        position,
        since: None,
        max_results: Some(1),
    };
    let (_, next) = page(bench, jobs(None)).await;
    let position = ask::<ListEvents>(bench, events(None)).await.unwrap().position;
    ask::<ListJobs>(bench, jobs(next.clone())).await.unwrap();
    ask::<ListEvents>(bench, events(position.clone())).await.unwrap();
    let elsewhere = bench.call_in(&bench.alice, OTHER_REGION);
    let listed = perform::<ListJobs>(&bench.node, &elsewhere, jobs(next)).await;
    assert!(matches!(listed, Err(Error::Invalid(_))));
    let listed = perform::<ListEvents>(&bench.node, &elsewhere, events(position)).await;
    assert!(matches!(listed, Err(Error::Invalid(_))));
});

room!(jobs_that_cannot_be_named_or_retried, |bench| {
    bench.repository("app").await;
    let get = |job_id: &str| wire::GetJobRequest {
        job_id: job_id.to_owned(),
    };
    for (job_id, said) in [
        ("collection", "names no job"),
        ("eu-central-1/collecting", "JobNotFound"),
        ("us-east-1/collection", "JobNotFound"),
        ("eu-central-1/lifecycle-policy/111111111111/none", "JobNotFound"),
    ] {
        let refused = ask::<GetJob>(bench, get(job_id)).await.unwrap_err();
        assert!(refused.contains(said), "{job_id}: {refused}");
        let cancel = wire::CancelJobRequest {
            job_id: job_id.to_owned(),
        };
        let refused = ask::<CancelJob>(bench, cancel).await.unwrap_err();
        assert!(refused.contains(said), "{job_id}: {refused}");
    }
});
