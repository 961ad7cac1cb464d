"""What is told of images, and their end."""

from images import INDEX, MANIFEST, digest, index, push
from lab import paged, refused
from recorder import checks


def repository(own):
    ecr = own.client("ecr")
    ecr.create_repository(repositoryName="app")
    return ecr, {"repositoryName": "app"}


@checks("ListImages")
def images_are_listed_by_their_names(own):
    ecr, app = repository(own)
    one, two = push(ecr, "app", "v1", "latest"), push(ecr, "app", "v2")
    bare = push(ecr, "app", note="untagged")
    expected = {(digest(text.encode()), tag) for text, tag in [(one, "v1"), (one, "latest"), (two, "v2"), (bare, None)]}
    listed = paged(ecr, "list_images", "imageIds", size=2, **app)
    assert {(id["imageDigest"], id.get("imageTag")) for id in listed} == expected and len(listed) == 4, listed
    for status, count in [("TAGGED", 3), ("UNTAGGED", 1), ("ANY", 4)]:
        listed = ecr.list_images(**app, filter={"tagStatus": status})["imageIds"]
        assert len(listed) == count and all(("imageTag" in id) == (status == "TAGGED") or status == "ANY" for id in listed), listed
    refused("RepositoryNotFoundException", ecr.list_images, repositoryName="none")
    refused("InvalidParameterException", ecr.list_images, **app, nextToken="none")


@checks("DescribeImages")
def images_are_described(own):
    ecr, app = repository(own)
    layers = [b"a" * 100, b"b" * 50]
    text = push(ecr, "app", "v1", "latest", layers=layers)
    [detail] = ecr.describe_images(**app)["imageDetails"]
    expected = {"registryId": own.id, "repositoryName": "app", "imageDigest": digest(text.encode()), "imageStatus": "ACTIVE"}
    assert expected.items() <= detail.items() and sorted(detail["imageTags"]) == ["latest", "v1"], detail
    assert detail["imageManifestMediaType"] == MANIFEST, detail
    assert detail["artifactMediaType"] == "application/vnd.oci.image.config.v1+json", detail
    assert 150 < detail["imageSizeInBytes"] < 400 and detail["imagePushedAt"].year > 2000, detail
    other = push(ecr, "app", note="untagged")
    ecr.put_image(**app, imageManifest=index(text, other), imageTag="all")
    details = paged(ecr, "describe_images", "imageDetails", **app)
    by_digest = {detail["imageDigest"]: detail for detail in details}
    assert len(details) == 3 and "imageTags" not in by_digest[digest(other.encode())], details
    whole = by_digest[digest(index(text, other).encode())]
    # An index is as large as the largest of its images.
    assert (whole["imageManifestMediaType"], whole["imageSizeInBytes"]) == (INDEX, detail["imageSizeInBytes"]), whole
    [untagged] = ecr.describe_images(**app, filter={"tagStatus": "UNTAGGED"})["imageDetails"]
    assert untagged["imageDigest"] == digest(other.encode()), untagged
    [named] = ecr.describe_images(**app, imageIds=[{"imageTag": "latest"}])["imageDetails"]
    assert named == detail, named
    words = refused("ImageNotFoundException", ecr.describe_images, **app, imageIds=[{"imageTag": "v1"}, {"imageTag": "none"}])
    assert words == ("The image with imageId {imageDigest:'null', imageTag:'none'} does not exist within the repository with "
                     f"name 'app' in the registry with id '{own.id}'"), words
    refused("InvalidParameterException", ecr.describe_images, **app, imageIds=[{"imageTag": "v1"}], maxResults=1)


