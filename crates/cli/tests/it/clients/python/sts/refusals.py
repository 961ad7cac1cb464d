"""What a refusal tells of its circumstances, and to whom."""

import json

from botocore.exceptions import ClientError

from lab import REGION, allow, refused
from recorder import checks


@checks("DecodeAuthorizationMessage")
def a_refusal_tells_its_circumstances(own):
    ann = own.user("ann", allow("sts:DecodeAuthorizationMessage"))
    try:
        ann.client("ecr").list_images(repositoryName="app")
        raise AssertionError("ann may nothing")
    except ClientError as error:
        text, meta = error.response["Error"]["Message"], error.response["ResponseMetadata"]
    encoded = {"EncodedMessage": meta["HTTPHeaders"]["x-wharf-authorization-message"]}
    assert ann.arn not in encoded["EncodedMessage"]
    for who in [ann, own]:
        told = json.loads(who.client("sts").decode_authorization_message(**encoded)["DecodedMessage"])
        context = told["context"]
        assert (told["allowed"], told["explicitDeny"], told["reason"]) == (False, False, text), told
        assert context["principal"] == {"id": ann.id, "arn": ann.arn}, told
        assert context["action"] == "ecr:ListImages", told
        assert context["resource"] == f"arn:aws:ecr:{REGION}:{own.id}:repository/app", told
        keys = {item["key"] for item in context["conditions"]["items"]}
        assert {"aws:RequestedRegion", "aws:SecureTransport", "aws:CurrentTime", "aws:UserAgent"} <= keys, keys
    # A caller without the permission, another account, and a message that was changed.
    refused("AccessDenied", own.user("bob").client("sts").decode_authorization_message, **encoded)
    code = "InvalidAuthorizationMessageException"
    refused(code, own.another().client("sts").decode_authorization_message, **encoded)
    refused(code, own.client("sts").decode_authorization_message, EncodedMessage="A" + encoded["EncodedMessage"])
