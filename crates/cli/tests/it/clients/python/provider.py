"""A module of OpenTofu or Terraform for a repository, by contract: the calls of the provider `hashicorp/aws` in their order.

`apply` makes what the module asks for and reads it back, `plan` reads it again and finds no difference, `destroy` removes it and looks
until it is gone. Of refusals the provider reads the codes and, for one, a part of the text.
"""

import json

import boto3
from botocore.exceptions import ClientError

ecr, sts = boto3.client("ecr"), boto3.client("sts")
NAME, TAGS = "module/app", [{"Key": "module", "Value": "registry"}]
LIFECYCLE = {"rules": [{
    "rulePriority": 1,
    "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7},
    "action": {"type": "expire"},
}]}


def policy(principal, *actions, resource=None):
    statement = {"Sid": "Pull", "Effect": "Allow", "Principal": {"AWS": principal}, "Action": list(actions)}
    if resource:
        statement["Resource"] = resource
    return {"Version": "2012-10-17", "Statement": [statement]}


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]
    raise AssertionError(f"{call.__name__} must be refused")


# The provider's own start: the partition and the account are in the caller's ARN.
caller = sts.get_caller_identity()
partition, account = caller["Arn"].split(":")[1], caller["Account"]
assert (partition, caller["Arn"].split(":")[4]) == ("aws", account), caller
root = f"arn:{partition}:iam::{account}:root"

# aws_ecr_repository
made = ecr.create_repository(
    repositoryName=NAME,
    imageTagMutability="IMMUTABLE",
    imageScanningConfiguration={"scanOnPush": False},
    encryptionConfiguration={"encryptionType": "AES256"},
    tags=TAGS,
)["repository"]


def read():
    [repository] = ecr.describe_repositories(repositoryNames=[NAME])["repositories"]
    tags = ecr.list_tags_for_resource(resourceArn=repository["repositoryArn"])["tags"]
    return repository, tags


repository, tags = read()
for member in ("repositoryArn", "registryId", "repositoryUri"):
    assert repository[member] == made[member], member
assert repository["imageTagMutability"] == "IMMUTABLE" and tags == TAGS
assert repository["encryptionConfiguration"] == {"encryptionType": "AES256"}, repository
assert repository["imageScanningConfiguration"] == {"scanOnPush": False}, repository
assert repository["repositoryArn"] == f"arn:aws:ecr:{ecr.meta.region_name}:{account}:repository/{NAME}"

# aws_ecr_lifecycle_policy, aws_ecr_repository_policy, aws_ecr_registry_policy: what is not there has its own code.
for get, code in (
    (lambda: ecr.get_lifecycle_policy(repositoryName=NAME), "LifecyclePolicyNotFoundException"),
    (lambda: ecr.get_repository_policy(repositoryName=NAME), "RepositoryPolicyNotFoundException"),
    (ecr.get_registry_policy, "RegistryPolicyNotFoundException"),
):
    assert refusal(get)["Code"] == code
ecr.put_lifecycle_policy(repositoryName=NAME, lifecyclePolicyText=json.dumps(LIFECYCLE))
assert json.loads(ecr.get_lifecycle_policy(repositoryName=NAME)["lifecyclePolicyText"]) == LIFECYCLE
# A role that was made just now may not be visible yet: the provider tries again as long as it reads these words.
unseen = policy(f"arn:aws:iam::{account}:role/none", "ecr:BatchGetImage")
error = refusal(ecr.set_repository_policy, repositoryName=NAME, policyText=json.dumps(unseen))
assert error["Code"] == "InvalidParameterException", error
assert "Invalid repository policy provided" in error["Message"], error
pull = policy(root, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
ecr.set_repository_policy(repositoryName=NAME, policyText=json.dumps(pull))
assert json.loads(ecr.get_repository_policy(repositoryName=NAME)["policyText"]) == pull
everything = f"arn:aws:ecr:{ecr.meta.region_name}:{account}:repository/*"
whole = policy(root, "ecr:BatchImportUpstreamImage", resource=everything)
ecr.put_registry_policy(policyText=json.dumps(whole))
assert json.loads(ecr.get_registry_policy()["policyText"]) == whole

# A second plan finds what the first apply left.
assert read() == (repository, tags)

# destroy, the other way round.
ecr.delete_registry_policy()
ecr.delete_repository_policy(repositoryName=NAME)
ecr.delete_lifecycle_policy(repositoryName=NAME)
ecr.delete_repository(repositoryName=NAME, force=True)
assert refusal(read)["Code"] == "RepositoryNotFoundException"
print("done")
