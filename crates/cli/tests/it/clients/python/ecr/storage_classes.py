"""The archive: what is there cannot be pulled, and comes back."""

from images import digest, index, push
from lab import refused
from recorder import checks, eventually


@checks("UpdateImageStorageClass")
def an_image_is_archived_and_comes_back(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    ecr.create_repository(**app)
    text = push(ecr, "app", "v1")
    push(ecr, "app", "v2")
    image = {**app, "imageId": {"imageDigest": digest(text.encode())}}
    told = ecr.update_image_storage_class(**image, targetStorageClass="ARCHIVE")
    assert told["imageStatus"] == "ARCHIVED" and told["imageId"]["imageDigest"] == digest(text.encode()), told
    assert [id["imageTag"] for id in ecr.list_images(**app)["imageIds"]] == ["v2"]
    archived = ecr.list_images(**app, filter={"imageStatus": "ARCHIVED"})["imageIds"]
    assert [id["imageTag"] for id in archived] == ["v1"], archived
    [failure] = ecr.batch_get_image(**app, imageIds=[{"imageTag": "v1"}])["failures"]
    assert failure["failureCode"] == "ImageNotFound", failure
    refused("ImageStorageClassUpdateNotSupportedException", ecr.update_image_storage_class, **image, targetStorageClass="ARCHIVE")

    def detail():
        return ecr.describe_images(**app, imageIds=[image["imageId"]])["imageDetails"][0]

    assert detail()["imageStatus"] == "ARCHIVED" and detail()["lastArchivedAt"].year > 2000, detail()
    told = ecr.update_image_storage_class(**image, targetStorageClass="STANDARD")
    assert told["imageStatus"] == "ACTIVATING", told
    eventually(lambda: detail()["imageStatus"] == "ACTIVE")
    assert detail()["lastActivatedAt"] >= detail()["lastArchivedAt"], detail()
    got = ecr.batch_get_image(**app, imageIds=[{"imageTag": "v1"}])
    assert got["images"][0]["imageManifest"] == text, got


@checks("UpdateImageStorageClass")
def what_is_not_archived_stays(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    ecr.create_repository(**app)
    child = push(ecr, "app", "child")
    whole = ecr.put_image(**app, imageManifest=index(child), imageTag="all")["image"]["imageId"]
    of_child = {**app, "imageId": {"imageDigest": digest(child.encode())}}
    for code, more in [
        ("ImageStorageClassUpdateNotSupportedException", {"targetStorageClass": "STANDARD"}),
        # An index names it.
        ("ImageStorageClassUpdateNotSupportedException", {}),
        ("ImageNotFoundException", {"imageId": {"imageTag": "none"}}),
        ("RepositoryNotFoundException", {"repositoryName": "none"}),
    ]:
        refused(code, ecr.update_image_storage_class, **{**of_child, "targetStorageClass": "ARCHIVE", **more})
    assert len(ecr.list_images(**app)["imageIds"]) == 2
    for image in [whole, of_child["imageId"]]:
        ecr.update_image_storage_class(**app, imageId={"imageDigest": image["imageDigest"]}, targetStorageClass="ARCHIVE")
    assert ecr.list_images(**app)["imageIds"] == []
    assert len(ecr.list_images(**app, filter={"imageStatus": "ANY"})["imageIds"]) == 2
    # Who pushes an archived image has it back at once.
    push(ecr, "app", "child")
    assert [id["imageTag"] for id in ecr.list_images(**app)["imageIds"]] == ["child"]
