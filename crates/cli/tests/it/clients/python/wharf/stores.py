"""Bytes that do not belong to their Region's database."""

import hashlib

from lab import DATA, entering, refused
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
    refused("ServerException", ecr.create_repository, repositoryName="app")
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
    assert "REMOVED" in {finding["what"] for finding in forced["findings"]}, forced
