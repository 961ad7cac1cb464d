"""What the simulator says is what happens: policies of a user, its group and its boundary are simulated, then tried.
With them, everything else that IAM tells about an account."""

import datetime
import json
import os

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = os.environ["AWS_DEFAULT_REGION"]
QUICK = Config(retries={"max_attempts": 1})
iam = boto3.client("iam", config=QUICK)
account = boto3.client("sts", config=QUICK).get_caller_identity()["Account"]


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions, resource="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


def deny(actions, resource="*", **more):
    return {**allow(actions, resource, **more), "Effect": "Deny"}


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return
    raise AssertionError(f"not refused with {code}: {arguments}")


def repository(name, owner=account):
    return f"arn:aws:ecr:{REGION}:{owner}:repository/{name}"


# A user that has something in every way in which a user can.
user = iam.create_user(UserName="simon", Path="/team/", Tags=[{"Key": "team", "Value": "blue"}])["User"]
own = f"""{{
  "Version": "2012-10-17",
  "Statement": [
    {json.dumps(allow("ecr:Describe*"))},
    {json.dumps(deny("ecr:*", repository("secret")))}
  ]
}}"""
iam.put_user_policy(UserName="simon", PolicyName="own", PolicyDocument=own)
iam.create_group(GroupName="makers")
iam.add_user_to_group(GroupName="makers", UserName="simon")
tagged = allow("ecr:CreateRepository", repository("${aws:PrincipalTag/team}/*"))
iam.put_group_policy(GroupName="makers", PolicyName="make", PolicyDocument=policy(tagged))
attached = iam.create_policy(PolicyName="delete", PolicyDocument=policy(allow("ecr:DeleteRepository")))["Policy"]["Arn"]
iam.attach_user_policy(UserName="simon", PolicyArn=attached)
iam.attach_user_policy(UserName="simon", PolicyArn="arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly")
bound = policy(allow(["ecr:Describe*", "ecr:CreateRepository", "ecr:GetAuthorizationToken"]))
boundary = iam.create_policy(PolicyName="bound", PolicyDocument=bound)["Policy"]["Arn"]
iam.put_user_permissions_boundary(UserName="simon", PermissionsBoundary=boundary)
key = iam.create_access_key(UserName="simon")["AccessKey"]


def simulate(actions, resources=None, **more):
    if resources:
        more["ResourceArns"] = resources
    pages = iam.get_paginator("simulate_principal_policy").paginate(
        PolicySourceArn=user["Arn"], ActionNames=actions, PaginationConfig={"PageSize": 2}, **more
    )
    return [result for page in pages for result in page["EvaluationResults"]]


# Claims against deeds.
ecr = boto3.client(
    "ecr", config=QUICK, aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]
)
boto3.client("ecr", config=QUICK).create_repository(repositoryName="secret")
deeds = {
    ("ecr:DescribeRepositories", "app"): lambda: ecr.describe_repositories(repositoryNames=["app"]),
    ("ecr:DescribeRepositories", "secret"): lambda: ecr.describe_repositories(repositoryNames=["secret"]),
    ("ecr:CreateRepository", "blue/app"): lambda: ecr.create_repository(repositoryName="blue/app"),
    ("ecr:CreateRepository", "red/app"): lambda: ecr.create_repository(repositoryName="red/app"),
    ("ecr:DeleteRepository", "blue/app"): lambda: ecr.delete_repository(repositoryName="blue/app"),
}
decisions = set()
for (action, name), deed in deeds.items():
    [result] = simulate([action], [repository(name)])
    decisions.add(result["EvalDecision"])
    try:
        deed()
        happened = True
    except ClientError as error:
        happened = error.response["Error"]["Code"] != "AccessDeniedException"
    assert happened == (result["EvalDecision"] == "allowed"), (action, name, result)
assert decisions == {"allowed", "explicitDeny", "implicitDeny"}

# Which statement decided, and where it is.
[result] = simulate(["ecr:DescribeImages"], [repository("secret")])
[statement] = result["MatchedStatements"]
assert statement["SourcePolicyId"] == "user_simon_own" and statement["SourcePolicyType"] == "user", statement
assert statement["StartPosition"] == {"Line": 5, "Column": 5}, statement
assert statement["EndPosition"]["Line"] == 5, statement
[result] = simulate(["ecr:GetAuthorizationToken"])
named = {(found["SourcePolicyType"], found["SourcePolicyId"]) for found in result["MatchedStatements"]}
assert named == {("aws-managed", "AmazonEC2ContainerRegistryPullOnly"), ("user-managed", "bound")}, named
[result] = simulate(["ecr:DeleteRepository"], [repository("blue/app")])
assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}, result
everything = simulate(
    ["ecr:DeleteRepository"],
    [repository("blue/app")],
    PermissionsBoundaryPolicyInputList=[policy(allow("*"))],
)
assert everything[0]["EvalDecision"] == "allowed", everything

# Context: what is missing, and what it changes. Each action on each resource, in pages.
office = policy(allow("ecr:PutImage", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}))
given = dict(PolicyInputList=[office], PermissionsBoundaryPolicyInputList=[policy(allow("*"))])
[result] = simulate(["ecr:PutImage"], [repository("app")], **given)
assert (result["EvalDecision"], result["MissingContextValues"]) == ("implicitDeny", ["aws:SourceIp"]), result
inside = {"ContextKeyName": "aws:SourceIp", "ContextKeyType": "ip", "ContextKeyValues": ["10.1.2.3"]}
results = simulate(
    ["ecr:PutImage", "ecr:TagResource"], [repository("a"), repository("b")], ContextEntries=[inside], **given
)
order = [(result["EvalActionName"], result["EvalResourceName"][-1], result["EvalDecision"]) for result in results]
assert order == [
    ("ecr:PutImage", "a", "allowed"),
    ("ecr:PutImage", "b", "allowed"),
    ("ecr:TagResource", "a", "implicitDeny"),
    ("ecr:TagResource", "b", "implicitDeny"),
], order

