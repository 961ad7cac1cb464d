"""Writes a data folder with everything that the program can keep, for the upgrade test to open with later programs.

usage: python3 write.py WHARF FOLDER [DATABASE]

FOLDER gets `data/`, the folder as a killed process leaves it, and `facts.json`, what `check.py` needs to know. With the URL
of an empty PostgreSQL database the metadata is there, and FOLDER gets `dump.sql`. See README.md, which says how it is called.
"""

import json
import os
import re
import subprocess
import sys
import time

from answers import all_answers
from folder import (
    AWAY, HOME, MANAGEMENT, REGISTRY, ROOT_KEY, Node, client, clock, digest, index, layer, pause, policy, push, request, token,
    under_a_clock, until,
)

# When an event that cannot be delivered is posted again; after the last time it is a dead letter.
RETRIES = [5, 300, 1800, 7200, 18000, 36000, 36000]
SINCE = -sum(RETRIES) - 600

wharf, folder, *database = sys.argv[1:]
under_a_clock(os.path.dirname(os.path.abspath(folder)), SINCE)
os.makedirs(folder)
node = Node(os.path.abspath(wharf), os.path.join(os.path.abspath(folder), "data"), *database)
node.start(
    WHARF_BOOTSTRAP_ACCOUNT_ID=MANAGEMENT,
    WHARF_BOOTSTRAP_ACCESS_KEY_ID=ROOT_KEY[0],
    WHARF_BOOTSTRAP_SECRET_ACCESS_KEY=ROOT_KEY[1],
)
made = node.json("account", "create", "--id", REGISTRY, "--name", "registry", "--email", "registry@example.com")
keys = {MANAGEMENT: ROOT_KEY, REGISTRY: (made["access_key_id"], made["secret_access_key"])}
facts = {"keys": keys, "images": {}}
of_registry = ["--account", REGISTRY]
ecr, away = client("ecr", keys[REGISTRY]), client("ecr", keys[REGISTRY], AWAY)


def repository(name, ecr=ecr, **more):
    return ecr.create_repository(repositoryName=name, **more)["repository"]


def keep(name, descriptors, region=HOME):
    """Notes images whose bytes must be the same."""
    facts["images"].setdefault(f"{region} {name}", []).extend(descriptor["digest"] for descriptor in descriptors)


# An event that no receiver took, and days that went by.
node.run("webhook", "create", "broken", "--url", "http://127.0.0.1:7071/", "--repository", "broken/*", *of_registry)
repository("broken/app")
push(ecr, "broken/app", "not told", "v1")
at = SINCE
for wait in RETRIES:
    pause(1.5)
    at += wait + 1
    clock(at)
until("the dead letter", lambda: node.json_lines("webhook", "dead-letters", "broken", *of_registry))
clock(0)

# The organization: units, a member that Organizations made, policies of both kinds, a delegation.
org = client("organizations", keys[MANAGEMENT])
root = org.list_roots()["Roots"][0]["Id"]
workloads = org.create_organizational_unit(ParentId=root, Name="workloads")["OrganizationalUnit"]["Id"]
production = org.create_organizational_unit(ParentId=workloads, Name="production")["OrganizationalUnit"]["Id"]
org.create_account(Email="dev@example.com", AccountName="dev", Tags=[{"Key": "stage", "Value": "dev"}])
org.move_account(AccountId=REGISTRY, SourceParentId=root, DestinationParentId=production)
org.tag_resource(ResourceId=REGISTRY, Tags=[{"Key": "purpose", "Value": "registry"}])
deny = {"Effect": "Deny", "Action": "ecr:DeleteRegistryPolicy", "Resource": "*"}
made = org.create_policy(Name="guard", Description="", Type="SERVICE_CONTROL_POLICY", Content=policy(deny))
org.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=workloads)
org.enable_policy_type(RootId=root, PolicyType="RESOURCE_CONTROL_POLICY")
perimeter = {
    "Effect": "Deny", "Principal": "*", "Action": "ecr:BatchDeleteImage", "Resource": "*",
    "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalAccount": REGISTRY}},
}
made = org.create_policy(Name="perimeter", Description="", Type="RESOURCE_CONTROL_POLICY", Content=policy(perimeter))
org.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"], TargetId=REGISTRY)
share = {"Effect": "Allow", "Principal": {"AWS": REGISTRY}, "Action": "organizations:ListAccounts", "Resource": "*"}
org.put_resource_policy(Content=policy(share))

