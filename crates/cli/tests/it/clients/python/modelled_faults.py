"""Every fault that the SDK's model lists for an operation that is served: raised, as the exception that the SDK makes of it,
or on a list of those that nothing raises, with the reason. The list holds no fault that is raised."""

import hashlib
import json
import os
import subprocess

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ecr = boto3.client("ecr")
model = ecr.meta.service_model
METHODS = {operation: method for method, operation in ecr.meta.method_to_api_mapping.items()}
ACCOUNT = boto3.client("sts").get_caller_identity()["Account"]
INDEX = "application/vnd.oci.image.index.v1+json"
raised = set()


def raises(fault, operation, **arguments):
    code = fault + "Exception"
    try:
        getattr(ecr, METHODS[operation])(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, (operation, error)
        assert isinstance(error, getattr(ecr.exceptions, code)), (operation, error)
        assert error.response["Error"]["Message"], (operation, error)
        raised.add((operation, code))
        return
    raise AssertionError(f"{operation} does not raise {code}")


def wharf(*arguments):
    command = [os.environ["WHARF"], *arguments, "--account", ACCOUNT, "--data", os.environ["DATA_FOLDER"]]
    subprocess.run(command, check=True, capture_output=True)


def digest(layer):
    return "sha256:" + hashlib.sha256(layer).hexdigest()


def index(note, *children):
    document = {"schemaVersion": 2, "mediaType": INDEX, "manifests": list(children), "annotations": {"note": note}}
    return json.dumps(document)


def put(name, note, **arguments):
    image = ecr.put_image(repositoryName=name, imageManifest=index(note), **arguments)["image"]
    return image["imageId"]["imageDigest"]


def upload(name, layer):
    of = {"repositoryName": name, "uploadId": ecr.initiate_layer_upload(repositoryName=name)["uploadId"]}
    ecr.upload_layer_part(**of, partFirstByte=0, partLastByte=len(layer) - 1, layerPartBlob=layer)
    return of


app = {"repositoryName": "app"}
ecr.create_repository(**app, imageTagMutability="IMMUTABLE")
ARN = ecr.describe_repositories()["repositories"][0]["repositoryArn"]
first = put("app", "first", imageTag="v1")

# No such repository, wherever one is named.
nowhere, nothing = "nowhere", "sha256:" + "0" * 64
id_, upload_id = [{"imageTag": "v1"}], "0a1b2c3d-0000-4000-8000-0123456789ab"
part = {"partFirstByte": 0, "partLastByte": 0, "layerPartBlob": b"x"}
rule = {"rulePriority": 1, "action": {"type": "expire"}}
rule["selection"] = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9}
lifecycle = json.dumps({"rules": [rule]})
policy = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "ecr:*"}})
for operation, arguments in {
    "DescribeRepositories": {},
    "DeleteRepository": {},
    "PutImageTagMutability": {"imageTagMutability": "MUTABLE"},
    "PutImage": {"imageManifest": index("x")},
    "BatchGetImage": {"imageIds": id_},
    "BatchDeleteImage": {"imageIds": id_},
    "ListImages": {},
    "DescribeImages": {},
    "ListImageReferrers": {"subjectId": {"imageDigest": nothing}},
    "BatchCheckLayerAvailability": {"layerDigests": [nothing]},
    "InitiateLayerUpload": {},
    "UploadLayerPart": {"uploadId": upload_id, **part},
    "CompleteLayerUpload": {"uploadId": upload_id, "layerDigests": [nothing]},
    "GetDownloadUrlForLayer": {"layerDigest": nothing},
    "SetRepositoryPolicy": {"policyText": policy},
    "GetRepositoryPolicy": {},
    "DeleteRepositoryPolicy": {},
    "UpdateImageStorageClass": {"imageId": id_[0], "targetStorageClass": "ARCHIVE"},
    "PutLifecyclePolicy": {"lifecyclePolicyText": lifecycle},
    "GetLifecyclePolicy": {},
    "DeleteLifecyclePolicy": {},
    "StartLifecyclePolicyPreview": {"lifecyclePolicyText": lifecycle},
    "GetLifecyclePolicyPreview": {},
}.items():
    named = {"repositoryNames": [nowhere]} if operation == "DescribeRepositories" else {"repositoryName": nowhere}
    raises("RepositoryNotFound", operation, **named, **arguments)
gone = ARN.replace("repository/app", "repository/nowhere")
raises("RepositoryNotFound", "TagResource", resourceArn=gone, tags=[{"Key": "a", "Value": "b"}])
raises("RepositoryNotFound", "UntagResource", resourceArn=gone, tagKeys=["a"])
raises("RepositoryNotFound", "ListTagsForResource", resourceArn=gone)

# Repositories and their tags.
tags = [{"Key": f"k{at}", "Value": "v"} for at in range(51)]
reserved = [{"Key": "aws:x", "Value": "y"}]
raises("RepositoryAlreadyExists", "CreateRepository", **app)
raises("InvalidTagParameter", "CreateRepository", repositoryName="other", tags=reserved)
raises("TooManyTags", "CreateRepository", repositoryName="other", tags=tags)
raises("InvalidTagParameter", "TagResource", resourceArn=ARN, tags=reserved)
raises("TooManyTags", "TagResource", resourceArn=ARN, tags=tags)
raises("RepositoryNotEmpty", "DeleteRepository", **app)

