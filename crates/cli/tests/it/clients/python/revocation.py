"""Two nodes over one database: what the first takes away, the second no longer grants within a second."""

import json
import os
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

QUICK = Config(retries={"max_attempts": 1})
FIRST, SECOND = os.environ["AWS_ENDPOINT_URL"], os.environ["SECOND_ENDPOINT_URL"]


def client(service, node=FIRST, credentials=None):
    names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey", "aws_session_token": "SessionToken"}
    given = {name: credentials[key] for name, key in names.items() if key in credentials} if credentials else {}
    return boto3.client(service, config=QUICK, endpoint_url=node, **given)


def policy(effect, action, **more):
    return json.dumps({"Version": "2012-10-17", "Statement": {"Effect": effect, "Action": action, **more}})


def allowed(call):
    try:
        call()
        return True
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 403), error
        return False


def revoked(what, change, credentials, ask):
    """After the change, asked through either node."""
    first, second = (ask(client("ecr", node, credentials)) for node in (FIRST, SECOND))
    assert allowed(first) and allowed(second), what
    change()
    begun = time.monotonic()
    assert not allowed(first), what
    while allowed(second):
        assert time.monotonic() - begun < 1, what
    took = time.monotonic() - begun
    assert took < 1, (what, took)
    print(f"{what}: {took:.3f} s")


def describe(**where):
    return lambda ecr: lambda: ecr.describe_repositories(**where)


org, iam, ecr = client("organizations"), client("iam"), client("ecr")
ecr.create_repository(repositoryName="app")
iam.create_user(UserName="dev")
key = iam.create_access_key(UserName="dev")["AccessKey"]


def grant():
    iam.put_user_policy(UserName="dev", PolicyName="own", PolicyDocument=policy("Allow", ["ecr:*", "sts:*"], Resource="*"))
    end = time.monotonic() + 2
    while not allowed(client("ecr", SECOND, key).describe_repositories):
        assert time.monotonic() < end


grant()
revoked("an inline policy", lambda: iam.delete_user_policy(UserName="dev", PolicyName="own"), key, describe())
grant()
document = policy("Deny", "ecr:DescribeRepositories", Resource="*")
denies = lambda: iam.put_user_policy(UserName="dev", PolicyName="deny", PolicyDocument=document)
revoked("a deny", denies, key, describe())
iam.delete_user_policy(UserName="dev", PolicyName="deny")
grant()

trust = policy("Allow", "sts:AssumeRole", Principal={"AWS": iam.get_user(UserName="dev")["User"]["Arn"]})
role = iam.create_role(RoleName="node", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
pulls = policy("Allow", "ecr:DescribeRepositories", Resource="*")
iam.put_role_policy(RoleName="node", PolicyName="own", PolicyDocument=pulls)
session = client("sts", FIRST, key).assume_role(RoleArn=role, RoleSessionName="node-1")["Credentials"]
ends = lambda: (iam.delete_role_policy(RoleName="node", PolicyName="own"), iam.delete_role(RoleName="node"))
revoked("a role with its session", ends, session, describe())

off = lambda: iam.update_access_key(UserName="dev", AccessKeyId=key["AccessKeyId"], Status="Inactive")
revoked("an access key", off, key, describe())

# Another account, by the repository's policy and under the organization's.
made = org.create_account(Email="workload@example.com", AccountName="workload")["CreateAccountStatus"]["AccountId"]
iam.create_user(UserName="platform")
iam.attach_user_policy(UserName="platform", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
platform = iam.create_access_key(UserName="platform")["AccessKey"]
entry = f"arn:aws:iam::{made}:role/OrganizationAccountAccessRole"
there = client("sts", FIRST, platform).assume_role(RoleArn=entry, RoleSessionName="platform")["Credentials"]
share = policy("Allow", "ecr:DescribeRepositories", Principal={"AWS": made})
owner = boto3.client("sts", config=QUICK).get_caller_identity()["Account"]
shared = describe(registryId=owner, repositoryNames=["app"])


def shares():
    ecr.set_repository_policy(repositoryName="app", policyText=share)
    end = time.monotonic() + 2
    while not allowed(shared(client("ecr", SECOND, there))):
        assert time.monotonic() < end


shares()
revoked("a repository policy", lambda: ecr.delete_repository_policy(repositoryName="app"), there, shared)
shares()
denied = policy("Deny", "ecr:*", Resource="*")
scp = org.create_policy(Name="no-ecr", Description="", Type="SERVICE_CONTROL_POLICY", Content=denied)
scp = scp["Policy"]["PolicySummary"]["Id"]
revoked("a service control policy", lambda: org.attach_policy(PolicyId=scp, TargetId=made), there, shared)
org.detach_policy(PolicyId=scp, TargetId=made)
shares()
revoked("an account", lambda: org.close_account(AccountId=made), there, shared)

print("done")
