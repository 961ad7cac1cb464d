"""Refusals arrive as the exceptions that the SDK generates from the service's model, with AWS's words."""

import os

import boto3
from botocore.exceptions import ClientError

ecr = boto3.client("ecr")
sts = boto3.client("sts")
OTHER = os.environ["OTHER_ACCOUNT"]
WRONG = {"aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": "wrong"}
NAME = "boto3/faults"
account = sts.get_caller_identity()["Account"]
ecr.create_repository(repositoryName=NAME, imageTagMutability="IMMUTABLE")


def refused(exception, words, call, **arguments):
    try:
        call(**arguments)
    except exception as error:
        assert words in str(error), error
        assert error.response["ResponseMetadata"]["RequestId"], error.response
        return error.response["Error"]["Code"]
    raise AssertionError(f"{call} must be refused")


known = ecr.exceptions
absent = f"The repository with name 'absent' does not exist in the registry with id '{account}'"
refused(known.RepositoryNotFoundException, absent, ecr.list_images, repositoryName="absent")
refused(known.RepositoryAlreadyExistsException, NAME, ecr.create_repository, repositoryName=NAME)
refused(known.InvalidParameterException, "repositoryName", ecr.create_repository, repositoryName="Upper Case")
refused(known.InvalidParameterException, "", ecr.put_image, repositoryName=NAME, imageManifest="{}")
refused(known.ImageNotFoundException, "", ecr.describe_images, repositoryName=NAME, imageIds=[{"imageTag": "no"}])
refused(known.UploadNotFoundException, "", ecr.complete_layer_upload, repositoryName=NAME,
        uploadId="00000000-0000-4000-8000-000000000000", layerDigests=["sha256:" + "0" * 64])
refused(known.LayersNotFoundException, "", ecr.get_download_url_for_layer, repositoryName=NAME,
        layerDigest="sha256:" + "0" * 64)

denied = refused(ClientError, "is not authorized to perform: ecr:ListImages", ecr.list_images, repositoryName=NAME,
                 registryId=OTHER)
assert denied == "AccessDeniedException", denied
wrong = boto3.client("ecr", **WRONG)
assert refused(ClientError, "signature", wrong.describe_repositories) == "InvalidSignatureException"
wrong = boto3.client("sts", **WRONG)
assert refused(ClientError, "signature", wrong.get_caller_identity) == "SignatureDoesNotMatch"
# A Region that the credential scope names is another registry, made when it is first used.
europe = boto3.client("ecr", region_name="eu-west-1")
assert europe.describe_repositories()["repositories"] == []
refused(ClientError, "", ecr.get_lifecycle_policy, repositoryName=NAME)
print("done")
