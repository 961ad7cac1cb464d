"""Sessions of roles: who gets one, what it may do, what comes along from the session before."""

import hashlib

from lab import Principal, allow, allowed, deny, document, refused, tags, trust
from recorder import checks

READ_ONLY = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"


@checks("AssumeRole")
def a_role_of_another_account_is_assumed_when_both_say_so(own):
    other, name = own.another(), {"RoleSessionName": "run-1"}
    role = own.role("ci", allow("ecr:*"), Path="/build/", AssumeRolePolicyDocument=trust(other.id))
    ann = other.user("ann", allow("sts:AssumeRole", role))
    bob, mine = other.user("bob"), own.user("ann", allow("sts:AssumeRole", role))
    answer = ann.client("sts").assume_role(RoleArn=role, **name)
    user, given = answer["AssumedRoleUser"], answer["Credentials"]
    id = own.client("iam").get_role(RoleName="ci")["Role"]["RoleId"]
    assert user == {"AssumedRoleId": f"{id}:run-1", "Arn": f"arn:aws:sts::{own.id}:assumed-role/ci/run-1"}, user
    assert given["AccessKeyId"].startswith("ASIA") and "PackedPolicySize" not in answer, answer
    Principal(given).client("ecr").create_repository(repositoryName="app")
    assert own.client("ecr").describe_repositories()["repositories"][0]["repositoryName"] == "app"
    # The caller's own policies are silent; the role trusts another account; there is no such role: the words are the same.
    none = role + "-none"
    for who, arn in [(bob, role), (mine, role), (other.user("eve", allow("*")), none)]:
        words = refused("AccessDenied", who.client("sts").assume_role, RoleArn=arn, **name)
        assert words == f"User: {who.arn} is not authorized to perform: sts:AssumeRole on resource: {arn}", words
    words = refused("AccessDenied", own.root().client("sts").assume_role, RoleArn=role, **name)
    assert words == "Roles may not be assumed by root accounts.", words
    for more in [{"RoleArn": other.arn}, {"RoleSessionName": "a"}, {"RoleSessionName": "a b"}, {"DurationSeconds": 899}]:
        refused("ValidationError", ann.client("sts").assume_role, **{"RoleArn": role, **name, **more})


@checks("AssumeRole")
def session_policies_narrow_what_the_role_may(own):
    ann, role = own.user("ann", allow("sts:AssumeRole")), own.role("ci", allow("ecr:*"))
    own.client("ecr").create_repository(repositoryName="app")
    deletes = document(allow("ecr:DeleteRepository"), allow("kms:ListKeys"))
    managed = [{"arn": READ_ONLY}]
    for given, reads, writes in [
        ({}, True, True), ({"Policy": deletes}, False, True), ({"PolicyArns": managed}, True, False),
        ({"Policy": deletes, "PolicyArns": managed}, True, True),
    ]:
        answer = ann.client("sts").assume_role(RoleArn=role, RoleSessionName="run", **given)
        assert ("PackedPolicySize" in answer) == bool(given), answer
        session = Principal(answer["Credentials"])
        ecr = session.client("ecr")
        assert allowed(ecr.describe_repositories) == reads, given
        try:
            may_delete = allowed(ecr.delete_repository, repositoryName="none")
        except ecr.exceptions.RepositoryNotFoundException:
            may_delete = True
        assert may_delete == writes, given
        assert not allowed(session.client("kms").list_keys), given
    for code, more in [
        ("MalformedPolicyDocument", {"Policy": "{}"}),
        ("MalformedPolicyDocument", {"PolicyArns": [{"arn": f"arn:aws:iam::{own.id}:policy/none"}]}),
    ]:
        refused(code, ann.client("sts").assume_role, RoleArn=role, RoleSessionName="run", **more)


