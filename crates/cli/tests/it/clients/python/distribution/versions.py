"""Whether it is a registry, and whether one is signed in."""

from lab import allow
from oci import Registry
from recorder import checks


@checks("CheckVersion")
def who_is_signed_in_is_told_so(own):
    answer = Registry(own, own.id).call("CheckVersion", "GET", "/v2/").expect(200)
    assert answer.headers["docker-distribution-api-version"] == "registry/2.0", answer.headers
    # No permission is needed beside the token, and any registry of the Region takes it.
    other, ann = own.another(), own.user("ann", allow("ecr:GetAuthorizationToken"))
    elsewhere = Registry(ann, other.id).call("CheckVersion", "GET", "/v2/").expect(200)
    assert elsewhere.headers["docker-distribution-api-version"] == "registry/2.0", elsewhere.headers
    anonymous = Registry(None, own.id)
    for authorization in [{}, {"Authorization": "Basic QVdTOm5vbmU="}, {"Authorization": "Bearer none"}]:
        refusal = anonymous.call("CheckVersion", "GET", "/v2/", **authorization).expect(401)
        challenge = f'Basic realm="http://{anonymous.host}/",service="ecr.amazonaws.com"'
        assert refusal.headers["www-authenticate"] == challenge and refusal.body == b"Not Authorized\n", refusal.headers
    # A token is of its Region, and ends with its key.
    wrong = Registry(None, own.id, "eu-west-1")
    wrong.authorization = Registry(ann, own.id).authorization
    wrong.call("CheckVersion", "GET", "/v2/").expect(403, "DENIED")
    registry = Registry(ann, own.id)
    key = {"UserName": "ann", "AccessKeyId": ann.credentials["AccessKeyId"]}
    own.client("iam").update_access_key(**key, Status="Inactive")
    registry.call("CheckVersion", "GET", "/v2/").expect(401)
    own.client("iam").update_access_key(**key, Status="Active")
    registry.call("CheckVersion", "GET", "/v2/").expect(200)
