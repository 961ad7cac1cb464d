"""A company of four accounts, made with Organizations, IAM and STS alone: a registry that the production unit may pull
from, guardrails that hold at once, and every operation of Organizations once."""

import json
import os

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = os.environ["AWS_DEFAULT_REGION"]
QUICK = Config(retries={"max_attempts": 1})


def client(service, credentials=None):
    """A client with credentials of its own, or with the environment's."""
    if credentials is None:
        return boto3.client(service, config=QUICK)
    names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey", "aws_session_token": "SessionToken"}
    given = {name: credentials[key] for name, key in names.items() if key in credentials}
    return boto3.client(service, config=QUICK, **given)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error
    raise AssertionError(f"not refused with {code}: {arguments}")


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions, **more):
    return {"Effect": "Allow", "Action": actions, "Resource": "*", **more}


org = client("organizations")
management = client("sts").get_caller_identity()["Account"]

# The bootstrap has made the organization.
organization = org.describe_organization()["Organization"]
assert organization["MasterAccountId"] == management and organization["FeatureSet"] == "ALL"
refused("AlreadyInOrganizationException", org.create_organization, FeatureSet="ALL")
root = org.list_roots()["Roots"][0]
assert root["PolicyTypes"] == [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]

accounts = {}
for name in ["registry", "dev", "prod"]:
    status = org.create_account(Email=f"{name}@example.com", AccountName=name, Tags=[{"Key": "stage", "Value": name}])
    request = status["CreateAccountStatus"]["Id"]
    status = org.describe_create_account_status(CreateAccountRequestId=request)["CreateAccountStatus"]
    assert status["State"] == "SUCCEEDED", status
    accounts[name] = status["AccountId"]
assert len(org.list_create_account_status(States=["SUCCEEDED"])["CreateAccountStatuses"]) == 3
pages = org.get_paginator("list_accounts").paginate(PaginationConfig={"PageSize": 2})
listed = {account["Id"] for page in pages for account in page["Accounts"]}
assert set(accounts.values()) | {management} <= listed, listed

workloads = org.create_organizational_unit(ParentId=root["Id"], Name="workloads")["OrganizationalUnit"]
production = org.create_organizational_unit(ParentId=workloads["Id"], Name="prod")["OrganizationalUnit"]
org.update_organizational_unit(OrganizationalUnitId=production["Id"], Name="production")
assert org.describe_organizational_unit(OrganizationalUnitId=production["Id"])["OrganizationalUnit"]["Name"] == "production"
for name, unit in [("dev", workloads), ("prod", production)]:
    org.move_account(AccountId=accounts[name], SourceParentId=root["Id"], DestinationParentId=unit["Id"])
assert org.list_parents(ChildId=accounts["prod"])["Parents"] == [{"Id": production["Id"], "Type": "ORGANIZATIONAL_UNIT"}]
assert [a["Name"] for a in org.list_accounts_for_parent(ParentId=production["Id"])["Accounts"]] == ["prod"]
assert len(org.list_organizational_units_for_parent(ParentId=root["Id"])["OrganizationalUnits"]) == 1
children = org.list_children(ParentId=workloads["Id"], ChildType="ORGANIZATIONAL_UNIT")["Children"]
assert children == [{"Id": production["Id"], "Type": "ORGANIZATIONAL_UNIT"}]
path = org.describe_account(AccountId=accounts["prod"])["Account"]["Paths"][0]
assert path == f"{organization['Id']}/{root['Id']}/{workloads['Id']}/{production['Id']}/{accounts['prod']}/"

# An administrator of the management account enters the others through the role that each was made with.
iam = client("iam")
iam.create_user(UserName="platform")
iam.attach_user_policy(UserName="platform", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
platform = iam.create_access_key(UserName="platform")["AccessKey"]


def enter(name, role="OrganizationAccountAccessRole", credentials=platform):
    arn = f"arn:aws:iam::{accounts[name]}:role/{role}"
    return client("sts", credentials).assume_role(RoleArn=arn, RoleSessionName="platform")["Credentials"]


inside = {name: enter(name) for name in accounts}
for name, credentials in inside.items():
    assert client("sts", credentials).get_caller_identity()["Account"] == accounts[name]

# The registry account shares with the production unit, also with accounts that join it later.
registry = client("ecr", inside["registry"])
registry.create_repository(repositoryName="app")
share = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:DescribeRepositories"],
    "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": [f"{production['Path']}*"]}},
}
registry.set_repository_policy(repositoryName="app", policyText=policy(share))
there = {"registryId": accounts["registry"], "repositoryNames": ["app"]}


def node(name):
    """A role in an account that may pull all that is shared with it."""
    trust = policy({"Effect": "Allow", "Principal": {"AWS": accounts[name]}, "Action": "sts:AssumeRole"})
    roles = client("iam", inside[name])
    roles.create_role(RoleName="node", AssumeRolePolicyDocument=trust)
    roles.attach_role_policy(RoleName="node", PolicyArn="arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly")
    return client("ecr", enter(name, "node", inside[name]))


