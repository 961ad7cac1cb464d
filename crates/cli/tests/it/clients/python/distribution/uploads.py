"""Blobs go up: begun, appended to, asked about, finished, given up; whole ones; those of another repository."""

from images import digest, push
from lab import REGION, allow
from oci import Registry
from recorder import checks

FIRST, SECOND = b"first, " * 1000, b"second"
WHOLE = FIRST + SECOND


def repository(own, *names):
    for name in names or ["app"]:
        own.client("ecr").create_repository(repositoryName=name)
    return Registry(own, own.id)


@checks("StartUpload", "AppendUpload", "GetUpload", "FinishUpload")
def a_blob_goes_up_in_parts(own):
    registry = repository(own)
    begun = registry.start("app").expect(202)
    place = begun.headers["location"]
    assert begun.headers["docker-upload-uuid"] in place and begun.headers["range"] == "0-0", begun.headers
    size = len(FIRST)
    told = registry.call("AppendUpload", "PATCH", place, FIRST, Content_Range=f"0-{size - 1}").expect(202)
    assert told.headers["range"] == f"0-{size - 1}", told.headers
    asked = registry.call("GetUpload", "GET", place).expect(204)
    assert asked.headers["range"] == f"0-{size - 1}" and asked.headers["location"] == place, asked.headers
    # What is not next is refused, and said where it goes on.
    refusal = registry.call("AppendUpload", "PATCH", place, SECOND, Content_Range="0-5").expect(416)
    assert refusal.headers["range"] == f"0-{size - 1}", refusal.headers
    blob = digest(WHOLE)
    registry.blob("app", blob, "HeadBlob").expect(404)
    made = registry.call("FinishUpload", "PUT", f"{place}?digest={blob}", SECOND).expect(201)
    assert made.headers["docker-content-digest"] == blob and made.headers["location"].endswith(f"/blobs/{blob}")
    assert registry.blob("app", blob).expect(200).body == WHOLE
    # It is over.
    registry.call("GetUpload", "GET", place).expect(404, "BLOB_UPLOAD_UNKNOWN")
    registry.call("AppendUpload", "PATCH", place, SECOND).expect(404, "BLOB_UPLOAD_UNKNOWN")
    registry.start("none").expect(404, "NAME_UNKNOWN")


@checks("FinishUpload", "AppendUpload")
def bytes_of_another_digest_are_no_blob(own):
    registry = repository(own)
    for wrong in [digest(b"other"), digest(FIRST)]:
        place = registry.start("app").headers["location"]
        registry.call("AppendUpload", "PATCH", place, FIRST).expect(202)
        registry.call("FinishUpload", "PUT", f"{place}?digest={wrong}", SECOND).expect(400, "BLOB_UPLOAD_INVALID")
        registry.blob("app", wrong, "HeadBlob").expect(404)
    place = registry.start("app").headers["location"]
    registry.call("AppendUpload", "PATCH", place, FIRST).expect(202)
    registry.call("FinishUpload", "PUT", f"{place}?digest={digest(WHOLE)}", SECOND).expect(201)
    registry.blob("app", digest(WHOLE), "HeadBlob").expect(200)


@checks("CancelUpload")
def an_upload_is_given_up(own):
    registry = repository(own)
    place = registry.start("app").headers["location"]
    registry.call("AppendUpload", "PATCH", place, FIRST).expect(202)
    registry.call("CancelUpload", "DELETE", place).expect(204)
    registry.call("GetUpload", "GET", place).expect(404, "BLOB_UPLOAD_UNKNOWN")
    registry.call("FinishUpload", "PUT", f"{place}?digest={digest(FIRST)}").expect(404, "BLOB_UPLOAD_UNKNOWN")
    registry.call("CancelUpload", "DELETE", place).expect(404, "BLOB_UPLOAD_UNKNOWN")
    registry.blob("app", digest(FIRST), "HeadBlob").expect(404)


@checks("PushBlob")
def a_whole_blob_goes_up_at_once(own):
    registry = repository(own, "app", "other")
    made = registry.push_blob("app", WHOLE, digest(WHOLE)).expect(201)
    assert made.headers["docker-content-digest"] == digest(WHOLE), made.headers
    assert registry.blob("app", digest(WHOLE)).expect(200).body == WHOLE
    registry.blob("other", digest(WHOLE), "HeadBlob").expect(404)
    registry.push_blob("app", FIRST, digest(SECOND)).expect(400, "BLOB_UPLOAD_INVALID")
    registry.push_blob("none", FIRST, digest(FIRST)).expect(404, "NAME_UNKNOWN")
    arn = f"arn:aws:ecr:{REGION}:{own.id}:repository/app"
    token = allow("ecr:GetAuthorizationToken")
    up = [f"ecr:{name}" for name in ("InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload")]
    for at, (actions, status) in enumerate([(up[:1], 403), (up[:2], 403), (up[1:], 403), (up, 201)]):
        content = b"by user %d" % at
        by = Registry(own.user(f"user-{at}", token, allow(actions, arn)), own.id)
        by.push_blob("app", content, digest(content)).expect(status, "DENIED" if status == 403 else None)
        registry.blob("app", digest(content), "HeadBlob").expect(200 if status == 201 else 404)


@checks("StartUpload")
def a_blob_of_another_repository_is_mounted(own):
    registry = repository(own, "app", "other")
    push(own.client("ecr"), "app", "v1", layers=[WHOLE])
    mount = {"mount": digest(WHOLE), "from": "app"}
    # Until the account says so, a mount is an upload like any other.
    registry.start("other", **mount).expect(202)
    own.client("ecr").put_account_setting(name="BLOB_MOUNTING", value="ENABLED")
    registry.blob("other", digest(WHOLE), "HeadBlob").expect(404)
    made = registry.start("other", **mount).expect(201)
    assert made.headers["docker-content-digest"] == digest(WHOLE), made.headers
    assert registry.blob("other", digest(WHOLE)).expect(200).body == WHOLE
    registry.start("other", mount=digest(b"none"), **{"from": "app"}).expect(202)


@checks("StartUpload")
def a_push_makes_the_repository_that_a_template_is_for(own):
    registry = Registry(own, own.id)
    own.client("ecr").create_repository_creation_template(prefix="team", appliedFor=["CREATE_ON_PUSH"])
    registry.start("app").expect(404, "NAME_UNKNOWN")
    begun = registry.start("team/app").expect(202)
    registry.call("FinishUpload", "PUT", f"{begun.headers['location']}?digest={digest(WHOLE)}", WHOLE).expect(201)
    names = [one["repositoryName"] for one in own.client("ecr").describe_repositories()["repositories"]]
    assert names == ["team/app"], names
