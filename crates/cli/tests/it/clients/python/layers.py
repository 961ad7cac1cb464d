"""A layer goes up in parts of the size that the service asks for, and comes down by its download URL."""

import base64
import hashlib
import json
import os
import urllib.request

import boto3

ecr = boto3.client("ecr")
NAME = "boto3/layers"
created = ecr.create_repository(repositoryName=NAME)["repository"]
assert created["repositoryName"] == NAME, created


def push(content):
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    upload = ecr.initiate_layer_upload(repositoryName=NAME)
    size = upload["partSize"]
    for first in range(0, len(content), size):
        part = content[first : first + size]
        answer = ecr.upload_layer_part(
            repositoryName=NAME,
            uploadId=upload["uploadId"],
            partFirstByte=first,
            partLastByte=first + len(part) - 1,
            layerPartBlob=part,
        )
        assert answer["lastByteReceived"] == first + len(part) - 1, answer
    done = ecr.complete_layer_upload(repositoryName=NAME, uploadId=upload["uploadId"], layerDigests=[digest])
    assert done["layerDigest"] == digest, done
    return digest


layer = os.urandom(21 * 1024 * 1024 + 7)
config = json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}).encode()
digests = {push(layer): layer, push(config): config}
try:
    push(layer)
    raise AssertionError("the same layer twice")
except ecr.exceptions.LayerAlreadyExistsException:
    pass

missing = "sha256:" + "0" * 64
checked = ecr.batch_check_layer_availability(repositoryName=NAME, layerDigests=[*digests, missing])
found = {entry["layerDigest"]: entry["layerAvailability"] for entry in checked["layers"]}
assert [found[digest] for digest in digests] == ["AVAILABLE"] * 2, checked
assert found.get(missing, "UNAVAILABLE") == "UNAVAILABLE", checked

# Until an image names it, a layer cannot be downloaded.
try:
    ecr.get_download_url_for_layer(repositoryName=NAME, layerDigest=list(digests)[0])
    raise AssertionError("a layer of no image")
except ecr.exceptions.LayerInaccessibleException:
    pass
types = ["application/vnd.oci.image.layer.v1.tar", "application/vnd.oci.image.config.v1+json"]
named = [{"mediaType": kind, "digest": digest, "size": len(digests[digest])} for kind, digest in zip(types, digests)]
manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json"}
ecr.put_image(
    repositoryName=NAME, imageTag="v1", imageManifest=json.dumps({**manifest, "config": named[1], "layers": named[:1]})
)

for digest, content in digests.items():
    url = ecr.get_download_url_for_layer(repositoryName=NAME, layerDigest=digest)["downloadUrl"]
    assert urllib.request.urlopen(url).read() == content, digest

token = ecr.get_authorization_token()["authorizationData"][0]
user, password = base64.b64decode(token["authorizationToken"]).decode().split(":")
assert user == "AWS" and password, token
assert token["expiresAt"].tzinfo is not None, token
print("done")
