"""Blobs come down: their bytes, parts of them, and what is said of them."""

from images import digest, push
from lab import REGION, allow, document
from oci import Registry
from recorder import checks

LAYER, TOKEN = bytes(range(256)) * 40, allow("ecr:GetAuthorizationToken")


def pushed(own):
    ecr = own.client("ecr")
    for name in ["app", "other"]:
        ecr.create_repository(repositoryName=name)
    push(ecr, "app", "v1", layers=[LAYER])
    return digest(LAYER)


@checks("GetBlob", "HeadBlob")
def a_blob_comes_down_whole_or_in_parts(own):
    blob, registry = pushed(own), Registry(own, own.id)
    whole = registry.blob("app", blob).expect(200)
    assert whole.body == LAYER and whole.headers["docker-content-digest"] == blob, whole.headers
    assert whole.headers["content-type"] == "application/octet-stream", whole.headers
    told = registry.blob("app", blob, "HeadBlob").expect(200)
    assert told.headers["content-length"] == str(len(LAYER)) and told.body == b"", told.headers
    assert told.headers["docker-content-digest"] == blob and told.headers["accept-ranges"] == "bytes", told.headers
    for range, part in [("bytes=0-0", LAYER[:1]), ("bytes=100-", LAYER[100:]), ("bytes=-7", LAYER[-7:])]:
        answer = registry.blob("app", blob, Range=range).expect(206)
        assert answer.body == part and answer.headers["content-range"].endswith(f"/{len(LAYER)}"), answer.headers
    registry.blob("app", blob, Range=f"bytes={len(LAYER)}-").expect(416)
    for operation in ["GetBlob", "HeadBlob"]:
        held = registry.blob("app", blob, operation, If_None_Match=f'"{blob}"').expect(304)
        assert held.body == b"", held.body
    # It is the repository's that has it, and no other's.
    for name, of, code in [
        ("other", blob, "BLOB_UNKNOWN"), ("app", digest(b"none"), "BLOB_UNKNOWN"), ("none", blob, "NAME_UNKNOWN"),
    ]:
        registry.blob(name, of).expect(404, code)
        registry.blob(name, of, "HeadBlob").expect(404)


@checks("GetBlob", "HeadBlob")
def each_needs_its_action(own):
    blob = pushed(own)
    arn = f"arn:aws:ecr:{REGION}:{own.id}:repository/app"
    other = own.another()
    other_may = allow(["ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"])
    gets, heads, outsider = (Registry(principal, own.id) for principal in [
        own.user("gets", TOKEN, allow("ecr:GetDownloadUrlForLayer", arn)),
        own.user("heads", TOKEN, allow("ecr:BatchCheckLayerAvailability", arn)),
        other.user("outsider", TOKEN, other_may),
    ])
    for registry, may_get, may_head in [(gets, 200, 403), (heads, 403, 200), (outsider, 403, 403)]:
        registry.blob("app", blob).expect(may_get, "DENIED" if may_get == 403 else None)
        registry.blob("app", blob, "HeadBlob").expect(may_head)
    shared = {**allow(["ecr:GetDownloadUrlForLayer"]), "Principal": {"AWS": other.id}}
    del shared["Resource"]
    own.client("ecr").set_repository_policy(repositoryName="app", policyText=document(shared))
    assert outsider.blob("app", blob).expect(200).body == LAYER
    outsider.blob("app", blob, "HeadBlob").expect(403)
