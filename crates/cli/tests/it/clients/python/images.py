"""Images, as small as they can be, and how boto3 puts them into a repository."""

import hashlib
import json

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
CONFIG, LAYER = "application/vnd.oci.image.config.v1+json", "application/vnd.oci.image.layer.v1.tar+gzip"


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def upload(ecr, name, content):
    """Puts a layer up in one part; its descriptor without a type."""
    of = {"repositoryName": name, "uploadId": ecr.initiate_layer_upload(repositoryName=name)["uploadId"]}
    ecr.upload_layer_part(**of, partFirstByte=0, partLastByte=len(content) - 1, layerPartBlob=content)
    ecr.complete_layer_upload(**of, layerDigests=[digest(content)])
    return {"digest": digest(content), "size": len(content)}


def manifest(config, *layers, **more):
    """The text of a manifest of blobs."""
    described = [{"digest": digest(blob), "size": len(blob)} for blob in (config, *layers)]
    types = [CONFIG] + [LAYER] * len(layers)
    config, *layers = ({**one, "mediaType": kind} for one, kind in zip(described, types))
    return json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers, **more})


def index(*children, **more):
    """The text of an index of manifests, given as texts."""
    listed = [{"mediaType": MANIFEST, "digest": digest(text.encode()), "size": len(text)} for text in children]
    return json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": listed, **more})


def push(ecr, name, *tags, note="", layers=(b"layer",), **more):
    """An image with a config of its own, under some tags or none; its manifest."""
    config = json.dumps({"architecture": "amd64", "os": "linux", "note": note or " ".join(tags)}).encode()
    for blob in [config, *layers]:
        try:
            upload(ecr, name, blob)
        except ecr.exceptions.LayerAlreadyExistsException:
            pass
    text = manifest(config, *layers, **more)
    for tag in tags or [None]:
        ecr.put_image(repositoryName=name, imageManifest=text, **({"imageTag": tag} if tag else {}))
    return text
