"""Lifecycle policies: kept, previewed, carried out."""

import json

from images import digest, push
from lab import allow, allowed, due_now, refused
from recorder import checks, eventually


def rules(count=1, **more):
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}, **more}]})


def repository(own, *pushed):
    ecr = own.client("ecr")
    ecr.create_repository(repositoryName="app")
    return ecr, {"repositoryName": "app"}, [digest(push(ecr, "app", tag).encode()) for tag in pushed]


@checks("PutLifecyclePolicy", "GetLifecyclePolicy", "DeleteLifecyclePolicy")
def a_policy_is_kept_as_it_was_written(own):
    ecr, app, _ = repository(own)
    for call in [ecr.get_lifecycle_policy, ecr.delete_lifecycle_policy]:
        words = refused("LifecyclePolicyNotFoundException", call, **app)
        assert words == (f"Lifecycle policy does not exist for the repository with name 'app' in the registry with id "
                         f"'{own.id}'"), words
        refused("RepositoryNotFoundException", call, repositoryName="none")
    for text in [rules(5), rules(7)]:
        told = ecr.put_lifecycle_policy(**app, lifecyclePolicyText=text)
        assert {"registryId": own.id, **app, "lifecyclePolicyText": text}.items() <= told.items(), told
        held = ecr.get_lifecycle_policy(**app)
        assert {"registryId": own.id, **app, "lifecyclePolicyText": text}.items() <= held.items(), held
    start = "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: "
    for text in ["none" * 30, json.dumps({"rule": []}).ljust(100), rules(0), rules(1, action={"type": "keep"}).ljust(100)]:
        words = refused("InvalidParameterException", ecr.put_lifecycle_policy, **app, lifecyclePolicyText=text)
        assert words.startswith(start), words
    assert ecr.get_lifecycle_policy(**app)["lifecyclePolicyText"] == rules(7)
    assert ecr.delete_lifecycle_policy(**app)["lifecyclePolicyText"] == rules(7)
    refused("LifecyclePolicyNotFoundException", ecr.get_lifecycle_policy, **app)


@checks("PutLifecyclePolicy")
def a_policy_is_carried_out(own):
    ecr, app, _ = repository(own, "v1", "v2", "v3")
    ecr.put_lifecycle_policy(**app, lifecyclePolicyText=rules(1))
    assert due_now(own.id) == 1
    tags = lambda: [id["imageTag"] for id in ecr.list_images(**app)["imageIds"]]
    eventually(lambda: tags() == ["v3"])

    def was_carried_out():
        held = ecr.get_lifecycle_policy(**app)
        return held["lifecyclePolicyText"] == rules(1) and held["lastEvaluatedAt"].timestamp() > 0

    eventually(was_carried_out)
    assert not allowed(own.user("ann", allow("ecr:Get*")).client("ecr").put_lifecycle_policy, **app, lifecyclePolicyText=rules(1))


@checks("DeleteLifecyclePolicy")
def what_is_deleted_is_not_carried_out(own):
    ecr, app, _ = repository(own)
    ecr.put_lifecycle_policy(**app, lifecyclePolicyText=rules(1))
    ecr.delete_lifecycle_policy(**app)
    for tag in ["v1", "v2"]:
        push(ecr, "app", tag)
    # A preview of no text asks for the policy that is there.
    refused("LifecyclePolicyNotFoundException", ecr.start_lifecycle_policy_preview, **app)
    assert len(ecr.list_images(**app)["imageIds"]) == 2


@checks("StartLifecyclePolicyPreview", "GetLifecyclePolicyPreview")
def a_preview_tells_what_would_go(own):
    ecr, app, digests = repository(own, "v1", "v2", "v3")
    refused("LifecyclePolicyPreviewNotFoundException", ecr.get_lifecycle_policy_preview, **app)
    refused("LifecyclePolicyNotFoundException", ecr.start_lifecycle_policy_preview, **app)
    refused("RepositoryNotFoundException", ecr.start_lifecycle_policy_preview, repositoryName="none", lifecyclePolicyText=rules())
    told = ecr.start_lifecycle_policy_preview(**app, lifecyclePolicyText=rules(1))
    assert (told["status"], told["lifecyclePolicyText"]) == ("IN_PROGRESS", rules(1)), told

    def complete():
        return ecr.get_lifecycle_policy_preview(**app)["status"] == "COMPLETE"

    eventually(complete)
    pages = list(ecr.get_paginator("get_lifecycle_policy_preview").paginate(**app, PaginationConfig={"PageSize": 1}))
    results = [result for page in pages for result in page["previewResults"]]
    assert [result["imageDigest"] for result in results] == digests[:2] and len(pages) > 1, results
    for result in results:
        assert result["action"] == {"type": "EXPIRE"} and result["appliedRulePriority"] == 1, result
    assert pages[0]["summary"]["expiringImageTotalCount"] == 2 and pages[0]["lifecyclePolicyText"] == rules(1), pages
    one = ecr.get_lifecycle_policy_preview(**app, imageIds=[{"imageDigest": digests[0]}])["previewResults"]
    assert [result["imageTags"] for result in one] == [["v1"]], one
    # Nothing has gone, and another preview takes its place: of the policy that is there, if it is asked of no text.
    assert len(ecr.list_images(**app)["imageIds"]) == 3
    ecr.put_lifecycle_policy(**app, lifecyclePolicyText=rules(9))
    ecr.start_lifecycle_policy_preview(**app)
    eventually(complete)
    last = ecr.get_lifecycle_policy_preview(**app)
    assert last["previewResults"] == [] and last["lifecyclePolicyText"] == rules(9), last