# Across accounts both sides must allow.
other = os.environ["OTHER_ACCOUNT"]
grant = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "ecr:BatchGetImage"}
asked = dict(ActionNames=["ecr:BatchGetImage"], ResourceArns=[repository("app", other)])
pull = dict(PolicyInputList=[policy(allow("ecr:BatchGetImage"))], CallerArn=user["Arn"])
[result] = iam.simulate_custom_policy(**asked, **pull)["EvaluationResults"]
assert result["EvalDecision"] == "implicitDeny", result
assert result["EvalDecisionDetails"] == {"IAM Policy": "allowed", "Resource Policy": "implicitDeny"}, result
[result] = iam.simulate_custom_policy(**asked, **pull, ResourcePolicy=policy(grant))["EvaluationResults"]
assert result["EvalDecision"] == "allowed", result
assert {found["SourcePolicyId"] for found in result["MatchedStatements"]} == {"PolicyInputList.1", "ResourcePolicy"}

# Context keys that policies ask for.
keys = iam.get_context_keys_for_principal_policy(PolicySourceArn=user["Arn"], PolicyInputList=[office])
assert keys["ContextKeyNames"] == ["aws:principaltag/team", "aws:SourceIp"], keys
keys = iam.get_context_keys_for_custom_policy(PolicyInputList=[office])
assert keys["ContextKeyNames"] == ["aws:SourceIp"], keys

# What cannot be simulated is refused.
custom = iam.simulate_custom_policy
refused("InvalidInput", custom, PolicyInputList=[policy(allow("*"))], ActionNames=["ecr:*"])
refused("InvalidInput", custom, PolicyInputList=["{}"], ActionNames=["ecr:PutImage"])
refused("InvalidInput", custom, PolicyInputList=[office], ActionNames=["ecr:PutImage"], ResourceArns=["app"])
nobody = f"arn:aws:iam::{account}:user/nobody"
refused("NoSuchEntity", iam.simulate_principal_policy, PolicySourceArn=nobody, ActionNames=["ecr:PutImage"])

# Last uses: of keys, and of a role.
used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
assert used["UserName"] == "simon" and used["AccessKeyLastUsed"]["ServiceName"] == "ecr", used
age = datetime.datetime.now(datetime.timezone.utc) - used["AccessKeyLastUsed"]["LastUsedDate"]
assert abs(age) < datetime.timedelta(minutes=2), used
fresh = iam.create_access_key(UserName="simon")["AccessKey"]["AccessKeyId"]
unused = iam.get_access_key_last_used(AccessKeyId=fresh)["AccessKeyLastUsed"]
assert unused == {"ServiceName": "N/A", "Region": "N/A"}, unused
refused("NoSuchEntity", iam.get_access_key_last_used, AccessKeyId="AKIAIOSFODNN7EXAMPLE")
trust = policy({"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"})
role = iam.create_role(RoleName="puller", AssumeRolePolicyDocument=trust)["Role"]
assert "LastUsedDate" not in iam.get_role(RoleName="puller")["Role"]["RoleLastUsed"]
iam.put_user_policy(UserName="simon", PolicyName="assume", PolicyDocument=policy(allow("sts:AssumeRole")))
iam.delete_user_permissions_boundary(UserName="simon")
sts = boto3.client(
    "sts", config=QUICK, aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]
)
session = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="session")["Credentials"]
boto3.client(
    "sts",
    config=QUICK,
    aws_access_key_id=session["AccessKeyId"],
    aws_secret_access_key=session["SecretAccessKey"],
    aws_session_token=session["SessionToken"],
).get_caller_identity()
assert "LastUsedDate" in iam.get_role(RoleName="puller")["Role"]["RoleLastUsed"]

# Everything about the account in one list, in pages of one.
pages = list(
    iam.get_paginator("get_account_authorization_details").paginate(
        Filter=["User", "Role", "Group", "LocalManagedPolicy"], PaginationConfig={"PageSize": 1}
    )
)
lists = {name: [item for page in pages for item in page[name]] for name in
         ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]}
[simon] = [found for found in lists["UserDetailList"] if found["UserName"] == "simon"]
assert simon["GroupList"] == ["makers"] and len(simon["AttachedManagedPolicies"]) == 2, simon
assert {found["PolicyName"] for found in simon["UserPolicyList"]} == {"own", "assume"}, simon
assert simon["UserPolicyList"][1]["PolicyDocument"]["Version"] == "2012-10-17", simon
assert [found["GroupName"] for found in lists["GroupDetailList"]] == ["makers"]
assert "puller" in [found["RoleName"] for found in lists["RoleDetailList"]]
assert sorted(found["PolicyName"] for found in lists["Policies"]) == ["bound", "delete"]
assert lists["Policies"][0]["PolicyVersionList"][0]["IsDefaultVersion"] is True
managed = iam.get_account_authorization_details(Filter=["AWSManagedPolicy"])["Policies"]
assert "AdministratorAccess" in [found["PolicyName"] for found in managed]
summary = iam.get_account_summary()["SummaryMap"]
assert (summary["Groups"], summary["Policies"], summary["GroupsQuota"]) == (1, 2, 300), summary

print("done")