# Identities of the management account: who enters the other one.
iam = client("iam", keys[MANAGEMENT])
iam.create_user(UserName="operator", Path="/people/", Tags=[{"Key": "team", "Value": "platform"}])
iam.attach_user_policy(UserName="operator", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
facts["operator"] = {
    key: value
    for key, value in iam.create_access_key(UserName="operator")["AccessKey"].items()
    if key in ("AccessKeyId", "SecretAccessKey")
}

# Identities of the registry's account.
iam = client("iam", keys[REGISTRY])
iam.create_account_alias(AccountAlias="the-registry")
pull = {
    "Sid": "Pull", "Effect": "Allow", "Resource": "*",
    "Action": ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
}
pulls = iam.create_policy(
    PolicyName="pulls", PolicyDocument=policy({**pull, "Action": "ecr:*"}), Tags=[{"Key": "kind", "Value": "pull"}]
)["Policy"]["Arn"]
iam.create_policy_version(PolicyArn=pulls, PolicyDocument=policy(pull), SetAsDefault=True)
iam.create_group(GroupName="developers")
iam.attach_group_policy(GroupName="developers", PolicyArn=pulls)
describe = {"Effect": "Allow", "Action": "ecr:DescribeRepositories", "Resource": "*"}
iam.put_group_policy(GroupName="developers", PolicyName="looks", PolicyDocument=policy(describe))
iam.create_user(UserName="alice", PermissionsBoundary="arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly")
iam.add_user_to_group(GroupName="developers", UserName="alice")
push_anything = {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}
iam.put_user_policy(UserName="alice", PolicyName="everything", PolicyDocument=policy(push_anything))
facts["alice"] = {
    key: value
    for key, value in iam.create_access_key(UserName="alice")["AccessKey"].items()
    if key in ("AccessKeyId", "SecretAccessKey")
}
shut = iam.create_access_key(UserName="alice")["AccessKey"]
iam.update_access_key(UserName="alice", AccessKeyId=shut["AccessKeyId"], Status="Inactive")
facts["inactive"] = {key: shut[key] for key in ("AccessKeyId", "SecretAccessKey")}
trust = {
    "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MANAGEMENT}:user/people/operator"}, "Action": "sts:AssumeRole",
}
iam.create_role(RoleName="ci", AssumeRolePolicyDocument=policy(trust), Tags=[{"Key": "team", "Value": "build"}])
iam.put_role_policy(RoleName="ci", PolicyName="pushes", PolicyDocument=policy(push_anything))
of_ecr = {"Effect": "Allow", "Principal": {"Service": "ecr.amazonaws.com"}, "Action": "sts:AssumeRole"}
iam.create_role(RoleName="templates", AssumeRolePolicyDocument=policy(of_ecr))
makes = {"Effect": "Allow", "Action": ["ecr:*", "kms:*"], "Resource": "*"}
iam.put_role_policy(RoleName="templates", PolicyName="makes", PolicyDocument=policy(makes))
iam.create_instance_profile(InstanceProfileName="nodes")
iam.add_role_to_instance_profile(InstanceProfileName="nodes", RoleName="ci")
iam.create_open_id_connect_provider(
    Url="https://token.actions.githubusercontent.com", ClientIDList=["sts.amazonaws.com"], ThumbprintList=["0" * 40]
)
sts = client("sts", facts["operator"])
session = sts.assume_role(RoleArn=f"arn:aws:iam::{REGISTRY}:role/ci", RoleSessionName="before")["Credentials"]
facts["session"] = {key: session[key] for key in ("AccessKeyId", "SecretAccessKey", "SessionToken")}
facts["token"] = token(client("ecr", facts["session"]))

