"""The organization itself: founded, seen by its members, given all features, deleted."""

import re

from lab import allow, allowed, document, refused
from recorder import checks


@checks("CreateOrganization", "DescribeOrganization")
def an_account_founds_an_organization(own):
    org = own.client("organizations")
    refused("AlreadyInOrganizationException", org.create_organization)
    own.leave()
    refused("AWSOrganizationsNotInUseException", org.describe_organization)
    made = org.create_organization()["Organization"]
    assert re.fullmatch("o-[a-z0-9]{10,32}", made["Id"]) and made["FeatureSet"] == "ALL", made
    arn = f"arn:aws:organizations::{own.id}"
    assert made["Arn"] == f"{arn}:organization/{made['Id']}", made
    assert made["MasterAccountArn"] == f"{arn}:account/{made['Id']}/{own.id}", made
    assert made["MasterAccountId"] == own.id and "@" in made["MasterAccountEmail"], made
    assert org.describe_organization()["Organization"] == made
    refused("AlreadyInOrganizationException", org.create_organization)
    # Members see it too, as far as their own policies let them.
    member = own.member()
    assert member.client("organizations").describe_organization()["Organization"] == made
    refused("AlreadyInOrganizationException", member.client("organizations").create_organization)
    ann = member.user("ann", allow("organizations:DescribeOrganization"))
    bob = member.user("bob").client("organizations")
    assert ann.client("organizations").describe_organization()["Organization"]["Id"] == made["Id"]
    assert not allowed(bob.describe_organization) and not allowed(bob.create_organization)


@checks("CreateOrganization", "EnableAllFeatures")
def consolidated_billing_becomes_all_features(own):
    org = own.client("organizations")
    own.leave()
    made = org.create_organization(FeatureSet="CONSOLIDATED_BILLING")["Organization"]
    assert made["FeatureSet"] == "CONSOLIDATED_BILLING" and made["AvailablePolicyTypes"] == [], made
    member, root = own.member(), org.list_roots()["Roots"][0]
    assert root["PolicyTypes"] == [], root
    scp = {"Name": "none", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": document(allow("*"))}
    for call, arguments in [
        (org.create_policy, scp),
        (org.enable_policy_type, {"RootId": root["Id"], "PolicyType": "SERVICE_CONTROL_POLICY"}),
    ]:
        refused("PolicyTypeNotAvailableForOrganizationException", call, **arguments)
    handshake = org.enable_all_features()["Handshake"]
    assert handshake["Action"] == "ENABLE_ALL_FEATURES", handshake
    assert handshake["Parties"] == [{"Id": made["Id"], "Type": "ORGANIZATION"}], handshake
    # Every account was made in it, so that none has to be asked.
    assert handshake["State"] == "ACCEPTED", handshake
    assert org.describe_organization()["Organization"]["FeatureSet"] == "ALL"
    assert org.list_roots()["Roots"][0]["PolicyTypes"] == [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]
    has = {target["TargetId"] for target in org.list_targets_for_policy(PolicyId="p-FullAWSAccess")["Targets"]}
    assert has == {root["Id"], own.id, member.id}, has
    assert member.client("ecr").describe_repositories()["repositories"] == []
    org.create_policy(**scp)
    refused("HandshakeConstraintViolationException", org.enable_all_features)


@checks("DeleteOrganization")
def an_organization_is_deleted_when_it_has_nothing(own):
    org, made = own.client("organizations"), own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    member = own.member()
    unit = org.create_organizational_unit(ParentId=root, Name="unit")["OrganizationalUnit"]["Id"]
    scp = {"Name": "none", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": document(allow("*"))}
    policy = org.create_policy(**scp)["Policy"]["PolicySummary"]["Id"]
    refused("AccessDeniedException", member.client("organizations").delete_organization)
    for take, arguments in [
        (org.remove_account_from_organization, {"AccountId": member.id}),
        (org.delete_organizational_unit, {"OrganizationalUnitId": unit}),
        (org.delete_policy, {"PolicyId": policy}),
    ]:
        refused("OrganizationNotEmptyException", org.delete_organization)
        take(**arguments)
    assert org.describe_organization()["Organization"] == made
    org.delete_organization()
    refused("AWSOrganizationsNotInUseException", org.describe_organization)
    refused("AWSOrganizationsNotInUseException", org.list_roots)
    refused("AWSOrganizationsNotInUseException", org.delete_organization)
    # The account goes on, and may found another one.
    assert own.client("iam").list_users()["Users"] == []
    again = org.create_organization()["Organization"]
    assert again["Id"] != made["Id"] and org.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"]
