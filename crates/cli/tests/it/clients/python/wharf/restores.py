"""Deleted images: listed, and restored."""

from images import digest, index, push
from lab import entering, paged, refused
from recorder import checks


@checks("ListDeletedImages", "RestoreImage")
def a_deleted_image_comes_back(own):
    wharf, ecr = entering.client("wharf"), own.client("ecr")
    of, app = {"registryId": own.id, "repositoryName": "app"}, {"repositoryName": "app"}
    ecr.create_repository(**app)
    assert wharf.list_deleted_images(**of)["images"] == []
    text, stays = push(ecr, "app", "v1", "latest", layers=[b"a" * 100]), push(ecr, "app", "v2")
    id = {"imageDigest": digest(text.encode())}
    [detail] = ecr.describe_images(**app, imageIds=[id])["imageDetails"]
    ecr.batch_delete_image(**app, imageIds=[id])
    [kept] = wharf.list_deleted_images(**of)["images"]
    expected = {**id, "imageTags": ["latest", "v1"], "imageSizeInBytes": detail["imageSizeInBytes"]}
    assert expected.items() <= kept.items() and kept["keptUntil"] > kept["deletedAt"] > detail["imagePushedAt"], kept
    # A tag that was given away since stays with the other.
    ecr.put_image(**app, imageManifest=stays, imageTag="latest")
    told = wharf.restore_image(**of, **id)
    assert (told["imageDigests"], told["imageTags"]) == ([id["imageDigest"]], ["v1"]), told
    assert told["takenImageTags"] == ["latest"], told
    assert ecr.batch_get_image(**app, imageIds=[{"imageTag": "v1"}])["images"][0]["imageManifest"] == text
    assert ecr.batch_get_image(**app, imageIds=[{"imageTag": "latest"}])["images"][0]["imageManifest"] == stays
    assert wharf.list_deleted_images(**of)["images"] == []
    refused("ImageNotKeptException", wharf.restore_image, **of, **id)
    refused("InvalidParameterException", wharf.restore_image, **of, imageDigest="none:")


@checks("RestoreImage", "ListDeletedImages")
def an_index_comes_back_with_its_images(own):
    wharf, ecr = entering.client("wharf"), own.client("ecr")
    of, app = {"registryId": own.id, "repositoryName": "app"}, {"repositoryName": "app"}
    ecr.create_repository(**app)
    child = push(ecr, "app", note="child")
    ecr.put_image(**app, imageManifest=index(child), imageTag="all")
    ids = [digest(text.encode()) for text in (index(child), child)]
    ecr.batch_delete_image(**app, imageIds=[{"imageDigest": id} for id in ids])
    listed = paged(wharf, "list_deleted_images", "images", **of)
    assert {image["imageDigest"] for image in listed} == set(ids)
    told = wharf.restore_image(**of, imageDigest=ids[0])
    assert set(told["imageDigests"]) == set(ids) and told["imageTags"] == ["all"], told
    assert {id["imageDigest"] for id in ecr.list_images(**app)["imageIds"]} == set(ids)
    for call, more in [(wharf.list_deleted_images, {}), (wharf.restore_image, {"imageDigest": ids[0]})]:
        refused("RepositoryNotFoundException", call, **{**of, "repositoryName": "none"}, **more)
        refused("AccountNotFoundException", call, **{**of, "registryId": "000000000001"}, **more)
        refused("AccessDeniedException", getattr(own.client("wharf"), call.__name__), **of, **more)


@checks("RestoreDeletedImages")
def what_was_deleted_since_a_time_comes_back_page_by_page(own):
    wharf, ecr = own.client("wharf"), own.client("ecr")
    app = {"repositoryName": "app"}
    ecr.create_repository(**app)
    ids = [digest(push(ecr, "app", f"v{number}", layers=[b"%d" % number]).encode()) for number in range(3)]
    ecr.batch_delete_image(**app, imageIds=[{"imageDigest": id} for id in ids])
    since = wharf.restore_deleted_images(**app, since=4102444800)
    assert since["restoredImages"] == [], since
    first = wharf.restore_deleted_images(**app, maxResults=2)
    rest = wharf.restore_deleted_images(**app, maxResults=2, nextToken=first["nextToken"])
    restored = first["restoredImages"] + rest["restoredImages"]
    assert {image["imageDigest"] for image in restored} == set(ids) and "nextToken" not in rest, restored
    assert {tag for image in restored for tag in image["imageTags"]} == {"v0", "v1", "v2"}, restored
    assert {id["imageDigest"] for id in ecr.list_images(**app)["imageIds"]} == set(ids)
    refused("RepositoryNotFoundException", wharf.restore_deleted_images, repositoryName="none")
    refused("InvalidParameterException", wharf.restore_deleted_images, **app, nextToken="none")