# The registry: every kind of image, sealed and not, in two Regions.
node.run("key", "create", "--alias", "images", "--description", "seals", *of_registry)
sealed = {"encryptionType": "KMS", "kmsKey": node.json("key", "list", *of_registry)[0]["arn"]}
repository("team/app", tags=[{"Key": "team", "Value": "web"}])
images = [push(ecr, "team/app", f"image {number}", f"v{number}") for number in range(3)]
whole = index(ecr, "team/app", images[:2], "latest")
signature = push(
    ecr, "team/app", "signature", subject=whole, artifactType="application/vnd.example.signature",
    annotations={"by": "the upgrade test"},
)
keep("team/app", [*images, whole, signature])
ecr.set_repository_policy(
    repositoryName="team/app", policyText=policy({**pull, "Principal": {"AWS": MANAGEMENT}, "Resource": "*"} | {
        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }).replace(', "Resource": "*"', ""),
)
repository(
    "team/fixed", imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "dev*"}],
)
keep("team/fixed", [push(ecr, "team/fixed", "fixed", "v1")])
repository("sealed/app", encryptionConfiguration=sealed)
keep("sealed/app", [push(ecr, "sealed/app", "sealed with the first version", "v1")])
node.run("key", "rotate", "alias/images", *of_registry)
repository("sealed/new", encryptionConfiguration=sealed)
keep("sealed/new", [push(ecr, "sealed/new", "sealed with the second version", "v1")])
node.run("key", "create", "--alias", "shut", *of_registry)
repository("shut/app", encryptionConfiguration={"encryptionType": "KMS", "kmsKey": "alias/shut"})
keep("shut/app", [push(ecr, "shut/app", "shut", "v1")])
repository("archive/app")
archived = push(ecr, "archive/app", "archived", "old")
ecr.update_image_storage_class(
    repositoryName="archive/app", imageId={"imageDigest": archived["digest"]}, targetStorageClass="ARCHIVE"
)
facts["archived"] = archived["digest"]
repository("team/app", away)
keep("team/app", [push(away, "team/app", "away", "v1")], AWAY)
expire = json.dumps({"rules": [{
    "rulePriority": 1, "action": {"type": "expire"},
    "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
}]})
ecr.create_repository_creation_template(
    prefix="made", appliedFor=["CREATE_ON_PUSH"], description="by a push", resourceTags=[{"Key": "made", "Value": "yes"}],
    imageTagMutability="IMMUTABLE", lifecyclePolicy=expire, encryptionConfiguration=sealed,
    customRoleArn=f"arn:aws:iam::{REGISTRY}:role/templates",
)
ecr.put_registry_policy(policyText=policy({
    "Sid": "Replicate", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"},
    "Action": "ecr:ReplicateImage", "Resource": f"arn:aws:ecr:{HOME}:{REGISTRY}:repository/*",
}))
ecr.put_account_setting(name="BLOB_MOUNTING", value="ENABLED")
ecr.register_pull_time_update_exclusion(principalArn=f"arn:aws:iam::{REGISTRY}:role/ci")
repository("turned/app")
for number in range(3):
    push(ecr, "turned/app", f"turned {number}", f"v{number}")
ecr.put_lifecycle_policy(repositoryName="turned/app", lifecyclePolicyText=expire)
ecr.start_lifecycle_policy_preview(repositoryName="turned/app")
turned = {"repositoryName": "turned/app"}
until("the preview", lambda: ecr.get_lifecycle_policy_preview(**turned)["status"] == "COMPLETE")
clock(100)
until("the turn", lambda: len(ecr.describe_images(**turned)["imageDetails"]) == 1)
for name in ["waiting", "deleted", "restored", "uploads", "told"]:
    repository(f"pending/{name}")
