"""Every claim of `wharf access` tried: each class of principals, each repository, each action, with real requests."""

import json
import os
import subprocess
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

QUICK = Config(retries={"max_attempts": 1})
claims = [json.loads(line) for line in open(sys.argv[1])]
operator = boto3.Session(profile_name="operator")
endpoint = operator.client("sts").meta.endpoint_url
sts, org, iam = (operator.client(service, config=QUICK) for service in ["sts", "organizations", "iam"])
accounts = {account["Name"]: account["Id"] for account in org.list_accounts()["Accounts"]}
ADMINISTRATOR = "OrganizationAccountAccessRole"
ALL = "arn:aws:iam::aws:policy/AdministratorAccess"


def session(credentials):
    given = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey", "aws_session_token": "SessionToken"}
    given = {name: credentials[key] for name, key in given.items() if credentials.get(key)}
    return lambda service, region: boto3.client(service, region_name=region, endpoint_url=endpoint, config=QUICK, **given)


def assume(client, account, role):
    arn = f"arn:aws:iam::{account}:role/{role}"
    return client.assume_role(RoleArn=arn, RoleSessionName="probe")["Credentials"]


inside = {}


def enter(name):
    if name not in inside:
        inside[name] = session(assume(sts, accounts[name], ADMINISTRATOR))
    return inside[name]


def wharf(*arguments):
    command = [os.environ["WHARF"], *arguments, "--format", "json", "--data", os.environ["WHARF_DATA"]]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def root_key(made):
    return {"AccessKeyId": made["access_key_id"], "SecretAccessKey": made["secret_access_key"]}


def outsider():
    made = wharf("account", "create", "--id", "999999999999")
    org.remove_account_from_organization(AccountId="999999999999")
    return session(root_key(made))


def other_principal(name):
    """A role that no policy names, and that may do everything that its account can let it do."""
    roles = enter(name)("iam", "us-east-1")
    trust = {"Effect": "Allow", "Principal": {"AWS": accounts[name]}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": trust})
    roles.create_role(RoleName="another-role", AssumeRolePolicyDocument=document)
    roles.attach_role_policy(RoleName="another-role", PolicyArn=ALL)
    return session(assume(enter(name)("sts", "us-east-1"), accounts[name], "another-role"))


def known_role(role, name):
    """A role of the file, taken by an administrator of an account that it trusts."""
    if role == ADMINISTRATOR:
        return enter(name)
    trust = enter(name)("iam", "us-east-1").get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
    trusted = trust["Statement"][0]["Principal"]["AWS"]
    trusted = trusted[0] if isinstance(trusted, list) else trusted
    source = next(known for known, id in accounts.items() if id in trusted)
    return session(assume(enter(source)("sts", "us-east-1"), accounts[name], role))


def principal(who):
    if who == "an outsider":
        return outsider()
    if who == "any principal of the management account":
        return lambda service, region: operator.client(service, region_name=region, config=QUICK)
    kind, name = who.rsplit(" in ", 1) if " in " in who else (who, None)
    if kind.startswith("any other principal of "):
        return other_principal(kind.removeprefix("any other principal of "))
    if kind.startswith("role "):
        return known_role(kind.removeprefix("role "), name)
    if kind.startswith("the root user of "):
        return session(root_key(wharf("access-key", "create", "--account", accounts[kind.rsplit(" ", 1)[1]])))
    raise AssertionError(f"who is {who}?")


def allowed(call, **arguments):
    """Whether it was refused for want of permission, or for something else, or not at all."""
    try:
        call(**arguments)
        return True
    except ClientError as error:
        code = error.response["Error"]["Code"]
        assert code in ("AccessDeniedException", "AccessDenied") or error.response["ResponseMetadata"]["HTTPStatusCode"] == 400, error
        return not code.startswith("AccessDenied")


DIGEST = "sha256:" + "0" * 64


def tried(ecr, is_own, registry, repository):
    there = {"registryId": registry, "repositoryName": repository}
    token = allowed(ecr.get_authorization_token)
    yield "pull", token and all([
        allowed(ecr.batch_get_image, **there, imageIds=[{"imageDigest": DIGEST}]),
        allowed(ecr.get_download_url_for_layer, **there, layerDigest=DIGEST),
    ])
    part = {"uploadId": "00000000-0000-0000-0000-000000000000"}
    yield "push", token and all([
        allowed(ecr.batch_check_layer_availability, **there, layerDigests=[DIGEST]),
        allowed(ecr.initiate_layer_upload, **there),
        allowed(ecr.upload_layer_part, **there, **part, partFirstByte=0, partLastByte=0, layerPartBlob=b"x"),
        allowed(ecr.complete_layer_upload, **there, **part, layerDigests=[DIGEST]),
        allowed(ecr.put_image, **there, imageManifest="{}"),
    ])
    # Every repository that is asked about has an image, so that it is not deleted for real.
    yield "delete", any([
        allowed(ecr.batch_delete_image, **there, imageIds=[{"imageDigest": DIGEST}]),
        allowed(ecr.delete_repository, **there),
    ])
    administers = [
        allowed(ecr.set_repository_policy, **there, policyText="{}"),
        allowed(ecr.delete_repository_policy, **there),
        allowed(ecr.put_image_tag_mutability, **there, imageTagMutability="MUTABLE"),
    ]
    # These speak of the caller's own registry only.
    if is_own:
        administers += [
            allowed(ecr.put_registry_policy, policyText="{}"),
            allowed(ecr.put_account_setting, name="REGISTRY_POLICY_SCOPE", value="V2"),
        ]
    yield "administer", any(administers)


def fill(claim):
    """An image in every repository, by a principal that can push there."""
    ecr = principals[claim["who"]]("ecr", claim["region"])
    there = {"registryId": accounts[claim["registry"]], "repositoryName": claim["repository"]}
    upload = ecr.initiate_layer_upload(**there)["uploadId"]
    config = b"{}"
    ecr.upload_layer_part(**there, uploadId=upload, partFirstByte=0, partLastByte=1, layerPartBlob=config)
    import hashlib

    digest = "sha256:" + hashlib.sha256(config).hexdigest()
    try:
        ecr.complete_layer_upload(**there, uploadId=upload, layerDigests=[digest])
    except ClientError as error:
        assert error.response["Error"]["Code"] == "LayerAlreadyExistsException", error
    described = {"mediaType": "application/vnd.oci.image.config.v1+json", "size": 2, "digest": digest}
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": described, "layers": []}
    try:
        ecr.put_image(**there, imageManifest=json.dumps(manifest), imageTag="kept")
    except ClientError as error:
        assert error.response["Error"]["Code"] == "ImageAlreadyExistsException", error


principals = {who: principal(who) for who in sorted({claim["who"] for claim in claims})}
filled = set()
for claim in claims:
    place = (claim["registry"], claim["region"], claim["repository"])
    if "push" in claim["can"] and place not in filled:
        filled.add(place)
        fill(claim)
assert filled == {(claim["registry"], claim["region"], claim["repository"]) for claim in claims}, filled

probes = differences = 0
for claim in claims:
    ecr = principals[claim["who"]]("ecr", claim["region"])
    is_own = claim["who"].endswith((f" in {claim['registry']}", f" of {claim['registry']}"))
    for action, happened in tried(ecr, is_own, accounts[claim["registry"]], claim["repository"]):
        probes += 1
        if happened != (action in claim["can"]):
            differences += 1
            print(f"{claim['who']} {'can' if happened else 'cannot'} {action} {claim}")
print(f"{len(claims)} cells, {probes} claims, {differences} differences")
assert differences == 0
print("done")
