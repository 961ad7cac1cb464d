"""Policies of the organization: made, found, changed, deleted, listed."""

from lab import allow, allowed, deny, document, paged, refused, shown, tags
from recorder import checks

SERVICE, RESOURCE = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
OPEN, SHUT = document(allow("*")), document(deny("ecr:*"))


def scp(name, content=OPEN, **more):
    return {"Name": name, "Description": "", "Type": SERVICE, "Content": content, **more}


@checks("CreatePolicy", "DescribePolicy")
def a_policy_is_made_once(own):
    org, organization = own.client("organizations"), own.found()
    made = org.create_policy(**scp("open", Description="all", Tags=tags(team="web")))["Policy"]
    summary = made["PolicySummary"]
    arn = f"arn:aws:organizations::{own.id}:policy/{organization['Id']}/service_control_policy/{summary['Id']}"
    expected = {"Arn": arn, "Name": "open", "Description": "all", "Type": SERVICE, "AwsManaged": False}
    assert expected.items() <= summary.items() and made["Content"] == OPEN, made
    assert org.describe_policy(PolicyId=summary["Id"])["Policy"] == made
    assert shown(org.list_tags_for_resource(ResourceId=summary["Id"])["Tags"]) == {"team": "web"}
    full = org.describe_policy(PolicyId="p-FullAWSAccess")["Policy"]["PolicySummary"]
    assert full["AwsManaged"] and full["Arn"] == (
        "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"), full
    refused("DuplicatePolicyException", org.create_policy, **scp("open", SHUT))
    refused("DuplicatePolicyException", org.create_policy, **scp("FullAWSAccess"))
    assert org.describe_policy(PolicyId=summary["Id"])["Policy"] == made
    # Of another type it is another one.
    text = document({**deny("ecr:*"), "Principal": "*"})
    other = org.create_policy(**scp("open", text, Type=RESOURCE))["Policy"]["PolicySummary"]
    assert other["Arn"].endswith(f"resource_control_policy/{other['Id']}"), other
    refused("PolicyNotFoundException", org.describe_policy, PolicyId="p-0000000000")


@checks("CreatePolicy")
def a_policy_that_is_refused_is_not_made(own):
    org = own.client("organizations")
    own.found()
    for text in ["{}", "none", document({**deny("ecr:*"), "Principal": "*"}), document({"Effect": "Deny"})]:
        refused("MalformedPolicyDocumentException", org.create_policy, **scp("own", text))
    # A resource control policy only denies, and says whom.
    for text in [SHUT, document({**allow("ecr:*"), "Principal": "*"})]:
        refused("MalformedPolicyDocumentException", org.create_policy, **scp("own", text, Type=RESOURCE))
    long = document(deny([f"ecr:{'a' * 90}{at}" for at in range(60)]))
    refused("ConstraintViolationException", org.create_policy, **scp("own", long))
    for other in ["TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY"]:
        refused("PolicyTypeNotAvailableForOrganizationException", org.create_policy, **scp("own", Type=other))
    refused("AccessDeniedException", own.member().client("organizations").create_policy, **scp("own"))
    only = {"StringEquals": {"organizations:PolicyType": RESOURCE}}
    ann = own.user("ann", allow("organizations:CreatePolicy", Condition=only)).client("organizations")
    assert not allowed(ann.create_policy, **scp("own"))
    own_only = [policy for policy in org.list_policies(Filter=SERVICE)["Policies"] if not policy["AwsManaged"]]
    assert own_only == [], own_only
    org.create_policy(**scp("own"))
    assert len(org.list_policies(Filter=SERVICE)["Policies"]) == 2


@checks("UpdatePolicy")
def a_new_text_holds_for_all_that_have_it(own):
    org = own.client("organizations")
    own.found()
    member = own.member()
    policy = org.create_policy(**scp("own", Description="first"))["Policy"]["PolicySummary"]["Id"]
    org.create_policy(**scp("other"))
    org.attach_policy(PolicyId=policy, TargetId=member.id)
    describe = member.client("ecr").describe_repositories
    assert allowed(describe)
    told = org.update_policy(PolicyId=policy, Content=SHUT)["Policy"]
    assert told["Content"] == SHUT and told["PolicySummary"]["Description"] == "first", told
    assert not allowed(describe)
    told = org.update_policy(PolicyId=policy, Name="shut", Description="")["Policy"]
    assert (told["PolicySummary"]["Name"], told["PolicySummary"]["Description"]) == ("shut", ""), told
    assert org.describe_policy(PolicyId=policy)["Policy"] == told and told["Content"] == SHUT, told
    refused("DuplicatePolicyException", org.update_policy, PolicyId=policy, Name="other")
    refused("MalformedPolicyDocumentException", org.update_policy, PolicyId=policy, Content="{}")
    refused("PolicyNotFoundException", org.update_policy, PolicyId="p-0000000000", Name="none")
    refused("InvalidInputException", org.update_policy, PolicyId="p-FullAWSAccess", Content=SHUT)
    assert org.describe_policy(PolicyId=policy)["Policy"] == told


@checks("DeletePolicy")
def a_policy_is_deleted_when_nothing_has_it(own):
    org = own.client("organizations")
    own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    policy = org.create_policy(**scp("own"))["Policy"]["PolicySummary"]["Id"]
    org.attach_policy(PolicyId=policy, TargetId=root)
    refused("PolicyInUseException", org.delete_policy, PolicyId=policy)
    org.detach_policy(PolicyId=policy, TargetId=root)
    org.delete_policy(PolicyId=policy)
    for call in [org.describe_policy, org.delete_policy]:
        refused("PolicyNotFoundException", call, PolicyId=policy)
    refused("InvalidInputException", org.delete_policy, PolicyId="p-FullAWSAccess")
    # The name is free again.
    again = org.create_policy(**scp("own"))["Policy"]["PolicySummary"]
    assert again["Id"] != policy and org.describe_policy(PolicyId=again["Id"])


@checks("ListPolicies")
def policies_are_listed_in_pages_by_type(own):
    org = own.client("organizations")
    own.found()
    made = [org.create_policy(**scp(f"own-{at}"))["Policy"]["PolicySummary"] for at in range(12)]
    text = document({**deny("ecr:*"), "Principal": "*"})
    other = org.create_policy(**scp("other", text, Type=RESOURCE))["Policy"]["PolicySummary"]
    listed = paged(org, "list_policies", "Policies", Filter=SERVICE)
    assert listed[0]["Id"] == "p-FullAWSAccess" and len(listed) == 13, listed
    assert sorted(listed[1:], key=lambda policy: policy["Id"]) == sorted(made, key=lambda policy: policy["Id"]), listed
    listed = paged(org, "list_policies", "Policies", Filter=RESOURCE)
    assert [policy["Id"] for policy in listed] == ["p-RCPFullAWSAccess", other["Id"]], listed
    for other in ["TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY"]:
        assert org.list_policies(Filter=other)["Policies"] == []
        assert org.list_policies_for_target(TargetId=own.id, Filter=other)["Policies"] == []
    only = {"StringEquals": {"organizations:PolicyType": RESOURCE}}
    ann = own.user("ann", allow("organizations:ListPolicies", Condition=only)).client("organizations")
    assert len(ann.list_policies(Filter=RESOURCE)["Policies"]) == 2
    assert not allowed(ann.list_policies, Filter=SERVICE)
    refused("InvalidInputException", org.list_policies, Filter=SERVICE, NextToken="none")
