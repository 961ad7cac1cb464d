"""Every constraint of the SDK's own model, on every member of every operation that is served: a request that breaks just
this one is refused, and the refusal names the place. The SDK's own checks are off."""

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ecr = boto3.client("ecr", config=Config(parameter_validation=False, retries={"max_attempts": 1}))
model = ecr.meta.service_model
METHODS = {operation: method for method, operation in ecr.meta.method_to_api_mapping.items()}
EXAMPLES = {
    "RegistryId": "111122223333",
    "RepositoryName": "team/app",
    "LayerDigest": "sha256:" + "a1" * 32,
    "UploadId": "0a1b2c3d-0000-4000-8000-0123456789ab",
    "ImageTagMutabilityExclusionFilterValue": "v*",
    "PrincipalArn": "arn:aws:iam::111122223333:role/a",
    "Prefix": "ROOT",
    "KmsKeyForRepositoryCreationTemplate": "arn:aws:kms:us-east-1:111122223333:key/a",
}
# Answered item by item when the operation runs, or by the document's own faults.
LATER = {("ImageIdentifier", "imageTag")} | {
    (f"{operation}LifecyclePolicy{what}Request", "lifecyclePolicyText")
    for operation, what in [("Put", ""), ("Start", "Preview")]
}


def valid(shape):
    if shape.name in EXAMPLES:
        return EXAMPLES[shape.name]
    assert "pattern" not in shape.metadata, f"{shape.name} needs an example"
    least = shape.metadata.get("min", 1)
    if shape.type_name == "structure":
        return {name: valid(member) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [valid(shape.member)]
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else "x" * max(least, 1)
    if shape.type_name in ("integer", "long"):
        return least
    return {"boolean": True, "blob": b"hi"}[shape.type_name]


def broken(shape, path):
    """The values that break one constraint of a shape, or of something in it, with the places that are to blame."""
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max")
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            place = path + [name[0].lower() + name[1:]]
            if name in shape.required_members:
                yield {key: value for key, value in valid(shape).items() if key != name}, place
            if (shape.name, name) not in LATER:
                for value, blamed in broken(member, place):
                    yield valid(shape) | {name: value}, blamed
    elif shape.type_name == "list":
        if least > 0:
            yield [], path
        if most is not None:
            yield [valid(shape.member)] * (most + 1), path
        for value, blamed in broken(shape.member, path):
            yield [value], blamed
    elif shape.type_name == "string":
        if shape.enum:
            yield "NONE_OF_THEM", path
        if least > 1:
            yield "a" * (least - 1), path
        if most is not None:
            yield "a" * (most + 1), path
        if "pattern" in shape.metadata:
            yield "\u00e9 !", path
    elif shape.type_name in ("integer", "long"):
        if "min" in shape.metadata:
            yield least - 1, path
        if most is not None:
            yield most + 1, path
    elif shape.type_name == "blob" and most is not None:
        yield b"x" * (most + 1), path


def refusal(operation, request):
    try:
        getattr(ecr, METHODS[operation])(**request)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"]["Message"]
    return None, f"{operation} takes {str(request)[:300]}"


served, count = 0, 0
for operation in model.operation_names:
    shape = model.operation_model(operation).input_shape
    code, _ = refusal(operation, {})
    if code == "UnknownOperationException":
        continue
    served += 1
    for request, path in broken(shape, []):
        code, message = refusal(operation, request)
        assert code == "InvalidParameterException", (operation, path, code, message[:300])
        assert f"Invalid parameter at '{path[0]}" in message and path[-1] in message, (operation, path, message[:300])
        count += 1
assert served >= 41, served
assert count > 250, count
print(served, count, "done")
