"""Opens a folder that `write.py` has written with a later program, and uses everything in it.

usage: python3 check.py WHARF FOLDER [DATABASE]
"""

import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.exceptions import ClientError

from answers import all_answers, lacks
from folder import (
    AWAY, HOME, MANAGEMENT, REGISTRY, Node, client, digest, index, layer, push, put, request, token, under_a_clock, until,
)

wharf, folder, *database = sys.argv[1:]
with open(os.path.join(folder, "facts.json")) as file:
    facts = json.load(file)
# Two minutes after the old program was killed.
under_a_clock(folder, facts["written"] + 120 - int(time.time()))
begun = time.monotonic()
node = Node(wharf, os.path.join(folder, "data"), *database)
keys = facts["keys"]
of_registry = ["--account", REGISTRY]


def done(what):
    print(f"{time.monotonic() - begun:5.1f} s  {what}", flush=True)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return str(error)
    raise AssertionError(f"not refused with {code}: {arguments}")


def receiver(port):
    """Takes every event that is posted to a port."""
    posts = []

    class Take(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.append((dict(self.headers), json.loads(body)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Take)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return posts


def whole(name, image, password, region=HOME):
    """Pulls an image with everything that it names; every byte is what its digest says."""
    kinds = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"]
    accept = [("Accept", ", ".join(kinds))]
    status, _, manifest = request("GET", f"/v2/{name}/manifests/{image}", password, headers=accept, region=region)
    assert status == 200, f"{name}@{image}: {status} {manifest}"
    assert digest(manifest) == image, f"{name}@{image} has other bytes"
    manifest = json.loads(manifest)
    for child in manifest.get("manifests", []):
        whole(name, child["digest"], password, region)
    for blob in [manifest["config"], *manifest["layers"]] if "layers" in manifest else []:
        status, _, content = request("GET", f"/v2/{name}/blobs/{blob['digest']}", password, region=region)
        assert status == 200, f"{name}@{blob['digest']}: {status} {content}"
        assert digest(content) == blob["digest"], f"{name}: the bytes of {blob['digest']} are others"


def every_image():
    for place, images in facts["images"].items():
        region, name = place.split(" ")
        password = token(client("ecr", keys[REGISTRY], region))
        for image in images if name != "shut/app" else []:
            whole(name, image, password, region)


told, redelivered = receiver(7070), receiver(7071)
node.start()
ecr = client("ecr", keys[REGISTRY])
done("the node serves")
[data, server] = [finding for finding in node.findings() if finding["check"] in ("data", "server")]
assert (data["outcome"], server["outcome"]) == ("ok", "ok"), (data, server)
differs = list(lacks(facts["answers"], all_answers(keys)))
assert not differs, "\n".join(differs)
listed = node.json("key", "list", *of_registry)
for key in listed:
    # An older program left the prefix out.
    key["aliases"] = [alias.removeprefix("alias/") for alias in key["aliases"]]
assert listed == facts["keys listed"]
done("every list and description is as it was")

every_image()
# The token that docker kept, and the session that got it.
whole("team/app", facts["images"][f"{HOME} team/app"][3], facts["token"])
assert client("sts", facts["session"]).get_caller_identity()["Arn"].endswith("assumed-role/ci/before")
refused("LayerInaccessibleException", ecr.get_download_url_for_layer, repositoryName="shut/app", layerDigest=digest(b"shut"))
node.run("key", "enable", "alias/shut", *of_registry)
shut = facts["images"][f"{HOME} shut/app"][0]
until("the key opens", lambda: request("GET", f"/v2/shut/app/manifests/{shut}", facts["token"])[0] == 200)
whole("shut/app", shut, facts["token"])
done("every image is there, byte for byte")

operator = client("sts", facts["operator"])
session = operator.assume_role(RoleArn=f"arn:aws:iam::{REGISTRY}:role/ci", RoleSessionName="after")["Credentials"]
ci, alice = client("ecr", session), client("ecr", facts["alice"])
assert alice.batch_get_image(repositoryName="team/app", imageIds=[{"imageTag": "v1"}])["images"]
refused("AccessDeniedException", alice.initiate_layer_upload, repositoryName="team/app")
refused("UnrecognizedClientException", client("ecr", facts["inactive"]).describe_repositories)
refused("AccessDenied", client("sts", facts["alice"]).assume_role,
        RoleArn=f"arn:aws:iam::{REGISTRY}:role/ci", RoleSessionName="alice")
shared = client("ecr", facts["operator"])
assert shared.batch_get_image(registryId=REGISTRY, repositoryName="team/app", imageIds=[{"imageTag": "v1"}])["images"]
said = refused("AccessDeniedException", ci.delete_registry_policy)
assert "explicit deny in a service control policy" in said, said
assert client("organizations", keys[REGISTRY]).list_accounts()["Accounts"]
done("roles, boundaries and policies decide as before")

old = {"digest": facts["images"][f"{HOME} team/app"][0], "mediaType": "application/vnd.oci.image.manifest.v1+json"}
[found] = ecr.batch_get_image(repositoryName="team/app", imageIds=[{"imageDigest": old["digest"]}])["images"]
old["size"] = len(found["imageManifest"].encode())
fresh = push(ci, "team/app", "on top", "v9")
both = index(ci, "team/app", [fresh, old], "latest")
whole("team/app", both["digest"], facts["token"])
again = push(ci, "sealed/app", "sealed after the upgrade", "v2")
whole("sealed/app", again["digest"], facts["token"])
fixed = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": []})
refused("ImageTagAlreadyExistsException", ci.put_image, repositoryName="team/fixed", imageManifest=fixed, imageTag="v1")
ci.put_image(repositoryName="team/fixed", imageManifest=fixed, imageTag="dev1")
kind = [("Content-Type", "application/vnd.oci.image.index.v1+json")]
status, _, said = request("POST", "/v2/made/app/blobs/uploads/", facts["token"])
assert status == 202, (status, said)
status, _, said = request("PUT", "/v2/made/app/manifests/v1", facts["token"], fixed.encode(), kind)
assert status == 201, (status, said)
[made] = ecr.describe_repositories(repositoryNames=["made/app"])["repositories"]
assert made["imageTagMutability"] == "IMMUTABLE" and made["encryptionConfiguration"]["encryptionType"] == "KMS", made
done("pushes go on top, as settings and templates say")

first, second = facts["uploads"]["parts"]
of = {"repositoryName": "pending/uploads", "uploadId": facts["uploads"]["id"]}
# Only the last part may be small, so the API's upload ends with the one that it has.
ecr.complete_layer_upload(**of, layerDigests=[digest(first.encode())])
location, content = facts["uploads"]["location"], ("distribution, " + first + second).encode()
status, headers, _ = request("PATCH", location, facts["token"], second.encode())
assert status == 202, status
status, _, said = request("PUT", f"{re.sub('^https?://[^/]+', '', headers['Location'])}?digest={digest(content)}", facts["token"])
assert status == 201, (status, said)
assert request("GET", f"/v2/pending/uploads/blobs/{digest(content)}", facts["token"])[2] == content
done("unfinished uploads are continued")

until("the pending event", lambda: told)
assert told[0][1]["detail"]["image-digest"] == facts["told"], told
assert told[0][0]["webhook-signature"].startswith("v1,"), told
[letter] = node.json_lines("webhook", "dead-letters", "broken", *of_registry)
node.run("webhook", "redeliver", "broken", *of_registry)
until("the dead letter", lambda: redelivered)
assert redelivered[0][1]["id"] == letter["event"]["id"], redelivered
assert set(facts["events"]) <= {event["id"] for event in node.json_lines("events")}
done("events are kept, and those that waited arrive")

node.run("restore", f"pending/deleted@{facts['deleted']}", *of_registry)
whole("pending/deleted", facts["deleted"], facts["token"])
assert ecr.list_images(repositoryName="pending/deleted", filter={"tagStatus": "TAGGED"})["imageIds"][0]["imageTag"] == "gone"
ecr.create_repository(repositoryName="pending/swept")
assert ecr.describe_images(repositoryName="pending/swept")["imageDetails"] == []
assert request("GET", f"/v2/pending/swept/blobs/{digest(b'swept')}", facts["token"])[0] == 404
done("what was deleted comes back, or stays away")


def status(name):
    [image] = ecr.describe_images(repositoryName=name, filter={"imageStatus": "ANY"})["imageDetails"]
    return image["imageStatus"]


assert status("archive/app") == "ARCHIVED"
ecr.update_image_storage_class(
    repositoryName="archive/app", imageId={"imageDigest": facts["archived"]}, targetStorageClass="STANDARD"
)
for name in ["pending/restored", "archive/app"]:
    until(f"the image of {name}", lambda: status(name) == "ACTIVE")
waiting = {"repositoryName": "pending/waiting"}
until("the preview", lambda: ecr.get_lifecycle_policy_preview(**waiting)["status"] == "COMPLETE")
until("the turn", lambda: len(ecr.describe_images(**waiting)["imageDetails"]) == 1)
assert ecr.describe_images(**waiting)["imageDetails"][0]["imageTags"] == ["v3"]
done("restorings, the preview and the lifecycle policy had their turns")

assert "no image of it names it" in node.run("why", facts["orphan"])
node.run("collect", "--grace", "0", "--force=pushes")
assert request("GET", f"/v2/pending/uploads/blobs/{facts['orphan']}", facts["token"])[0] == 404
every_image()
whole("pending/deleted", facts["deleted"], facts["token"])
done("collection takes the orphan and nothing else")

traffic = {tuple(row[name] for name in ("day", "region", "account", "owner")): row for row in facts["usage"]}
for row in node.json("usage", "--from", "2020-01-01", *of_registry)["traffic"]:
    before = traffic.pop(tuple(row[name] for name in ("day", "region", "account", "owner")), row)
    assert row["requests"] >= before["requests"] and row["pulledBytes"] >= before["pulledBytes"], (before, row)
assert not traffic, traffic
assert len(node.json_lines("audit", "--last", "0")) > facts["audit"]
node.stop()
node.start()
ecr = client("ecr", keys[REGISTRY])
assert ecr.describe_images(repositoryName="team/app", imageIds=[{"imageTag": "latest"}])["imageDetails"]
node.stop()
done("usage and audit go on, and so does the node after a restart")
print("done")
