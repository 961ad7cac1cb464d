"""Sessions of users, and of those whom users vouch for."""

import datetime
import json

from lab import Principal, allow, allowed, deny, document, refused, tags
from recorder import checks


def lasts(credentials):
    """How many seconds credentials are good for, about."""
    left = credentials["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    return round(left.total_seconds(), -2)


@checks("GetSessionToken")
def a_session_is_its_user(own):
    ann = own.user("ann", allow(["ecr:Describe*", "iam:GetUser"]), deny("sts:GetSessionToken"))
    # No policy forbids it: it gives nothing that the user has not.
    given = ann.client("sts").get_session_token()["Credentials"]
    assert given["AccessKeyId"].startswith("ASIA") and lasts(given) == 43200, given
    session = Principal(given)
    assert session.client("sts").get_caller_identity()["Arn"] == ann.arn
    assert allowed(session.client("ecr").describe_repositories)
    assert not allowed(session.client("ecr").create_repository, repositoryName="app")
    # IAM asks for a second factor, and sessions beget no sessions this way.
    assert allowed(ann.client("iam").get_user) and not allowed(session.client("iam").get_user)
    words = refused("AccessDenied", session.client("sts").get_session_token)
    assert words == "Cannot call GetSessionToken with session credentials", words
    refused("AccessDenied", own.client("sts").get_session_token)
    # It may what the user may now, and ends with the user.
    put = {"UserName": "ann", "PolicyName": "own"}
    own.client("iam").put_user_policy(**put, PolicyDocument=document(deny("*")))
    assert not allowed(session.client("ecr").describe_repositories)
    own.client("iam").delete_user_policy(**put)
    own.client("iam").delete_access_key(UserName="ann", AccessKeyId=ann.credentials["AccessKeyId"])
    own.client("iam").delete_user(UserName="ann")
    refused("InvalidClientTokenId", session.client("sts").get_caller_identity)


@checks("GetSessionToken")
def a_session_lasts_as_long_as_asked(own):
    ann, root = own.user("ann").client("sts"), own.root().client("sts")
    for who, asked, seconds in [(ann, 900, 900), (ann, 129600, 129600), (root, 900, 900), (root, 129600, 3600)]:
        given = who.get_session_token(DurationSeconds=asked)["Credentials"]
        assert lasts(given) == seconds, (given, seconds)
    for seconds in [899, 129601]:
        refused("ValidationError", ann.get_session_token, DurationSeconds=seconds)
    serial = f"arn:aws:iam::{own.id}:mfa/ann"
    refused("AccessDenied", ann.get_session_token, SerialNumber=serial, TokenCode="123456")
    # A token goes with its own key.
    one, two = (ann.get_session_token()["Credentials"] for _ in range(2))
    mixed = Principal({**one, "SessionToken": two["SessionToken"]})
    refused("InvalidClientTokenId", mixed.client("sts").get_caller_identity)
    assert Principal(one).client("sts").get_caller_identity()["Account"] == own.id


@checks("GetFederationToken")
def a_user_vouches_for_another(own):
    ann = own.user("ann", allow(["sts:GetFederationToken", "ecr:*", "iam:GetUser"]))
    federate = ann.client("sts").get_federation_token
    policy = document(allow("ecr:DescribeRepositories"), allow("kms:ListKeys"))
    answer = federate(Name="carol", Policy=policy, DurationSeconds=900)
    arn = f"arn:aws:sts::{own.id}:federated-user/carol"
    assert answer["FederatedUser"] == {"FederatedUserId": f"{own.id}:carol", "Arn": arn}, answer
    assert 0 < answer["PackedPolicySize"] <= 100 and lasts(answer["Credentials"]) == 900, answer
    carol = Principal(answer["Credentials"])
    # What the user may do and the session's policies allow, both.
    assert allowed(carol.client("ecr").describe_repositories)
    assert not allowed(carol.client("ecr").create_repository, repositoryName="app")
    assert not allowed(carol.client("kms").list_keys)
    for call in [carol.client("iam").get_user, carol.client("sts").get_session_token]:
        assert not allowed(call)
    own.client("iam").put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=document(deny("ecr:*")))
    assert not allowed(carol.client("ecr").describe_repositories)
    assert not allowed(federate, Name="carol")
    words = refused("AccessDenied", own.client("sts").get_federation_token, Name="carol")
    assert words == "Cannot call GetFederationToken with session credentials", words


@checks("GetFederationToken")
def without_a_session_policy_only_a_resource_lets_in(own):
    ann = own.user("ann", allow(["sts:GetFederationToken", "ecr:*"]))
    answer = ann.client("sts").get_federation_token(Name="carol")
    assert "PackedPolicySize" not in answer and lasts(answer["Credentials"]) == 43200, answer
    carol, ecr = Principal(answer["Credentials"]).client("ecr"), own.client("ecr")
    for name in ["app", "other"]:
        ecr.create_repository(repositoryName=name)
    assert not allowed(carol.list_images, repositoryName="app")
    to = {"Effect": "Allow", "Principal": {"AWS": answer["FederatedUser"]["Arn"]}, "Action": "ecr:ListImages"}
    ecr.set_repository_policy(repositoryName="app", policyText=document(to))
    assert allowed(carol.list_images, repositoryName="app")
    assert not allowed(carol.list_images, repositoryName="other")


@checks("GetFederationToken")
def a_federated_user_has_tags_that_its_maker_may_pass(own):
    asked = {"Name": "carol", "Tags": tags(team="web"), "Policy": document(allow("ecr:*"))}
    ann, bob = own.user("ann", allow(["sts:GetFederationToken", "ecr:*"])), own.user("bob", allow("*"))
    words = refused("AccessDenied", ann.client("sts").get_federation_token, **asked)
    assert "sts:TagSession" in words, words
    own.client("ecr").create_repository(repositoryName="app")
    carol = Principal(bob.client("sts").get_federation_token(**asked)["Credentials"]).client("ecr")
    assert allowed(carol.list_images, repositoryName="app")
    of_web = {"StringEquals": {"aws:PrincipalTag/team": "web"}}
    shut = {"Effect": "Deny", "Principal": "*", "Action": "ecr:ListImages", "Condition": of_web}
    own.client("ecr").set_repository_policy(repositoryName="app", policyText=document(shut))
    assert not allowed(carol.list_images, repositoryName="app")
    assert allowed(bob.client("ecr").list_images, repositoryName="app")
    for code, more in [
        ("ValidationError", {"Name": "c"}),
        ("ValidationError", {"DurationSeconds": 899}),
        ("ValidationError", {"Tags": tags(a="b") + tags(A="c")}),
        ("MalformedPolicyDocument", {"Policy": json.dumps({"Version": "2012-10-17"})}),
    ]:
        refused(code, bob.client("sts").get_federation_token, **{**asked, **more})
