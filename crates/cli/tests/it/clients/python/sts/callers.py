"""Who calls, and whose a key is."""

from lab import Principal, allow, allowed, deny, refused
from recorder import checks


@checks("GetCallerIdentity")
def every_kind_of_caller_is_told_who_it_is(own):
    def told(who):
        answer = who.client("sts").get_caller_identity()
        assert answer["Account"] == own.id, answer
        return answer["UserId"], answer["Arn"]

    root, ann = own.root(), own.user("ann", allow("sts:*"), Path="/web/")
    assert told(root) == (own.id, f"arn:aws:iam::{own.id}:root")
    assert told(ann) == (ann.id, f"arn:aws:iam::{own.id}:user/web/ann")
    role = own.role("ci", Path="/build/")
    id = own.client("iam").get_role(RoleName="ci")["Role"]["RoleId"]
    assert told(ann.assume(role, "run-1")) == (f"{id}:run-1", f"arn:aws:sts::{own.id}:assumed-role/ci/run-1")
    session = ann.client("sts").get_session_token()["Credentials"]
    assert told(Principal(session)) == told(ann)
    carol = Principal(ann.client("sts").get_federation_token(Name="carol")["Credentials"])
    assert told(carol) == (f"{own.id}:carol", f"arn:aws:sts::{own.id}:federated-user/carol")


@checks("GetCallerIdentity")
def no_policy_hides_it_and_no_false_key_shows_it(own):
    bob = own.user("bob", deny("*"))
    assert bob.client("sts").get_caller_identity()["Arn"] == bob.arn
    key = bob.credentials
    for code, more in [
        ("InvalidClientTokenId", {"AccessKeyId": "AKIA" + "A" * 16}),
        ("InvalidClientTokenId", {"SessionToken": "none"}),
        ("SignatureDoesNotMatch", {"SecretAccessKey": "a" * 40}),
    ]:
        refused(code, Principal({**key, **more}).client("sts").get_caller_identity)
    # Nor does one that is not active.
    change = {"UserName": "bob", "AccessKeyId": key["AccessKeyId"]}
    own.client("iam").update_access_key(**change, Status="Inactive")
    refused("InvalidClientTokenId", bob.client("sts").get_caller_identity)
    own.client("iam").update_access_key(**change, Status="Active")
    assert bob.client("sts").get_caller_identity()["Account"] == own.id


@checks("GetAccessKeyInfo")
def a_key_is_its_accounts(own):
    sts, other = own.client("sts"), own.another()
    mine, theirs = own.user("ann"), other.user("ann")
    for id, account in [
        (mine.credentials["AccessKeyId"], own.id),
        (theirs.credentials["AccessKeyId"], other.id),
        (own.credentials["AccessKeyId"], own.id),
    ]:
        assert sts.get_access_key_info(AccessKeyId=id)["Account"] == account, id
    asked = {"AccessKeyId": theirs.credentials["AccessKeyId"]}
    other.client("iam").update_access_key(UserName="ann", **asked, Status="Inactive")
    assert sts.get_access_key_info(**asked)["Account"] == other.id
    refused("ValidationError", sts.get_access_key_info, AccessKeyId="AKIA" + "A" * 16)
    refused("ValidationError", sts.get_access_key_info, AccessKeyId="short")
    assert not allowed(mine.client("sts").get_access_key_info, **asked)
    bob = own.user("bob", allow("sts:GetAccessKeyInfo"))
    assert bob.client("sts").get_access_key_info(**asked)["Account"] == other.id
