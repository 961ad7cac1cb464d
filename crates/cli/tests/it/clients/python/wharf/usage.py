"""What registries hold, and what accounts ask of them."""

import datetime

from images import digest, push
from lab import REGION, document, entering, refused
from oci import Registry
from recorder import checks


@checks("GetUsage", "MeasureUsage")
def usage_is_told_by_account_and_day(own):
    wharf, ecr, other = entering.client("wharf"), own.client("ecr"), own.another()
    today = datetime.datetime.now(datetime.timezone.utc).date()
    days = {"from": str(today), "to": str(today + datetime.timedelta(days=1))}
    for name in ["app", "other"]:
        ecr.create_repository(repositoryName=name)
    layer = b"a" * 1000
    for name in ["app", "other"]:
        push(ecr, name, "v1", layers=[layer])
    lets = {"Effect": "Allow", "Principal": {"AWS": other.id}, "Action": "ecr:GetDownloadUrlForLayer"}
    ecr.set_repository_policy(repositoryName="app", policyText=document(lets))
    Registry(other, own.id).blob("app", digest(layer)).expect(200)

    def of(rows):
        return [row for row in rows if row["owner"] == own.id and row["day"] in days.values()]

    wharf.measure_usage()
    usage = wharf.get_paginator("get_usage").paginate(**days, PaginationConfig={"PageSize": 1}).build_full_result()
    [held] = of(usage["storage"])
    assert (held["images"], held["repositories"], held["region"]) == (2, 2, REGION), held
    # Both repositories hold the layer; the disk has it once.
    assert held["logicalBytes"] > 2000 > held["storedBytes"] > 1000, held
    traffic = {row["account"]: row for row in of(usage["traffic"])}
    assert traffic[other.id]["pulledBytes"] == len(layer) and traffic[other.id]["requests"] == 1, traffic
    assert traffic[own.id]["pulledBytes"] == 0 and traffic[own.id]["requests"] > 10, traffic
    past = {"from": "2001-01-01", "to": "2001-01-02"}
    assert wharf.get_usage(**past)["storage"] == [] and wharf.get_usage(**past)["traffic"] == []
    refused("InvalidParameterException", wharf.get_usage, **{**days, "from": "2026-13-01"})
    refused("InvalidParameterException", wharf.get_usage, **days, nextToken="none")
    refused("AccessDeniedException", own.client("wharf").get_usage, **days)
    refused("AccessDeniedException", own.client("wharf").measure_usage)


@checks("WriteDown")
def what_a_node_has_in_memory_is_written_down(own):
    wharf, ecr = entering.client("wharf"), own.client("ecr")
    today = datetime.datetime.now(datetime.timezone.utc).date()
    days = {"from": str(today), "to": str(today + datetime.timedelta(days=1))}
    ecr.create_repository(repositoryName="app")
    assert "lostRecords" not in wharf.write_down()
    pages = wharf.get_paginator("get_usage").paginate(**days)
    assert any(row["account"] == own.id for page in pages for row in page["traffic"]), own.id
    refused("AccessDeniedException", own.client("wharf").write_down)
