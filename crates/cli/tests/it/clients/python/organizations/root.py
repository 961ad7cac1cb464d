"""The root, and the types of policies that are enabled in it."""

from lab import allow, allowed, deny, document, refused
from recorder import checks

SERVICE, RESOURCE = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"


@checks("ListRoots", "EnablePolicyType")
def a_type_of_policies_is_enabled(own):
    org, made = own.client("organizations"), own.found()
    pages = list(org.get_paginator("list_roots").paginate(PaginationConfig={"PageSize": 1}))
    [root] = [root for page in pages for root in page["Roots"]]
    assert root["Name"] == "Root" and root["Arn"].endswith(f"{own.id}:root/{made['Id']}/{root['Id']}"), root
    assert root["PolicyTypes"] == [{"Type": SERVICE, "Status": "ENABLED"}], root
    member = own.member()
    text = document({**deny("ecr:*"), "Principal": "*"})
    rcp = org.create_policy(Name="none", Description="", Type=RESOURCE, Content=text)["Policy"]["PolicySummary"]
    attach = {"PolicyId": rcp["Id"], "TargetId": member.id}
    refused("PolicyTypeNotEnabledException", org.attach_policy, **attach)
    kind = {"RootId": root["Id"], "PolicyType": RESOURCE}
    told = org.enable_policy_type(**kind)["Root"]
    assert told == org.list_roots()["Roots"][0], told
    assert {kind["Type"]: kind["Status"] for kind in told["PolicyTypes"]} == {SERVICE: "ENABLED", RESOURCE: "ENABLED"}
    # Everything has the one that allows everything.
    has = {target["TargetId"] for target in org.list_targets_for_policy(PolicyId="p-RCPFullAWSAccess")["Targets"]}
    assert has == {root["Id"], own.id, member.id}, has
    assert allowed(member.client("ecr").describe_repositories)
    org.attach_policy(**attach)
    assert not allowed(member.client("ecr").describe_repositories)
    refused("PolicyTypeAlreadyEnabledException", org.enable_policy_type, **kind)
    refused("RootNotFoundException", org.enable_policy_type, RootId="r-0000", PolicyType=RESOURCE)
    for other in ["TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY"]:
        refused("PolicyTypeNotAvailableForOrganizationException", org.enable_policy_type, **{**kind, "PolicyType": other})
        refused("PolicyTypeNotEnabledException", org.disable_policy_type, **{**kind, "PolicyType": other})
    refused("AccessDeniedException", member.client("organizations").list_roots)


@checks("DisablePolicyType", "EnablePolicyType")
def what_is_disabled_is_detached(own):
    org = own.client("organizations")
    own.found()
    member, root = own.member(), org.list_roots()["Roots"][0]["Id"]
    scp = org.create_policy(Name="none", Description="", Type=SERVICE, Content=document(deny("ecr:*")))
    scp = scp["Policy"]["PolicySummary"]["Id"]
    org.attach_policy(PolicyId=scp, TargetId=root)
    describe = member.client("ecr").describe_repositories
    assert not allowed(describe)
    kind = {"RootId": root, "PolicyType": SERVICE}
    told = org.disable_policy_type(**kind)["Root"]
    assert told["PolicyTypes"] == [] and org.list_roots()["Roots"] == [told], told
    assert allowed(describe)
    assert org.list_targets_for_policy(PolicyId=scp)["Targets"] == []
    refused("PolicyTypeNotEnabledException", org.disable_policy_type, **kind)
    refused("RootNotFoundException", org.disable_policy_type, RootId="r-0000", PolicyType=SERVICE)
    # What was attached does not come back by itself.
    org.enable_policy_type(**kind)
    assert allowed(describe)
    attached = org.list_policies_for_target(TargetId=root, Filter=SERVICE)["Policies"]
    assert [policy["Id"] for policy in attached] == ["p-FullAWSAccess"], attached


@checks("EnablePolicyType", "DisablePolicyType")
def policies_may_name_the_type(own):
    org = own.client("organizations")
    own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    only = {"StringEquals": {"organizations:PolicyType": RESOURCE}}
    ann = own.user("ann", allow("organizations:*PolicyType", Condition=only)).client("organizations")
    assert not allowed(ann.disable_policy_type, RootId=root, PolicyType=SERVICE)
    assert allowed(ann.enable_policy_type, RootId=root, PolicyType=RESOURCE)
    assert {kind["Type"] for kind in org.list_roots()["Roots"][0]["PolicyTypes"]} == {SERVICE, RESOURCE}
    assert allowed(ann.disable_policy_type, RootId=root, PolicyType=RESOURCE)
    assert {kind["Type"] for kind in org.list_roots()["Roots"][0]["PolicyTypes"]} == {SERVICE}
