"""Layers go up in parts, are asked for, and come down by a URL."""

import urllib.request

from images import digest, manifest, upload
from lab import refused
from recorder import checks

PART = 5 * 1024 * 1024


def repository(own):
    ecr = own.client("ecr")
    ecr.create_repository(repositoryName="app")
    return ecr, {"repositoryName": "app"}


@checks("InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload")
def a_layer_goes_up_in_parts(own):
    ecr, app = repository(own)
    layer = bytes(range(256)) * (PART // 256) + b"the end"
    begun = ecr.initiate_layer_upload(**app)
    assert begun["partSize"] == 10485760, begun
    of = {**app, "uploadId": begun["uploadId"]}
    for first, last in [(0, PART - 1), (PART, len(layer) - 1)]:
        part = {"partFirstByte": first, "partLastByte": last, "layerPartBlob": layer[first:last + 1]}
        told = ecr.upload_layer_part(**of, **part)
        expected = {"registryId": own.id, **of, "lastByteReceived": last}
        assert expected.items() <= told.items(), told
    [missing] = ecr.batch_check_layer_availability(**app, layerDigests=[digest(layer)])["layers"]
    assert missing["layerAvailability"] == "UNAVAILABLE", missing
    told = ecr.complete_layer_upload(**of, layerDigests=[digest(b"another"), digest(layer)])
    assert {"registryId": own.id, **of, "layerDigest": digest(layer)}.items() <= told.items(), told
    [held] = ecr.batch_check_layer_availability(**app, layerDigests=[digest(layer)])["layers"]
    assert (held["layerAvailability"], held["layerSize"]) == ("AVAILABLE", len(layer)), held
    refused("UploadNotFoundException", ecr.complete_layer_upload, **of, layerDigests=[digest(layer)])
    again = {**app, "uploadId": ecr.initiate_layer_upload(**app)["uploadId"]}
    assert again != of
    ecr.upload_layer_part(**again, partFirstByte=0, partLastByte=1, layerPartBlob=b"ab")
    refused("InvalidLayerException", ecr.complete_layer_upload, **again, layerDigests=[digest(b"other")])


@checks("InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload")
def an_upload_that_is_not_in_order_is_no_layer(own):
    ecr, app = repository(own)

    def begin(*parts):
        of, at = {**app, "uploadId": ecr.initiate_layer_upload(**app)["uploadId"]}, 0
        for part in parts:
            ecr.upload_layer_part(**of, partFirstByte=at, partLastByte=at + len(part) - 1, layerPartBlob=part)
            at += len(part)
        return of

    refused("EmptyUploadException", ecr.complete_layer_upload, **begin(), layerDigests=[digest(b"")])
    refused("LayerPartTooSmallException", ecr.complete_layer_upload, **begin(b"ab", b"c"), layerDigests=[digest(b"abc")])
    of = begin(b"abc")
    for first, last, blob in [(0, 2, b"abc"), (4, 6, b"abc"), (3, 4, b"abc")]:
        part = {"partFirstByte": first, "partLastByte": last, "layerPartBlob": blob}
        words = refused("InvalidLayerPartException", ecr.upload_layer_part, **of, **part)
        assert of["uploadId"] in words, words
    ecr.complete_layer_upload(**of, layerDigests=[digest(b"abc")])
    refused("LayerAlreadyExistsException", ecr.complete_layer_upload, **begin(b"abc"), layerDigests=[digest(b"abc")])
    none = {**app, "uploadId": "00000000-0000-4000-8000-000000000000"}
    part = {"partFirstByte": 0, "partLastByte": 0, "layerPartBlob": b"x"}
    refused("UploadNotFoundException", ecr.upload_layer_part, **none, **part)
    refused("RepositoryNotFoundException", ecr.initiate_layer_upload, repositoryName="none")
    [held] = ecr.batch_check_layer_availability(**app, layerDigests=[digest(b"abc")])["layers"]
    assert held["layerAvailability"] == "AVAILABLE", held


@checks("BatchCheckLayerAvailability")
def a_layer_is_the_repositorys_that_has_it(own):
    ecr, app = repository(own)
    ecr.create_repository(repositoryName="other")
    upload(ecr, "app", b"layer")
    asked = [digest(b"layer"), digest(b"none")]
    for name, states in [("app", ["AVAILABLE", "UNAVAILABLE"]), ("other", ["UNAVAILABLE", "UNAVAILABLE"])]:
        checked = ecr.batch_check_layer_availability(repositoryName=name, layerDigests=asked)
        found = {layer["layerDigest"]: layer["layerAvailability"] for layer in checked["layers"]}
        assert found == dict(zip(asked, states)) and checked["failures"] == [], checked
    [failure] = ecr.batch_check_layer_availability(**app, layerDigests=["none"])["failures"]
    assert (failure["failureCode"], failure["layerDigest"]) == ("InvalidLayerDigest", "none"), failure
    refused("RepositoryNotFoundException", ecr.batch_check_layer_availability, repositoryName="none", layerDigests=asked)


@checks("GetDownloadUrlForLayer")
def a_layer_comes_down_by_its_url(own):
    ecr, app = repository(own)
    for blob in [b"{}", b"layer"]:
        upload(ecr, "app", blob)
        asked = {**app, "layerDigest": digest(blob)}
        # A layer that no image names cannot be had.
        refused("LayerInaccessibleException", ecr.get_download_url_for_layer, **asked)
    ecr.put_image(**app, imageManifest=manifest(b"{}", b"layer"), imageTag="v1")
    for blob in [b"{}", b"layer"]:
        told = ecr.get_download_url_for_layer(**app, layerDigest=digest(blob))
        assert told["layerDigest"] == digest(blob), told
        # The URL is enough; no credentials go along.
        assert urllib.request.urlopen(told["downloadUrl"]).read() == blob
    refused("LayersNotFoundException", ecr.get_download_url_for_layer, **app, layerDigest=digest(b"none"))
    refused("RepositoryNotFoundException", ecr.get_download_url_for_layer, repositoryName="none", layerDigest=digest(b"{}"))
