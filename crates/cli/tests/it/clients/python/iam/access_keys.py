"""Access keys: made, listed, switched off and on, deleted; what they open and when they were used."""

import datetime

from lab import Principal, allow, allowed, paged, refused
from recorder import checks


@checks("CreateAccessKey", "ListAccessKeys")
def a_user_has_two_keys_at_most(own):
    iam = own.client("iam")
    for name in ["ann", "bob"]:
        iam.create_user(UserName=name)
    assert iam.list_access_keys(UserName="ann")["AccessKeyMetadata"] == []
    keys = [iam.create_access_key(UserName="Ann")["AccessKey"] for _ in range(2)]
    assert {key["UserName"] for key in keys} == {"ann"} and {key["Status"] for key in keys} == {"Active"}, keys
    assert all(key["AccessKeyId"].startswith("AKIA") and len(key["SecretAccessKey"]) == 40 for key in keys)
    for key in keys:
        assert Principal(key).client("sts").get_caller_identity()["Arn"] == f"arn:aws:iam::{own.id}:user/ann"
        wrong = Principal({**key, "SecretAccessKey": keys[0]["SecretAccessKey"][::-1]})
        refused("SignatureDoesNotMatch", wrong.client("sts").get_caller_identity)
    words = refused("LimitExceeded", iam.create_access_key, UserName="ann")
    assert words == "Cannot exceed quota for AccessKeysPerUser: 2", words
    listed = paged(iam, "list_access_keys", "AccessKeyMetadata", UserName="ann")
    secretless = [{name: key[name] for name in key if name != "SecretAccessKey"} for key in keys]
    assert listed == sorted(secretless, key=lambda key: key["AccessKeyId"]), listed
    assert iam.list_access_keys(UserName="bob")["AccessKeyMetadata"] == []
    for call in [iam.create_access_key, iam.list_access_keys]:
        refused("NoSuchEntity", call, UserName="unknown")


@checks("UpdateAccessKey")
def a_key_is_switched_off_and_on(own):
    ann = own.user("ann", allow("ecr:DescribeRepositories"))
    own.user("bob")
    iam, ecr = own.client("iam"), ann.client("ecr")
    hers = {"UserName": "ann", "AccessKeyId": ann.credentials["AccessKeyId"]}
    session = Principal(ann.client("sts").get_session_token()["Credentials"])
    assert allowed(ecr.describe_repositories)
    iam.update_access_key(**hers, Status="Inactive")
    refused("UnrecognizedClientException", ecr.describe_repositories)
    refused("InvalidClientTokenId", ann.client("sts").get_caller_identity)
    [listed] = iam.list_access_keys(UserName="ann")["AccessKeyMetadata"]
    assert listed["Status"] == "Inactive", listed
    # An inactive key counts: two are still the most.
    iam.create_access_key(UserName="ann")
    refused("LimitExceeded", iam.create_access_key, UserName="ann")
    iam.update_access_key(**hers, Status="Active")
    assert allowed(ecr.describe_repositories) and allowed(session.client("ecr").describe_repositories)
    assert {key["Status"] for key in iam.list_access_keys(UserName="ann")["AccessKeyMetadata"]} == {"Active"}
    # Another user's key is not there.
    words = refused("NoSuchEntity", iam.update_access_key, **{**hers, "UserName": "bob"}, Status="Inactive")
    assert words == f"The Access Key with id {hers['AccessKeyId']} cannot be found.", words
    refused("ValidationError", iam.update_access_key, **hers, Status="Sleeping")
    assert allowed(ecr.describe_repositories)


@checks("DeleteAccessKey")
def a_deleted_key_opens_nothing(own):
    ann = own.user("ann", allow("ecr:DescribeRepositories"))
    iam = own.client("iam")
    other = Principal(iam.create_access_key(UserName="ann")["AccessKey"])
    own.user("bob")
    hers = {"AccessKeyId": ann.credentials["AccessKeyId"]}
    refused("NoSuchEntity", iam.delete_access_key, **hers, UserName="bob")
    assert allowed(ann.client("ecr").describe_repositories)
    iam.delete_access_key(**hers, UserName="ann")
    refused("UnrecognizedClientException", ann.client("ecr").describe_repositories)
    refused("NoSuchEntity", iam.delete_access_key, **hers, UserName="ann")
    refused("NoSuchEntity", iam.update_access_key, **hers, UserName="ann", Status="Active")
    assert allowed(other.client("ecr").describe_repositories)
    [left] = iam.list_access_keys(UserName="ann")["AccessKeyMetadata"]
    assert left["AccessKeyId"] == other.credentials["AccessKeyId"], left


@checks("CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey")
def the_callers_own_keys_are_meant_when_no_user_is_named(own):
    ann = own.user("ann", allow("iam:*AccessKey*", f"arn:aws:iam::{own.id}:user/ann"))
    own.user("bob")
    for who in [ann, own.root()]:
        iam = who.client("iam")
        [first] = iam.list_access_keys()["AccessKeyMetadata"]
        assert first["AccessKeyId"] == who.credentials["AccessKeyId"], first
        second = iam.create_access_key()["AccessKey"]
        assert Principal(second).client("sts").get_caller_identity()["Arn"] == who.arn
        iam.update_access_key(AccessKeyId=second["AccessKeyId"], Status="Inactive")
        assert {key["Status"] for key in iam.list_access_keys()["AccessKeyMetadata"]} == {"Active", "Inactive"}
        iam.delete_access_key(AccessKeyId=second["AccessKeyId"])
        assert iam.list_access_keys()["AccessKeyMetadata"] == [first]
    assert not allowed(ann.client("iam").create_access_key, UserName="bob")


@checks("GetAccessKeyLastUsed")
def when_a_key_was_last_used(own):
    ann = own.user("ann", allow("ecr:DescribeRepositories"))
    iam, id = own.client("iam"), ann.credentials["AccessKeyId"]
    unused = iam.get_access_key_last_used(AccessKeyId=id)
    assert unused["UserName"] == "ann", unused
    assert unused["AccessKeyLastUsed"] == {"ServiceName": "N/A", "Region": "N/A"}, unused
    ann.client("ecr", "eu-west-1").describe_repositories()
    used = iam.get_access_key_last_used(AccessKeyId=id)["AccessKeyLastUsed"]
    assert (used["ServiceName"], used["Region"]) == ("ecr", "eu-west-1"), used
    age = datetime.datetime.now(datetime.timezone.utc) - used["LastUsedDate"]
    assert abs(age) < datetime.timedelta(minutes=2), used
    # Another account's key is refused like a key that does not exist.
    foreign = own.another().client("iam")
    for key in [id, "AKIAIOSFODNN7EXAMPLE"]:
        words = refused("NoSuchEntity", foreign.get_access_key_last_used, AccessKeyId=key)
        assert words == f"The Access Key with id {key} cannot be found.", words
