"""On a node that redirects downloads: where a blob is. Needs `--downloads redirect`."""

import urllib.request

from images import digest, push
from lab import allow
from oci import ENDPOINT, Registry
from recorder import checks


@checks("LocateBlob")
def a_blob_is_where_the_answer_says(own):
    ecr, layer = own.client("ecr"), b"elsewhere"
    ecr.create_repository(repositoryName="app")
    push(ecr, "app", "v1", layers=[layer])
    registry, blob = Registry(own, own.id), digest(layer)
    answer = registry.blob("app", blob, "LocateBlob").expect(307)
    # The path is enough; no token goes along.
    url = f"http://127.0.0.1:{ENDPOINT.port}{answer.headers['location']}"
    assert urllib.request.urlopen(url).read() == layer, url
    told = registry.blob("app", blob, "HeadBlob").expect(200)
    assert told.headers["content-length"] == str(len(layer)), told.headers
    registry.blob("app", digest(b"none"), "LocateBlob").expect(404, "BLOB_UNKNOWN")
    ann = own.user("ann", allow(["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability"]))
    Registry(ann, own.id).blob("app", blob, "LocateBlob").expect(403, "DENIED")
