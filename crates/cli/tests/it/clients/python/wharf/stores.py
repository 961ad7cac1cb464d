"""Bytes that do not belong to their Region's database."""

import hashlib

from images import digest, push
from lab import DATA, REGION, entering, refused
from recorder import checks


def region_with_foreign_bytes(client):
    """A Region without a database, beside whose place there is a layer."""
    made = client.list_regions()["regions"]
    region = next(name for name in ["eu-north-1", "eu-west-3", "ap-south-1", "sa-east-1"] if name not in made)
    layer = f"foreign to {region}".encode()
    digest = hashlib.sha256(layer).hexdigest()
    folder = DATA / "regions" / region / "blobs" / "sha256" / digest[:2]
    folder.mkdir(parents=True)
    (folder / digest).write_bytes(layer)
    return region


@checks("AdoptStore")
def foreign_bytes_are_adopted_on_purpose(own):
    region = region_with_foreign_bytes(entering.client("wharf"))
    wharf, ecr = entering.client("wharf", region), own.client("ecr", region)
    refused("ServiceUnavailable", ecr.create_repository, repositoryName="app")
    refused("StoreMismatchException", wharf.get_job_health)
    refused("AccessDeniedException", own.client("wharf", region).adopt_store)
    store = wharf.adopt_store()["storeId"]
    ecr.create_repository(repositoryName="app")
    standing = wharf.get_job_health()["store"]
    assert standing["storeId"] == store and standing["restoredAt"], standing
    # They belong to it by now.
    refused("InvalidParameterException", wharf.adopt_store)
    # What was there is kept, as the answer says.
    assert wharf.collect_bytes(graceHours=0, takePushes=True)["keptBefore"]
    forced = wharf.collect_bytes(graceHours=0, force=True)
    assert "REMOVED" in {finding["what"] for finding in forced["findings"]} and forced["restoredAt"], forced


def verified(wharf):
    """What a whole verification finds."""
    findings, position = [], {}
    while True:
        stepped = wharf.verify_store(**position)
        findings += stepped["findings"]
        if "position" not in stepped:
            return findings
        position = {"position": stepped["position"]}


@checks("VerifyStore")
def what_a_disk_changed_is_found_and_pushed_again(own):
    wharf, ecr = entering.client("wharf"), own.client("ecr")
    ecr.create_repository(repositoryName="app")
    layer = f"of {own.id}".encode() * 9
    push(ecr, "app", "v1", layers=[layer])
    hex = digest(layer).removeprefix("sha256:")
    file = DATA / "regions" / REGION / "blobs" / "sha256" / hex[:2] / hex
    file.write_bytes(layer[:-1] + b"?")

    def available():
        asked = ecr.batch_check_layer_availability(repositoryName="app", layerDigests=[digest(layer)])
        return asked["layers"][0]["layerAvailability"]

    assert available() == "AVAILABLE"
    found = {finding["what"] for finding in verified(wharf) if finding.get("digest") == digest(layer)}
    assert found == {"ALTERED_BLOB"}, found
    assert available() == "UNAVAILABLE"
    [damaged] = [one for one in wharf.get_job_health()["store"]["damaged"] if one["layerDigest"] == digest(layer)]
    assert damaged["damage"] == "altered", damaged
    push(ecr, "app", "v2", layers=[layer])
    assert available() == "AVAILABLE"
    refused("InvalidParameterException", wharf.verify_store, position="none")
    refused("AccessDeniedException", own.client("wharf").verify_store)
