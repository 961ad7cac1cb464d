"""Lifecycle policies, the archive, pull times, creation templates, settings: with the SDK's own waiters and pages."""

import json
import time

import boto3
from botocore.exceptions import ClientError

ecr = boto3.client("ecr")
ACCOUNT = boto3.client("sts").get_caller_identity()["Account"]


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert isinstance(error, getattr(ecr.exceptions, code)), f"{code} is not modelled"
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call.__name__} did not raise {code}")


def digest(layer):
    import hashlib

    return "sha256:" + hashlib.sha256(layer).hexdigest()


def push(name, tag, content):
    descriptors = []
    for blob in [json.dumps({"architecture": "amd64", "os": "linux", "of": content}).encode(), content.encode()]:
        upload = ecr.initiate_layer_upload(repositoryName=name)["uploadId"]
        ecr.upload_layer_part(
            repositoryName=name, uploadId=upload, partFirstByte=0, partLastByte=len(blob) - 1, layerPartBlob=blob
        )
        ecr.complete_layer_upload(repositoryName=name, uploadId=upload, layerDigests=[digest(blob)])
        descriptors.append({"mediaType": "application/octet-stream", "digest": digest(blob), "size": len(blob)})
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptors[0],
        "layers": descriptors[1:],
    }
    put = ecr.put_image(repositoryName=name, imageManifest=json.dumps(manifest), imageTag=tag)
    return put["image"]["imageId"]["imageDigest"]


ecr.create_repository(repositoryName="app")
digests = {tag: push("app", tag, tag) for tag in ["v1", "v2", "v3"]}

# Lifecycle: a preview with the SDK's waiter and pages, then the policy itself.
rule = {
    "rulePriority": 1,
    "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
    "action": {"type": "expire"},
}
policy = json.dumps({"rules": [rule]})
nowhere, nothing = {"repositoryName": "nowhere"}, {"repositoryName": "app"}
refused("LifecyclePolicyPreviewNotFoundException", ecr.get_lifecycle_policy_preview, **nothing)
refused("LifecyclePolicyNotFoundException", ecr.start_lifecycle_policy_preview, **nothing)
refused("LifecyclePolicyNotFoundException", ecr.get_lifecycle_policy, **nothing)
refused("LifecyclePolicyNotFoundException", ecr.delete_lifecycle_policy, **nothing)
refused("InvalidParameterException", ecr.put_lifecycle_policy, repositoryName="app", lifecyclePolicyText="x" * 100)
for call in [ecr.get_lifecycle_policy, ecr.delete_lifecycle_policy, ecr.get_lifecycle_policy_preview]:
    refused("RepositoryNotFoundException", call, **nowhere)
refused("RepositoryNotFoundException", ecr.put_lifecycle_policy, repositoryName="nowhere", lifecyclePolicyText=policy)
ecr.start_lifecycle_policy_preview(repositoryName="app", lifecyclePolicyText=policy)
ecr.get_waiter("lifecycle_policy_preview_complete").wait(
    repositoryName="app", WaiterConfig={"Delay": 1, "MaxAttempts": 30}
)
pages = ecr.get_paginator("get_lifecycle_policy_preview").paginate(repositoryName="app")
results = [result for page in pages for result in page["previewResults"]]
assert [result["imageTags"] for result in results] == [["v1"], ["v2"]], results
assert results[0]["action"] == {"type": "EXPIRE"} and results[0]["appliedRulePriority"] == 1
ecr.put_lifecycle_policy(repositoryName="app", lifecyclePolicyText=policy)
assert ecr.get_lifecycle_policy(repositoryName="app")["lifecyclePolicyText"] == policy
ecr.delete_lifecycle_policy(repositoryName="app")

# The archive.
image = {"repositoryName": "app", "imageId": {"imageDigest": digests["v1"]}}
archived = ecr.update_image_storage_class(**image, targetStorageClass="ARCHIVE")
assert archived["imageStatus"] == "ARCHIVED", archived
refused(
    "ImageStorageClassUpdateNotSupportedException", ecr.update_image_storage_class, **image, targetStorageClass="ARCHIVE"
)
refused(
    "ImageNotFoundException",
    ecr.update_image_storage_class,
    repositoryName="app",
    imageId={"imageTag": "none"},
    targetStorageClass="ARCHIVE",
)
listed = ecr.get_paginator("list_images").paginate(repositoryName="app", filter={"imageStatus": "ARCHIVED"})
assert [one["imageTag"] for page in listed for one in page["imageIds"]] == ["v1"]
assert len(ecr.list_images(repositoryName="app")["imageIds"]) == 2
got = ecr.batch_get_image(repositoryName="app", imageIds=[{"imageTag": "v1"}])
assert got["failures"][0]["failureCode"] == "ImageNotFound", got
assert ecr.update_image_storage_class(**image, targetStorageClass="STANDARD")["imageStatus"] == "ACTIVATING"
for _ in range(100):
    detail = ecr.describe_images(repositoryName="app", imageIds=[image["imageId"]])["imageDetails"][0]
    if detail["imageStatus"] == "ACTIVE":
        break
    time.sleep(0.2)
assert detail["imageStatus"] == "ACTIVE" and detail["lastActivatedAt"] > detail["lastArchivedAt"], detail

# Whose pulls do not count.
scanner = f"arn:aws:iam::{ACCOUNT}:role/scanner"
assert ecr.register_pull_time_update_exclusion(principalArn=scanner)["principalArn"] == scanner
refused("ExclusionAlreadyExistsException", ecr.register_pull_time_update_exclusion, principalArn=scanner)
assert ecr.list_pull_time_update_exclusions()["pullTimeUpdateExclusions"] == [scanner]
ecr.deregister_pull_time_update_exclusion(principalArn=scanner)
refused("ExclusionNotFoundException", ecr.deregister_pull_time_update_exclusion, principalArn=scanner)

# Creation templates.
template = {"prefix": "team", "appliedFor": ["CREATE_ON_PUSH"], "imageTagMutability": "IMMUTABLE"}
made = ecr.create_repository_creation_template(**template, lifecyclePolicy=policy)["repositoryCreationTemplate"]
assert made["lifecyclePolicy"] == policy and made["imageTagMutability"] == "IMMUTABLE", made
refused("TemplateAlreadyExistsException", ecr.create_repository_creation_template, **template)
pages = ecr.get_paginator("describe_repository_creation_templates").paginate()
assert [one["prefix"] for page in pages for one in page["repositoryCreationTemplates"]] == ["team"]
assert len(ecr.describe_repository_creation_templates(prefixes=["team", "none"])["repositoryCreationTemplates"]) == 1
changed = ecr.update_repository_creation_template(prefix="team", description="ours")["repositoryCreationTemplate"]
assert changed["description"] == "ours" and changed["updatedAt"] >= changed["createdAt"], changed
ecr.delete_repository_creation_template(prefix="team")
refused("TemplateNotFoundException", ecr.delete_repository_creation_template, prefix="team")
refused("TemplateNotFoundException", ecr.update_repository_creation_template, prefix="team")

# The registry.
assert ecr.describe_registry()["replicationConfiguration"] == {"rules": []}
assert ecr.get_account_setting(name="BLOB_MOUNTING")["value"] == "DISABLED"
assert ecr.put_account_setting(name="BLOB_MOUNTING", value="ENABLED")["value"] == "ENABLED"
print("done")