@checks("AssumeRole")
def tags_and_the_source_identity_come_along(own):
    both = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    ann = own.user("ann", allow("sts:*"))
    lets, describe = {"AssumeRolePolicyDocument": trust(own.id, both)}, "ecr:DescribeRepositories"
    web, mona = {"aws:PrincipalTag/team": "web"}, {"aws:SourceIdentity": "mona"}
    tagged = {"StringEquals": {**web, "aws:PrincipalTag/stage": "dev"}}
    one = own.role("one", allow(describe, Condition=tagged), allow(both), **lets)
    came = {"StringEquals": {**web, **mona}, "Null": {"aws:PrincipalTag/stage": "true"}}
    two = own.role("two", allow(describe, Condition=came), **lets)
    plain = ann.assume(one)
    assert not allowed(plain.client("ecr").describe_repositories)
    asked = {"RoleSessionName": "run", "Tags": tags(team="web", stage="dev"), "TransitiveTagKeys": ["team"]}
    answer = ann.client("sts").assume_role(RoleArn=one, **asked, SourceIdentity="mona")
    assert answer["SourceIdentity"] == "mona" and answer["PackedPolicySize"] > 0, answer
    first = Principal(answer["Credentials"])
    assert allowed(first.client("ecr").describe_repositories)
    # Transitive tags and the source identity are the next session's too; other tags are not.
    chain = {"RoleArn": two, "RoleSessionName": "next"}
    answer = first.client("sts").assume_role(**chain)
    assert answer["SourceIdentity"] == "mona", answer
    assert allowed(Principal(answer["Credentials"]).client("ecr").describe_repositories)
    unlike = Principal(plain.client("sts").assume_role(**chain)["Credentials"])
    assert not allowed(unlike.client("ecr").describe_repositories)
    for more in [
        {"Tags": tags(Team="other")}, {"SourceIdentity": "other"}, {"DurationSeconds": 3601}, {"Tags": tags(a="b") + tags(A="c")},
        {"Tags": [{"Key": "aws:a", "Value": "b"}]}, {"TransitiveTagKeys": ["none"]},
    ]:
        refused("ValidationError", first.client("sts").assume_role, **chain, **more)
    noise = [hashlib.sha512(bytes([at])).hexdigest() * 2 for at in range(50)]
    many = [{"Key": f"k{at}", "Value": value} for at, value in enumerate(noise)]
    refused("PackedPolicyTooLarge", ann.client("sts").assume_role, RoleArn=one, RoleSessionName="run", Tags=many)
    # Each needs an action of its own.
    strict = own.role("strict", AssumeRolePolicyDocument=trust(own.id))
    for action, more in [("sts:TagSession", {"Tags": tags(a="b")}), ("sts:SetSourceIdentity", {"SourceIdentity": "mona"})]:
        words = refused("AccessDenied", ann.client("sts").assume_role, RoleArn=strict, RoleSessionName="run", **more)
        assert action in words, words


@checks("AssumeRole")
def a_session_ends_when_its_role_says_so(own):
    ann, role = own.user("ann", allow("sts:AssumeRole")), own.role("ci", allow("ecr:*"))
    session = Principal(ann.client("sts").assume_role(RoleArn=role, RoleSessionName="run")["Credentials"])
    assert allowed(session.client("ecr").describe_repositories)
    # As the console revokes sessions.
    older = {"DateLessThan": {"aws:TokenIssueTime": "2999-01-01T00:00:00Z"}}
    revoke = {"RoleName": "ci", "PolicyName": "AWSRevokeOlderSessions"}
    own.client("iam").put_role_policy(**revoke, PolicyDocument=document(deny("*", Condition=older)))
    assert not allowed(session.client("ecr").describe_repositories)
    own.client("iam").delete_role_policy(**revoke)
    assert allowed(session.client("ecr").describe_repositories)
    own.client("iam").delete_role_policy(RoleName="ci", PolicyName="own")
    own.client("iam").delete_role(RoleName="ci")
    refused("UnrecognizedClientException", session.client("ecr").describe_repositories)
