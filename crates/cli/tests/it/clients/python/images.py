"""Images, an index and an artifact: put, paged, described, listed as referrers, deleted."""

import hashlib
import json

import boto3

ecr = boto3.client("ecr")
NAME = "boto3/images"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
ecr.create_repository(repositoryName=NAME, tags=[{"Key": "team", "Value": "web"}])


def digest_of(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def push(content):
    upload = ecr.initiate_layer_upload(repositoryName=NAME)["uploadId"]
    ecr.upload_layer_part(
        repositoryName=NAME, uploadId=upload, partFirstByte=0, partLastByte=len(content) - 1, layerPartBlob=content
    )
    ecr.complete_layer_upload(repositoryName=NAME, uploadId=upload, layerDigests=[digest_of(content)])
    return {"digest": digest_of(content), "size": len(content)}


def put(document, **more):
    text = json.dumps(document)
    image = ecr.put_image(repositoryName=NAME, imageManifest=text, **more)["image"]
    assert image["imageId"]["imageDigest"] == digest_of(text.encode()), image
    return {"mediaType": document["mediaType"], "digest": digest_of(text.encode()), "size": len(text)}


def image(number, **more):
    config = {**push(json.dumps({"n": number}).encode()), "mediaType": "application/vnd.oci.image.config.v1+json"}
    layer = {**push(b"layer %d" % number), "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip"}
    return {"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer], **more}


images = [put(image(number), imageTag=f"v{number}") for number in range(12)]
children = [{**images[n], "platform": {"os": "linux", "architecture": a}} for n, a in enumerate(["amd64", "arm64"])]
index = put({"schemaVersion": 2, "mediaType": INDEX, "manifests": children}, imageTag="index")
signature = put(image(99, artifactType="application/vnd.example.signature", subject=images[0]))

pages = list(ecr.get_paginator("list_images").paginate(repositoryName=NAME, PaginationConfig={"PageSize": 5}))
assert [len(page["imageIds"]) for page in pages] == [5, 5, 4], pages
listed = [entry for page in pages for entry in page["imageIds"]]
assert len({entry["imageDigest"] for entry in listed}) == 14, listed
tagged = ecr.list_images(repositoryName=NAME, filter={"tagStatus": "UNTAGGED"})["imageIds"]
assert [entry["imageDigest"] for entry in tagged] == [signature["digest"]], tagged

pages = ecr.get_paginator("describe_images").paginate(repositoryName=NAME, PaginationConfig={"PageSize": 4})
details = {detail["imageDigest"]: detail for page in pages for detail in page["imageDetails"]}
assert len(details) == 14, details
assert details[index["digest"]]["imageManifestMediaType"] == INDEX, details[index["digest"]]
assert details[images[3]["digest"]]["imageTags"] == ["v3"], details[images[3]["digest"]]
assert details[images[3]["digest"]]["imagePushedAt"].year > 2000

referrers = ecr.list_image_referrers(repositoryName=NAME, subjectId={"imageDigest": images[0]["digest"]})["referrers"]
assert [entry["digest"] for entry in referrers] == [signature["digest"]], referrers
assert referrers[0]["artifactType"] == "application/vnd.example.signature", referrers

got = ecr.batch_get_image(repositoryName=NAME, imageIds=[{"imageTag": "index"}, {"imageTag": "absent"}])
assert json.loads(got["images"][0]["imageManifest"])["manifests"] == children, got
assert got["failures"][0]["failureCode"] == "ImageNotFound", got

# An image that an index names stays until the index is gone.
refused = ecr.batch_delete_image(repositoryName=NAME, imageIds=[{"imageDigest": images[0]["digest"]}])
assert refused["failures"][0]["failureCode"] == "ImageReferencedByManifestList", refused
# A tag of two goes alone; the last one takes the image along.
moved = ecr.batch_get_image(repositoryName=NAME, imageIds=[{"imageTag": "v5"}])["images"][0]["imageManifest"]
ecr.put_image(repositoryName=NAME, imageManifest=moved, imageTag="extra")
ecr.batch_delete_image(repositoryName=NAME, imageIds=[{"imageTag": "extra"}])
assert ecr.describe_images(repositoryName=NAME, imageIds=[{"imageTag": "v5"}])["imageDetails"]
gone = ecr.batch_delete_image(repositoryName=NAME, imageIds=[{"imageDigest": index["digest"]}])
assert not gone["failures"], gone
gone = ecr.batch_delete_image(repositoryName=NAME, imageIds=[{"imageDigest": image["digest"]} for image in images])
assert not gone["failures"], gone

ecr.delete_repository(repositoryName=NAME, force=True)
assert list(ecr.get_paginator("describe_repositories").paginate()) [0]["repositories"] == []
print("done")