# Images.
second = index("second")
raises("ImageAlreadyExists", "PutImage", **app, imageManifest=index("first"), imageTag="v1")
raises("ImageTagAlreadyExists", "PutImage", **app, imageManifest=second, imageTag="v1")
raises("ImageDigestDoesNotMatch", "PutImage", **app, imageManifest=second, imageDigest=nothing)
child = {"mediaType": INDEX, "digest": nothing, "size": 1}
raises("ReferencedImagesNotFound", "PutImage", **app, imageManifest=index("third", child))
layer = {"mediaType": "application/octet-stream", "digest": nothing, "size": 1}
image = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": layer, "layers": []}
raises("LayersNotFound", "PutImage", **app, imageManifest=json.dumps(image))
raises("ImageNotFound", "DescribeImages", **app, imageIds=[{"imageTag": "none"}])
archive = {"targetStorageClass": "ARCHIVE", **app}
raises("ImageNotFound", "UpdateImageStorageClass", imageId={"imageTag": "none"}, **archive)
restored = {"imageId": {"imageDigest": first}, "targetStorageClass": "STANDARD"}
raises("ImageStorageClassUpdateNotSupported", "UpdateImageStorageClass", **restored, **app)
put("app", "second")
put("app", "third")
raises("LimitExceeded", "PutImage", **app, imageManifest=index("fourth"))

# Layers.
raises("LayersNotFound", "GetDownloadUrlForLayer", **app, layerDigest=nothing)
raises("UploadNotFound", "UploadLayerPart", **app, uploadId=upload_id, **part)
raises("UploadNotFound", "CompleteLayerUpload", **app, uploadId=upload_id, layerDigests=[nothing])
begun = upload("app", b"abc")
raises("InvalidLayerPart", "UploadLayerPart", **begun, **part | {"partFirstByte": 9, "partLastByte": 9})
large = {"partFirstByte": 3, "partLastByte": 10 * 1024 * 1024 + 3, "layerPartBlob": b"x" * (10 * 1024 * 1024 + 1)}
raises("LimitExceeded", "UploadLayerPart", **begun, **large)
raises("InvalidLayer", "CompleteLayerUpload", **begun, layerDigests=[nothing])
begun = upload("app", b"abc")
ecr.upload_layer_part(**begun, **part | {"partFirstByte": 3, "partLastByte": 3})
raises("LayerPartTooSmall", "CompleteLayerUpload", **begun, layerDigests=[digest(b"abcx")])
empty = app | {"uploadId": ecr.initiate_layer_upload(**app)["uploadId"]}
raises("EmptyUpload", "CompleteLayerUpload", **empty, layerDigests=[nothing])
ecr.complete_layer_upload(**upload("app", b"abc"), layerDigests=[digest(b"abc")])
raises("LayerAlreadyExists", "CompleteLayerUpload", **upload("app", b"abc"), layerDigests=[digest(b"abc")])
raises("LayerInaccessible", "GetDownloadUrlForLayer", **app, layerDigest=digest(b"abc"))

# Keys.
wharf("key", "create", "--alias", "images")
kms = {"encryptionType": "KMS", "kmsKey": "alias/images"}
ecr.create_repository(repositoryName="sealed", encryptionConfiguration=kms)
begun = upload("sealed", b"abc")
wharf("key", "disable", "alias/images")
raises("Kms", "CreateRepository", repositoryName="other", encryptionConfiguration=kms)
raises("Kms", "InitiateLayerUpload", repositoryName="sealed")
raises("Kms", "UploadLayerPart", **begun, **part | {"partFirstByte": 3, "partLastByte": 3})
raises("Kms", "CompleteLayerUpload", **begun, layerDigests=[digest(b"abc")])
raises("Kms", "PutImage", repositoryName="sealed", imageManifest=index("x"))

# Policies, previews, settings, exclusions, templates.
raises("RepositoryPolicyNotFound", "GetRepositoryPolicy", **app)
raises("RepositoryPolicyNotFound", "DeleteRepositoryPolicy", **app)
raises("RegistryPolicyNotFound", "GetRegistryPolicy")
raises("RegistryPolicyNotFound", "DeleteRegistryPolicy")
raises("LifecyclePolicyNotFound", "GetLifecyclePolicy", **app)
raises("LifecyclePolicyNotFound", "DeleteLifecyclePolicy", **app)
raises("LifecyclePolicyNotFound", "StartLifecyclePolicyPreview", **app)
raises("LifecyclePolicyPreviewNotFound", "GetLifecyclePolicyPreview", **app)
ecr.start_lifecycle_policy_preview(**app, lifecyclePolicyText=lifecycle)
raises("LifecyclePolicyPreviewInProgress", "StartLifecyclePolicyPreview", **app, lifecyclePolicyText=lifecycle)
principal = "arn:aws:iam::111122223333:role/scanner"
raises("ExclusionNotFound", "DeregisterPullTimeUpdateExclusion", principalArn=principal)
ecr.register_pull_time_update_exclusion(principalArn=principal)
raises("ExclusionAlreadyExists", "RegisterPullTimeUpdateExclusion", principalArn=principal)
for at in range(99):
    ecr.register_pull_time_update_exclusion(principalArn=f"{principal}-{at}")
