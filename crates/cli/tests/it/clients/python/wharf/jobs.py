"""Jobs: looked up, cancelled, retried; bytes: what holds them, and a collection."""

from images import digest, push
from lab import REGION, entering, refused
from recorder import checks


def cancelled(wharf):
    """How many turns of the job of usage are cancelled."""
    health = {job["name"]: job for job in wharf.get_job_health()["jobs"]}
    assert health["usage"]["isRecurring"], health
    return health["usage"]["cancelled"]


@checks("ListJobs", "GetJob", "GetJobHealth", "CancelJob", "RetryJob")
def a_job_is_cancelled_and_retried(own):
    wharf, ecr = entering.client("wharf"), own.client("ecr")
    ecr.create_repository(repositoryName="app")
    id = f"{REGION}/usage"
    listed = wharf.list_jobs(name="usage")["jobs"]
    assert [job["jobId"] for job in listed] == [id], listed
    assert cancelled(wharf) == 0
    assert wharf.cancel_job(jobId=id)["job"]["state"] == "CANCELLED"
    assert wharf.get_job(jobId=id)["job"]["state"] == "CANCELLED"
    assert [job["jobId"] for job in wharf.list_jobs(state="CANCELLED")["jobs"]] == [id]
    assert cancelled(wharf) == 1
    assert wharf.retry_job(jobId=id)["job"]["state"] == "WAITING"
    assert wharf.list_jobs(state="CANCELLED")["jobs"] == []
    for ask in [wharf.get_job, wharf.cancel_job, wharf.retry_job]:
        refused("JobNotFoundException", ask, jobId=f"{REGION}/none")
        refused("InvalidParameterException", ask, jobId="none")
    refused("InvalidParameterException", wharf.list_jobs, name="none")
    refused("AccessDeniedException", own.client("wharf").list_jobs)


@checks("ListRegions")
def a_region_has_a_store_once_it_is_asked(own):
    own.client("ecr").create_repository(repositoryName="app")
    listed = entering.client("wharf").list_regions()
    assert REGION in listed["regions"] and listed["unservedRegions"] == [], listed
    refused("AccessDeniedException", own.client("wharf").list_regions)


@checks("ListLayerHolders", "CollectBytes")
def what_an_image_names_is_held(own):
    wharf, ecr = entering.client("wharf"), own.client("ecr")
    ecr.create_repository(repositoryName="app")
    layer = own.id.encode() * 10
    push(ecr, "app", "v1", layers=[layer])
    [holder] = wharf.list_layer_holders(layerDigest=digest(layer))["holders"]
    assert (holder["accountId"], holder["repositoryName"], holder["deleted"]) == (own.id, "app", False), holder
    collected = wharf.collect_bytes(graceHours=24, dryRun=True)
    assert digest(layer) not in {finding["digest"] for finding in collected["findings"]}, collected
    refused("InvalidParameterException", wharf.collect_bytes, graceHours=24, position="none")
    # Without grace it takes what is being pushed at the moment.
    refused("PushesAtRiskException", wharf.collect_bytes, graceHours=0)