@checks("BatchDeleteImage")
def a_tag_goes_alone_and_the_last_takes_the_image_along(own):
    ecr, app = repository(own)
    one, two = push(ecr, "app", "v1", "latest"), push(ecr, "app", "v2", "beta")
    of_one, of_two = digest(one.encode()), digest(two.encode())
    gone = ecr.batch_delete_image(**app, imageIds=[{"imageTag": "latest"}])
    assert gone["imageIds"] == [{"imageDigest": of_one, "imageTag": "latest"}] and gone["failures"] == [], gone
    [detail] = ecr.describe_images(**app, imageIds=[{"imageDigest": of_one}])["imageDetails"]
    assert detail["imageTags"] == ["v1"], detail
    ecr.batch_delete_image(**app, imageIds=[{"imageTag": "v1"}])
    refused("ImageNotFoundException", ecr.describe_images, **app, imageIds=[{"imageDigest": of_one}])
    # By its digest an image goes with all its tags.
    gone = ecr.batch_delete_image(**app, imageIds=[{"imageDigest": of_two}])
    assert {id.get("imageTag") for id in gone["imageIds"]} == {"v2", "beta"}, gone
    assert ecr.list_images(**app)["imageIds"] == []
    failures = ecr.batch_delete_image(**app, imageIds=[{"imageDigest": of_two}, {}])["failures"]
    assert {failure["failureCode"] for failure in failures} == {"ImageNotFound", "MissingDigestAndTag"}, failures
    refused("RepositoryNotFoundException", ecr.batch_delete_image, repositoryName="none", imageIds=[{"imageTag": "v1"}])


@checks("BatchDeleteImage")
def what_an_index_names_stays(own):
    ecr, app = repository(own)
    child = push(ecr, "app", "child")
    whole = ecr.put_image(**app, imageManifest=index(child), imageTag="all")["image"]["imageId"]["imageDigest"]
    id = {"imageDigest": digest(child.encode())}
    for asked in [id, {"imageTag": "child"}]:
        [failure] = ecr.batch_delete_image(**app, imageIds=[asked])["failures"]
        assert failure["failureCode"] == "ImageReferencedByManifestList" and whole in failure["failureReason"], failure
    assert len(ecr.list_images(**app)["imageIds"]) == 2
    gone = ecr.batch_delete_image(**app, imageIds=[id, {"imageDigest": whole}])
    assert gone["failures"] == [] and ecr.list_images(**app)["imageIds"] == [], gone


@checks("ListImageReferrers")
def what_refers_to_an_image_is_listed(own):
    ecr, app = repository(own)
    text = push(ecr, "app", "v1")
    subject = {"mediaType": MANIFEST, "digest": digest(text.encode()), "size": len(text)}
    of = {**app, "subjectId": {"imageDigest": subject["digest"]}}
    assert ecr.list_image_referrers(**of)["referrers"] == []
    kinds = ["application/vnd.example.signature", "application/vnd.example.bill"]
    made = {}
    for kind in kinds:
        held = push(ecr, "app", note=kind, artifactType=kind, subject=subject, annotations={"kind": kind})
        made[kind] = {"digest": digest(held.encode()), "mediaType": MANIFEST, "size": len(held), "artifactType": kind,
                      "annotations": {"kind": kind}, "artifactStatus": "ACTIVE"}
    listed = {one["artifactType"]: one for one in ecr.list_image_referrers(**of)["referrers"]}
    assert listed == made, listed
    only = ecr.list_image_referrers(**of, filter={"artifactTypes": kinds[:1]})["referrers"]
    assert only == [made[kinds[0]]], only
    first = ecr.list_image_referrers(**of, maxResults=1)
    second = ecr.list_image_referrers(**of, maxResults=1, nextToken=first["nextToken"])
    both = first["referrers"] + second["referrers"]
    assert {one["artifactType"] for one in both} == set(kinds) and "nextToken" not in second, both
    none = {**of, "subjectId": {"imageDigest": digest(b"none")}}
    assert ecr.list_image_referrers(**none)["referrers"] == []
    refused("RepositoryNotFoundException", ecr.list_image_referrers, **{**of, "repositoryName": "none"})