dev, prod = node("dev"), node("prod")
assert prod.describe_repositories(**there)["repositories"][0]["repositoryName"] == "app"
refused("AccessDeniedException", dev.describe_repositories, **there)

# A service control policy holds at once, for the unit below it.
deny = {"Effect": "Deny", "Action": "ecr:*", "Resource": "*"}
scp = org.create_policy(Name="no-ecr", Description="", Type="SERVICE_CONTROL_POLICY", Content=policy(deny))
scp = scp["Policy"]["PolicySummary"]["Id"]
org.attach_policy(PolicyId=scp, TargetId=workloads["Id"])
error = refused("AccessDeniedException", prod.describe_repositories, **there)
assert "explicit deny in a service control policy" in str(error), error
[simulated] = client("iam", inside["prod"]).simulate_principal_policy(
    PolicySourceArn=f"arn:aws:iam::{accounts['prod']}:role/node", ActionNames=["ecr:DescribeRepositories"]
)["EvaluationResults"]
assert simulated["EvalDecision"] == "explicitDeny", simulated
assert simulated["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": False}, simulated
refused("PolicyInUseException", org.delete_policy, PolicyId=scp)
targets = org.list_targets_for_policy(PolicyId=scp)["Targets"]
assert targets[0]["TargetId"] == workloads["Id"] and targets[0]["Type"] == "ORGANIZATIONAL_UNIT"
org.detach_policy(PolicyId=scp, TargetId=workloads["Id"])
prod.describe_repositories(**there)
org.update_policy(PolicyId=scp, Description="unused")
assert org.describe_policy(PolicyId=scp)["Policy"]["PolicySummary"]["Description"] == "unused"
names = [p["Name"] for p in org.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"]]
assert names == ["FullAWSAccess", "no-ecr"], names
org.delete_policy(PolicyId=scp)
error = refused("ConstraintViolationException", org.detach_policy, PolicyId="p-FullAWSAccess", TargetId=root["Id"])
assert error.response["Reason"] == "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", error.response

# A resource control policy: nothing of ours for who is not of us.
org.enable_policy_type(RootId=root["Id"], PolicyType="RESOURCE_CONTROL_POLICY")
perimeter = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "ecr:*",
    "Resource": "*",
    "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": organization["Id"]}},
}
rcp = org.create_policy(Name="perimeter", Description="", Type="RESOURCE_CONTROL_POLICY", Content=policy(perimeter))
org.attach_policy(PolicyId=rcp["Policy"]["PolicySummary"]["Id"], TargetId=accounts["registry"])
attached = org.list_policies_for_target(TargetId=accounts["registry"], Filter="RESOURCE_CONTROL_POLICY")["Policies"]
assert sorted(p["Name"] for p in attached) == ["RCPFullAWSAccess", "perimeter"], attached
prod.describe_repositories(**there)
org.disable_policy_type(RootId=root["Id"], PolicyType="RESOURCE_CONTROL_POLICY")
refused("EffectivePolicyNotFoundException", org.describe_effective_policy, PolicyType="TAG_POLICY")

# Members may ask what the resource policy lets them.
member = client("organizations", inside["dev"])
assert member.describe_organization()["Organization"]["Id"] == organization["Id"]
refused("AccessDeniedException", member.list_accounts)
delegation = policy({**allow("organizations:ListAccounts"), "Principal": {"AWS": accounts["dev"]}})
org.put_resource_policy(Content=delegation)
assert org.describe_resource_policy()["ResourcePolicy"]["Content"] == delegation
assert member.list_accounts()["Accounts"]
org.delete_resource_policy()
refused("AccessDeniedException", member.list_accounts)

org.tag_resource(ResourceId=accounts["dev"], Tags=[{"Key": "team", "Value": "a"}])
tags = org.list_tags_for_resource(ResourceId=accounts["dev"])["Tags"]
assert tags == [{"Key": "stage", "Value": "dev"}, {"Key": "team", "Value": "a"}], tags
org.untag_resource(ResourceId=accounts["dev"], TagKeys=["team", "stage"])
refused("HandshakeConstraintViolationException", org.enable_all_features)

# What is closed, moved out or removed has no part any more.
org.close_account(AccountId=accounts["prod"])
refused("UnrecognizedClientException", prod.describe_repositories, **there)
assert org.describe_account(AccountId=accounts["prod"])["Account"]["Status"] == "SUSPENDED"
refused("OrganizationalUnitNotEmptyException", org.delete_organizational_unit, OrganizationalUnitId=production["Id"])
for name in ["prod", "dev"]:
    org.remove_account_from_organization(AccountId=accounts[name])
for unit in [production, workloads]:
    org.delete_organizational_unit(OrganizationalUnitId=unit["Id"])
refused("AWSOrganizationsNotInUseException", member.describe_organization)
refused("OrganizationNotEmptyException", org.delete_organization)
print("done")
