"""Images are put, and got."""

import json

from images import INDEX, MANIFEST, digest, index, manifest, push, upload
from lab import refused
from recorder import checks


@checks("PutImage", "BatchGetImage")
def an_image_is_put_as_it_was_written(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    ecr.create_repository(**app)
    for blob in [b"{}", b"layer"]:
        upload(ecr, "app", blob)
    # Every byte counts.
    text = manifest(b"{}", b"layer").replace(", ", " ,\n ")
    id = {"imageDigest": digest(text.encode()), "imageTag": "v1"}
    image = ecr.put_image(**app, imageManifest=text, imageTag="v1")["image"]
    whose = {"registryId": own.id, "repositoryName": "app"}
    assert image == {**whose, "imageId": id, "imageManifest": text, "imageManifestMediaType": MANIFEST}, image
    got = ecr.batch_get_image(**app, imageIds=[{"imageTag": "v1"}])
    assert got["images"] == [image] and got["failures"] == [], got
    words = refused("ImageAlreadyExistsException", ecr.put_image, **app, imageManifest=text, imageTag="v1")
    assert words == (f"Image with digest '{id['imageDigest']}' and tag 'v1' already exists in the repository with name 'app' "
                     f"in registry with id '{own.id}'"), words
    # A second tag is another name of the same image; a tag that is put again moves.
    ecr.put_image(**app, imageManifest=text, imageTag="v2")
    other = push(ecr, "app", "v1", note="other")
    got = ecr.batch_get_image(**app, imageIds=[{"imageTag": "v1"}, {"imageTag": "v2"}])["images"]
    held = {one["imageId"]["imageTag"]: one["imageManifest"] for one in got}
    assert held == {"v1": other, "v2": text}, held
    described = ecr.put_image(**app, imageManifest=index(text), imageTag="all", imageDigest=digest(index(text).encode()))
    assert described["image"]["imageManifestMediaType"] == INDEX, described


@checks("PutImage")
def an_image_whose_parts_are_missing_is_not_put(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    for name in ["app", "other"]:
        ecr.create_repository(repositoryName=name)
    elsewhere = push(ecr, "other", "v1")
    parts = [part["digest"] for part in [json.loads(elsewhere)["config"], *json.loads(elsewhere)["layers"]]]
    words = refused("LayersNotFoundException", ecr.put_image, **app, imageManifest=elsewhere)
    assert all(part in words for part in parts), words
    words = refused("ReferencedImagesNotFoundException", ecr.put_image, **app, imageManifest=index(elsewhere))
    assert digest(elsewhere.encode()) in words, words
    for code, more in [
        ("InvalidParameterException", {"imageManifest": "none"}),
        ("InvalidParameterException", {"imageManifest": index(), "imageTag": "-v1"}),
        ("InvalidParameterException", {"imageManifest": json.dumps({"schemaVersion": 2})}),
        ("ImageDigestDoesNotMatchException", {"imageManifest": index(), "imageDigest": digest(b"other")}),
        ("RepositoryNotFoundException", {"imageManifest": index(), "repositoryName": "none"}),
    ]:
        refused(code, ecr.put_image, **{**app, **more})
    assert ecr.list_images(**app)["imageIds"] == []
    bare = json.dumps({"schemaVersion": 2, "manifests": []})
    ecr.put_image(**app, imageManifest=bare, imageManifestMediaType=INDEX)
    assert [one["imageDigest"] for one in ecr.list_images(**app)["imageIds"]] == [digest(bare.encode())]


@checks("BatchGetImage")
def images_are_got_one_by_one(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    ecr.create_repository(**app)
    one, two = push(ecr, "app", "v1", "latest"), push(ecr, "app", "v2")
    of_one, of_two = digest(one.encode()), digest(two.encode())
    got = ecr.batch_get_image(**app, imageIds=[
        {"imageTag": "v1"}, {"imageTag": "latest"}, {"imageDigest": of_two}, {"imageDigest": of_one, "imageTag": "v1"},
    ])
    assert got["failures"] == [], got
    held = {(image["imageId"]["imageDigest"], image["imageId"].get("imageTag")) for image in got["images"]}
    assert held == {(of_one, "v1"), (of_one, "latest"), (of_two, None)}, held
    assert {image["imageManifest"] for image in got["images"]} == {one, two}
    asked = {
        "ImageNotFound": {"imageTag": "none"},
        "InvalidImageDigest": {"imageDigest": "none"},
        "InvalidImageTag": {"imageTag": "-v1"},
        "ImageTagDoesNotMatchDigest": {"imageTag": "v1", "imageDigest": of_two},
        "MissingDigestAndTag": {},
    }
    got = ecr.batch_get_image(**app, imageIds=list(asked.values()))
    failures = {failure["failureCode"]: failure["imageId"] for failure in got["failures"]}
    assert failures == asked and got["images"] == [], got
    typed = ecr.batch_get_image(**app, imageIds=[{"imageTag": "v1"}], acceptedMediaTypes=[MANIFEST])
    assert len(typed["images"]) == 1, typed
    refused("RepositoryNotFoundException", ecr.batch_get_image, repositoryName="none", imageIds=[{"imageTag": "v1"}])
