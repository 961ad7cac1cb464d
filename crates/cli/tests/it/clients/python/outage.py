"""A push that meets an outage of the database half-way: the SDK's own retries carry it over."""

import hashlib
import json
import os
import time

import boto3
from botocore.config import Config

MEDIA = "application/vnd.oci.image.%s"
ecr = boto3.client("ecr", config=Config(retries={"mode": "standard", "max_attempts": 10}))


def begin():
    return ecr.initiate_layer_upload(repositoryName="half")["uploadId"]


def finish(upload, data):
    part = {"partFirstByte": 0, "partLastByte": len(data) - 1, "layerPartBlob": data}
    answer = ecr.upload_layer_part(repositoryName="half", uploadId=upload, **part)
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    ecr.complete_layer_upload(repositoryName="half", uploadId=upload, layerDigests=[digest])
    return {"digest": digest, "size": len(data)}, answer["ResponseMetadata"]["RetryAttempts"]


ecr.create_repository(repositoryName="half")
upload = begin()
open(os.environ["HALF"], "w").close()
while not os.path.exists(os.environ["GO_ON"]):
    time.sleep(0.01)
layer, retries = finish(upload, os.urandom(100_000))
assert retries > 0, retries
config, _ = finish(begin(), b"{}")
manifest = {
    "schemaVersion": 2,
    "mediaType": MEDIA % "manifest.v1+json",
    "config": {"mediaType": MEDIA % "config.v1+json", **config},
    "layers": [{"mediaType": MEDIA % "layer.v1.tar", **layer}],
}
ecr.put_image(repositoryName="half", imageTag="v1", imageManifest=json.dumps(manifest))
assert ecr.describe_images(repositoryName="half")["imageDetails"][0]["imageTags"] == ["v1"]
print("done")
