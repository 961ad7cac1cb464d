"""Which root, unit or account has which policy, and what comes of it."""

from lab import allow, allowed, deny, document, paged, refused
from recorder import checks, refuses

SERVICE, RESOURCE = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"


def scp(org, name, *statements):
    text = document(*statements)
    made = org.create_policy(Name=name, Description="", Type=SERVICE, Content=text)
    return made["Policy"]["PolicySummary"]["Id"]


@checks("AttachPolicy", "DetachPolicy")
def a_policy_holds_where_it_is_attached(own):
    org = own.client("organizations")
    own.found()
    root, (one, two) = org.list_roots()["Roots"][0]["Id"], [own.member() for _ in range(2)]
    unit = org.create_organizational_unit(ParentId=root, Name="unit")["OrganizationalUnit"]["Id"]
    org.move_account(AccountId=one.id, SourceParentId=root, DestinationParentId=unit)
    shut = scp(org, "shut", deny("ecr:*"))
    reach = {target: {one, two} - shuts for target, shuts in [(root, {one, two}), (unit, {one}), (two.id, {two})]}
    for target, spared in reach.items():
        org.attach_policy(PolicyId=shut, TargetId=target)
        for member in [one, two]:
            assert allowed(member.client("ecr").describe_repositories) == (member in spared), target
        # The management account stands above.
        assert allowed(own.client("ecr").describe_repositories)
        refused("DuplicatePolicyAttachmentException", org.attach_policy, PolicyId=shut, TargetId=target)
        org.detach_policy(PolicyId=shut, TargetId=target)
        assert all(allowed(member.client("ecr").describe_repositories) for member in [one, two]), target
        refused("PolicyNotAttachedException", org.detach_policy, PolicyId=shut, TargetId=target)
    for call in [org.attach_policy, org.detach_policy]:
        refused("PolicyNotFoundException", call, PolicyId="p-0000000000", TargetId=root)
        refused("TargetNotFoundException", call, PolicyId=shut, TargetId=own.another().id)
        refused("TargetNotFoundException", call, PolicyId=shut, TargetId=unit[:-8] + "00000000")
        refused("AccessDeniedException", getattr(one.client("organizations"), call.__name__), PolicyId=shut, TargetId=root)


@checks("AttachPolicy", "DetachPolicy", "ListPoliciesForTarget")
def every_target_keeps_one(own):
    org = own.client("organizations")
    own.found()
    member, root = own.member(), org.list_roots()["Roots"][0]["Id"]
    reads = scp(org, "reads", allow("ecr:Describe*"))
    full = {"PolicyId": "p-FullAWSAccess", "TargetId": member.id}
    refused("ConstraintViolationException", org.detach_policy, **full)
    org.attach_policy(PolicyId=reads, TargetId=member.id)
    listed = paged(org, "list_policies_for_target", "Policies", TargetId=member.id, Filter=SERVICE)
    assert {policy["Name"] for policy in listed} == {"FullAWSAccess", "reads"}, listed
    org.detach_policy(**full)
    ecr = member.client("ecr")
    assert allowed(ecr.describe_repositories) and not allowed(ecr.create_repository, repositoryName="app")
    listed = org.list_policies_for_target(TargetId=member.id, Filter=SERVICE)["Policies"]
    assert [policy["Id"] for policy in listed] == [reads], listed
    refused("ConstraintViolationException", org.detach_policy, PolicyId=reads, TargetId=member.id)
    # Those above it are not listed, and no target has more than five.
    assert [policy["Name"] for policy in org.list_policies_for_target(TargetId=root, Filter=SERVICE)["Policies"]] == [
        "FullAWSAccess"]
    for at in range(4):
        org.attach_policy(PolicyId=scp(org, f"more-{at}", allow("*")), TargetId=member.id)
    refused("ConstraintViolationException", org.attach_policy, **full)
    assert len(org.list_policies_for_target(TargetId=member.id, Filter=SERVICE)["Policies"]) == 5
    assert org.list_policies_for_target(TargetId=member.id, Filter=RESOURCE)["Policies"] == []
    refused("TargetNotFoundException", org.list_policies_for_target, TargetId=own.another().id, Filter=SERVICE)
    # The full access of resource control stays.
    org.enable_policy_type(RootId=root, PolicyType=RESOURCE)
    refused("InvalidInputException", org.detach_policy, PolicyId="p-RCPFullAWSAccess", TargetId=member.id)


@checks("ListTargetsForPolicy", "AttachPolicy")
def targets_are_listed_in_pages(own):
    org, organization = own.client("organizations"), own.found()
    root = org.list_roots()["Roots"][0]
    unit = org.create_organizational_unit(ParentId=root["Id"], Name="unit")["OrganizationalUnit"]
    policy = scp(org, "shut", deny("ecr:*"))
    assert org.list_targets_for_policy(PolicyId=policy)["Targets"] == []
    for target in [root["Id"], unit["Id"], own.id]:
        org.attach_policy(PolicyId=policy, TargetId=target)
    listed = {target["TargetId"]: target for target in paged(org, "list_targets_for_policy", "Targets", PolicyId=policy)}
    name = org.describe_account(AccountId=own.id)["Account"]["Name"]
    arn = f"arn:aws:organizations::{own.id}:account/{organization['Id']}/{own.id}"
    for shown in [
        {"TargetId": root["Id"], "Arn": root["Arn"], "Name": "Root", "Type": "ROOT"},
        {"TargetId": unit["Id"], "Arn": unit["Arn"], "Name": "unit", "Type": "ORGANIZATIONAL_UNIT"},
        {"TargetId": own.id, "Arn": arn, "Name": name, "Type": "ACCOUNT"},
    ]:
        assert listed.pop(shown["TargetId"]) == shown
    assert listed == {}, listed
    refused("PolicyNotFoundException", org.list_targets_for_policy, PolicyId="p-0000000000")


@refuses("DescribeEffectivePolicy")
def no_management_policy_is_in_effect(own):
    org = own.client("organizations")
    own.found()
    member = own.member()
    for who, target in [(org, {}), (org, {"TargetId": member.id}), (member.client("organizations"), {})]:
        refused("EffectivePolicyNotFoundException", who.describe_effective_policy, PolicyType="TAG_POLICY", **target)
    refused("TargetNotFoundException", org.describe_effective_policy, PolicyType="TAG_POLICY", TargetId=own.another().id)
    assert not allowed(own.user("ann").client("organizations").describe_effective_policy, PolicyType="TAG_POLICY")