# A pull that is counted, and usage that is written down when the node stops.
assert request("GET", "/v2/team/app/manifests/v0", token(ecr))[0] == 200
node.run("key", "disable", "alias/shut", *of_registry)
node.stop()
node.start()
ecr = client("ecr", keys[REGISTRY])
facts["answers"] = all_answers(keys)
# The program of generation 1 closes PostgreSQL's connections after the first Region, and fails.
facts["usage"] = [] if database else node.json("usage", "--from", "2020-01-01", "--account", REGISTRY)["traffic"]
facts["events"] = [event["id"] for event in node.json_lines("events")]
facts["keys listed"] = node.json("key", "list", *of_registry)

# What is under way when the program is killed. Its folder is opened two minutes later.
started = time.monotonic()
for number in range(4):
    push(ecr, "pending/waiting", f"waiting {number}", f"v{number}")
deleted = index(ecr, "pending/deleted", [push(ecr, "pending/deleted", f"deleted {number}") for number in range(2)], "gone")
ecr.batch_delete_image(repositoryName="pending/deleted", imageIds=[{"imageDigest": deleted["digest"]}])
[children] = [ecr.describe_images(repositoryName="pending/deleted")["imageDetails"]]
ecr.batch_delete_image(
    repositoryName="pending/deleted", imageIds=[{"imageDigest": image["imageDigest"]} for image in children]
)
facts["deleted"] = deleted["digest"]
restored = push(ecr, "pending/restored", "restored", "v1")
by_digest = {"repositoryName": "pending/restored", "imageId": {"imageDigest": restored["digest"]}}
ecr.update_image_storage_class(**by_digest, targetStorageClass="ARCHIVE")
repository("pending/swept")
facts["swept"] = push(ecr, "pending/swept", "swept", "v1")["digest"]
half = "a layer in two parts: ", "the first is there, the second comes after the upgrade"
upload = ecr.initiate_layer_upload(repositoryName="pending/uploads")["uploadId"]
ecr.upload_layer_part(
    repositoryName="pending/uploads", uploadId=upload, partFirstByte=0, partLastByte=len(half[0]) - 1,
    layerPartBlob=half[0].encode(),
)
status, headers, _ = request("POST", "/v2/pending/uploads/blobs/uploads/", facts["token"])
assert status == 202, status
location = re.sub(r"^https?://[^/]+", "", headers["Location"])
status, headers, _ = request("PATCH", location, facts["token"], b"distribution, " + half[0].encode())
assert status == 202, status
location = re.sub(r"^https?://[^/]+", "", headers["Location"])
facts["uploads"] = {"parts": half, "id": upload, "location": location}
orphan = layer(ecr, "pending/uploads", b"a layer that no image names")
facts["orphan"] = orphan["digest"]
node.run("webhook", "create", "deploy", "--url", "http://127.0.0.1:7070/", "--repository", "pending/told", *of_registry)
facts["told"] = push(ecr, "pending/told", "told", "v1")["digest"]
ecr.put_lifecycle_policy(repositoryName="pending/waiting", lifecyclePolicyText=expire)
ecr.start_lifecycle_policy_preview(repositoryName="pending/waiting")
ecr.delete_repository(repositoryName="pending/swept", force=True)
ecr.update_image_storage_class(**by_digest, targetStorageClass="STANDARD")
node.kill()
assert time.monotonic() - started < 55, "the lifecycle policy had its turn already"
facts["written"] = int(time.time())
facts["audit"] = len(node.json_lines("audit", "--last", "0"))
with open(os.path.join(folder, "facts.json"), "w") as file:
    json.dump(facts, file, indent=1)
if database:
    dump = subprocess.run(
        ["pg_dump", "--no-owner", "--no-privileges", "--dbname", *database], capture_output=True, text=True, check=True
    ).stdout
    # What another version of psql does not know, and what makes two dumps of the same rows differ.
    lines = [line for line in dump.splitlines() if line and not line.startswith(("--", "\\restrict", "\\unrestrict", "SET "))]
    with open(os.path.join(folder, "dump.sql"), "w") as file:
        file.write("\n".join(lines) + "\n")