raises("LimitExceeded", "RegisterPullTimeUpdateExclusion", principalArn=principal + "-more")
template = {"prefix": "team", "appliedFor": ["CREATE_ON_PUSH"]}
foreign = "arn:aws:iam::999999999999:role/x"
raises("Validation", "CreateRepositoryCreationTemplate", **template, customRoleArn=foreign)
raises("TemplateNotFound", "UpdateRepositoryCreationTemplate", prefix="team")
raises("TemplateNotFound", "DeleteRepositoryCreationTemplate", prefix="team")
ecr.create_repository_creation_template(**template)
raises("TemplateAlreadyExists", "CreateRepositoryCreationTemplate", **template)
raises("Validation", "UpdateRepositoryCreationTemplate", prefix="team", customRoleArn=foreign)
for at in range(999):
    ecr.create_repository_creation_template(**template | {"prefix": f"team-{at}"})
raises("LimitExceeded", "CreateRepositoryCreationTemplate", **template | {"prefix": "too-many"})

# The quota of repositories, last: it fills the registry.
made = len(ecr.describe_repositories()["repositories"])
for at in range(int(os.environ["REPOSITORIES"]) - made):
    ecr.create_repository(repositoryName=f"more-{at}")
raises("LimitExceeded", "CreateRepository", repositoryName="too-many")

UPSTREAM = "Wharf has no pull-through cache"
WORDED = "what the document or value gets wrong is an InvalidParameterException"
NONE = "nothing about this operation is limited, or depends on state"
NOTHING_RAISES = {
    ("DeleteRepository", "KmsException"): "deleting opens no key",
    ("BatchGetImage", "LimitExceededException"): NONE,
    ("BatchGetImage", "UnableToGetUpstreamImageException"): UPSTREAM,
    ("ListImageReferrers", "UnableToListUpstreamImageReferrersException"): UPSTREAM,
    ("ListImageReferrers", "ValidationException"): WORDED,
    ("GetDownloadUrlForLayer", "UnableToGetUpstreamLayerException"): UPSTREAM,
    ("UntagResource", "InvalidTagParameterException"): "keys that are not there are ignored",
    ("UntagResource", "TooManyTagsException"): "fewer tags are never too many",
    ("PutRegistryPolicy", "ValidationException"): WORDED,
    ("GetRegistryPolicy", "ValidationException"): NONE,
    ("DeleteRegistryPolicy", "ValidationException"): NONE,
    ("GetAccountSetting", "ValidationException"): WORDED,
    ("PutAccountSetting", "ValidationException"): WORDED,
    ("PutAccountSetting", "LimitExceededException"): NONE,
    ("UpdateImageStorageClass", "ValidationException"): WORDED,
    ("RegisterPullTimeUpdateExclusion", "ValidationException"): WORDED,
    ("DeregisterPullTimeUpdateExclusion", "LimitExceededException"): NONE,
    ("DeregisterPullTimeUpdateExclusion", "ValidationException"): WORDED,
    ("ListPullTimeUpdateExclusions", "ValidationException"): WORDED,
    ("ListPullTimeUpdateExclusions", "LimitExceededException"): NONE,
    ("DescribeRegistry", "ValidationException"): NONE,
    ("PutLifecyclePolicy", "ValidationException"): WORDED,
    ("GetLifecyclePolicy", "ValidationException"): NONE,
    ("DeleteLifecyclePolicy", "ValidationException"): NONE,
    ("StartLifecyclePolicyPreview", "ValidationException"): WORDED,
    ("GetLifecyclePolicyPreview", "ValidationException"): WORDED,
    ("DescribeRepositoryCreationTemplates", "ValidationException"): NONE,
    ("DeleteRepositoryCreationTemplate", "ValidationException"): NONE,
}
EVERYWHERE = {"ServerException", "InvalidParameterException"}
modelled = set()
unchecked = boto3.client("ecr", config=Config(parameter_validation=False))
for operation in model.operation_names:
    try:
        getattr(unchecked, METHODS[operation])()
    except ClientError as error:
        if error.response["Error"]["Code"] == "UnknownOperationException":
            continue
    faults = {shape.name for shape in model.operation_model(operation).error_shapes} - EVERYWHERE
    modelled |= {(operation, fault) for fault in faults}
assert raised.isdisjoint(NOTHING_RAISES), raised & set(NOTHING_RAISES)
forgotten = modelled - raised - set(NOTHING_RAISES)
assert not forgotten, sorted(forgotten)
unknown = (raised | set(NOTHING_RAISES)) - modelled
assert not unknown, sorted(unknown)
print(len(raised), "raised, of", len(modelled), "done")
