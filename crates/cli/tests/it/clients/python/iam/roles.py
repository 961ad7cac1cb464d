"""Roles: made, found, changed, deleted; whom their trust policy lets in and for how long."""

import json

from lab import Principal, allow, allowed, document, outsider, paged, refused, shown, tags, trust, unused, within
from recorder import checks


@checks("CreateRole", "GetRole", "ListRoles")
def a_role_is_made_once_and_found_by_name(own):
    iam = own.client("iam")
    words = refused("NoSuchEntity", iam.get_role, RoleName="ci")
    assert words == "The role with name ci cannot be found.", words
    given = {"RoleName": "CI", "Path": "/build/", "Description": "builds", "MaxSessionDuration": 7200}
    made = iam.create_role(**given, AssumeRolePolicyDocument=trust(own.id), Tags=tags(team="web"))["Role"]
    assert made["Arn"] == f"arn:aws:iam::{own.id}:role/build/CI" and made["RoleId"].startswith("AROA"), made
    iam.get_waiter("role_exists").wait(RoleName="ci", WaiterConfig={"Delay": 1, "MaxAttempts": 1})
    found = iam.get_role(RoleName="ci")["Role"]
    assert given.items() <= found.items() and shown(found["Tags"]) == {"team": "web"}, found
    assert found["AssumeRolePolicyDocument"] == json.loads(trust(own.id)), found
    assert found["RoleLastUsed"] == {}, found
    words = refused("EntityAlreadyExists", iam.create_role, RoleName="ci", AssumeRolePolicyDocument=trust(own.id))
    assert words == "Role with name ci already exists.", words
    assert iam.get_role(RoleName="ci")["Role"] == found
    # Beside it is the role that the account was made with.
    listed = paged(iam, "list_roles", "Roles")
    assert [role["RoleName"] for role in listed] == ["CI", "OrganizationAccountAccessRole"], listed
    assert listed[0] == {name: value for name, value in found.items() if name not in ("Tags", "RoleLastUsed")}
    assert [role["RoleName"] for role in iam.list_roles(PathPrefix="/build/")["Roles"]] == ["CI"]


@checks("CreateRole")
def a_role_that_is_refused_is_not_made(own):
    iam = own.client("iam")
    good = trust(own.id)
    unknown = f"arn:aws:iam::{own.id}:user/unknown"
    for text, words in [
        ("{}", "Syntax errors in policy."),
        (trust(own.id, "ecr:*"), ""),
        (document(allow("sts:AssumeRole", Principal={"AWS": own.id})), "Has prohibited field Resource"),
        (trust(unknown), f'Invalid principal in policy: "AWS":"{unknown}"'),
    ]:
        said = refused("MalformedPolicyDocument", iam.create_role, RoleName="ci", AssumeRolePolicyDocument=text)
        assert words in said, said
    for code, more in [
        ("InvalidInput", {"Path": "/aws-service-role/"}),
        ("NoSuchEntity", {"PermissionsBoundary": f"arn:aws:iam::{own.id}:policy/none"}),
        ("ValidationError", {"MaxSessionDuration": 43201}),
        ("ValidationError", {"RoleName": "a" * 65}),
        ("LimitExceeded", {"AssumeRolePolicyDocument": trust([own.id] * 300)}),
    ]:
        refused(code, iam.create_role, **{"RoleName": "ci", "AssumeRolePolicyDocument": good, **more})
    refused("NoSuchEntity", iam.get_role, RoleName="ci")
    iam.create_role(RoleName="ci", AssumeRolePolicyDocument=good)
    assert iam.get_role(RoleName="ci")["Role"]["MaxSessionDuration"] == 3600


@checks("CreateRole", "UpdateAssumeRolePolicy")
def no_role_waits_for_an_account(own):
    iam, id = own.client("iam"), unused()
    own.role("ci")
    for name in [*within(id), f"arn:aws:iam::{own.id}:role/none"]:
        for call, more in [
            (iam.create_role, {"RoleName": "late", "AssumeRolePolicyDocument": trust(name)}),
            (iam.update_assume_role_policy, {"RoleName": "ci", "PolicyDocument": trust(name)}),
        ]:
            words = refused("MalformedPolicyDocument", call, **more)
            assert words == f'Invalid principal in policy: "AWS":"{name}"', words
    ann = outsider(id).user("ann", allow("sts:AssumeRole")).client("sts")
    for name in within(id)[:2]:
        role = iam.create_role(RoleName=f"of-{len(name)}", AssumeRolePolicyDocument=trust(name))["Role"]
        assert role["AssumeRolePolicyDocument"] == json.loads(trust(name)), role
        enter = {"RoleArn": role["Arn"], "RoleSessionName": "run"}
        assert allowed(ann.assume_role, **enter)
        iam.update_assume_role_policy(RoleName=role["RoleName"], PolicyDocument=trust(own.id))
        assert not allowed(ann.assume_role, **enter)
        iam.update_assume_role_policy(RoleName=role["RoleName"], PolicyDocument=trust(name))
        assert allowed(ann.assume_role, **enter)


@checks("UpdateAssumeRolePolicy", "GetRole")
def the_trust_policy_decides_who_comes_in(own):
    ann, bob = own.user("ann", allow("sts:AssumeRole")), own.user("bob")
    iam, arn = own.client("iam"), own.role("ci", AssumeRolePolicyDocument=trust(own.id))
    enter = {"RoleArn": arn, "RoleSessionName": "run"}
    by_ann, by_bob = (who.client("sts").assume_role for who in (ann, bob))
    # The account is trusted: who its own policies let.
    assert allowed(by_ann, **enter) and not allowed(by_bob, **enter)
    # A user is trusted: that one, with no policy of its own.
    iam.update_assume_role_policy(RoleName="ci", PolicyDocument=trust(bob.arn))
    assert iam.get_role(RoleName="ci")["Role"]["AssumeRolePolicyDocument"] == json.loads(trust(bob.arn))
    assert not allowed(by_ann, **enter) and allowed(by_bob, **enter)
    # Under a condition.
    secret = {"StringEquals": {"sts:ExternalId": "secret"}}
    iam.update_assume_role_policy(RoleName="ci", PolicyDocument=trust(bob.arn, Condition=secret))
    assert not allowed(by_bob, **enter) and allowed(by_bob, **enter, ExternalId="secret")
    refused("MalformedPolicyDocument", iam.update_assume_role_policy, RoleName="ci", PolicyDocument="{}")
    refused("NoSuchEntity", iam.update_assume_role_policy, RoleName="none", PolicyDocument=trust(own.id))
    assert allowed(by_bob, **enter, ExternalId="secret")
    # A user that is made again under the name is another one.
    key = bob.credentials["AccessKeyId"]
    iam.delete_access_key(UserName="bob", AccessKeyId=key)
    iam.delete_user(UserName="bob")
    shown_id = iam.get_role(RoleName="ci")["Role"]["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]
    assert shown_id == {"AWS": bob.id}, shown_id
    again = own.user("bob")
    assert not allowed(again.client("sts").assume_role, **enter, ExternalId="secret")


@checks("UpdateRole", "UpdateRoleDescription")
def what_a_role_says_of_itself_changes(own):
    ann = own.user("ann", allow("sts:AssumeRole"))
    iam, arn = own.client("iam"), own.role("ci", Description="builds")
    own.role("other", Description="stays")
    asked = {"RoleArn": arn, "RoleSessionName": "run", "DurationSeconds": 7200}
    words = refused("ValidationError", ann.client("sts").assume_role, **asked)
    assert words == "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", words
    iam.update_role(RoleName="ci", MaxSessionDuration=7200)
    assert allowed(ann.client("sts").assume_role, **asked)
    role = iam.get_role(RoleName="ci")["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("builds", 7200), role
    iam.update_role(RoleName="ci", Description="tests")
    role = iam.get_role(RoleName="ci")["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("tests", 7200), role
    told = iam.update_role_description(RoleName="ci", Description="ships")["Role"]
    assert told["Description"] == "ships" and iam.get_role(RoleName="ci")["Role"]["Description"] == "ships", told
    assert iam.get_role(RoleName="other")["Role"]["Description"] == "stays"
    refused("NoSuchEntity", iam.update_role, RoleName="none", Description="")
    refused("NoSuchEntity", iam.update_role_description, RoleName="none", Description="")
    refused("ValidationError", iam.update_role, RoleName="ci", MaxSessionDuration=43201)


@checks("DeleteRole")
def a_role_is_deleted_when_it_has_nothing(own):
    iam = own.client("iam")
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    ann = own.user("ann", allow("sts:AssumeRole"))
    arn = own.role("ci", allow("ecr:DescribeRepositories"))
    inside = Principal(ann.client("sts").assume_role(RoleArn=arn, RoleSessionName="run")["Credentials"])
    iam.attach_role_policy(RoleName="ci", PolicyArn=policy)
    iam.create_instance_profile(InstanceProfileName="ci")
    iam.add_role_to_instance_profile(InstanceProfileName="ci", RoleName="ci")
    for what, take in [
        ("detach all policies", lambda: iam.detach_role_policy(RoleName="ci", PolicyArn=policy)),
        ("delete policies", lambda: iam.delete_role_policy(RoleName="ci", PolicyName="own")),
        ("remove roles from instance profile",
         lambda: iam.remove_role_from_instance_profile(InstanceProfileName="ci", RoleName="ci")),
    ]:
        words = refused("DeleteConflict", iam.delete_role, RoleName="ci")
        assert words == f"Cannot delete entity, must {what} first.", words
        take()
    assert allowed(inside.client("sts").get_caller_identity)
    iam.delete_role(RoleName="ci")
    refused("NoSuchEntity", iam.get_role, RoleName="ci")
    refused("NoSuchEntity", iam.delete_role, RoleName="ci")
    # Its sessions end with it, and another role of the name does not wake them.
    own.role("ci", allow("ecr:DescribeRepositories"))
    refused("InvalidClientTokenId", inside.client("sts").get_caller_identity)
    refused("UnrecognizedClientException", inside.client("ecr").describe_repositories)


@checks("TagRole", "UntagRole", "ListRoleTags")
def tags_of_roles(own):
    iam = own.client("iam")
    own.role("ci", Tags=tags(team="web"))
    own.role("other", Tags=tags(team="web"))
    iam.tag_role(RoleName="ci", Tags=tags(Team="ops", stage="dev"))
    assert shown(paged(iam, "list_role_tags", "Tags", RoleName="ci")) == {"Team": "ops", "stage": "dev"}
    assert shown(iam.get_role(RoleName="ci")["Role"]["Tags"]) == {"Team": "ops", "stage": "dev"}
    iam.untag_role(RoleName="ci", TagKeys=["team"])
    assert shown(iam.list_role_tags(RoleName="ci")["Tags"]) == {"stage": "dev"}
    assert shown(iam.list_role_tags(RoleName="other")["Tags"]) == {"team": "web"}
    refused("InvalidInput", iam.tag_role, RoleName="ci", Tags=tags(a="1", A="2"))
    for call, more in [(iam.tag_role, {"Tags": tags(a="b")}), (iam.untag_role, {"TagKeys": ["a"]}), (iam.list_role_tags, {})]:
        refused("NoSuchEntity", call, RoleName="none", **more)


@checks("TagRole", "UntagRole")
def tags_of_a_role_decide(own):
    """Who may assume it, and what its sessions may do."""
    ann = own.user("ann", allow("sts:AssumeRole", Condition={"StringEquals": {"aws:ResourceTag/open": "yes"}}))
    own.client("ecr").create_repository(repositoryName="web", tags=tags(team="web"))
    mine = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    arn = own.role("ci", allow("ecr:ListImages", Condition=mine))
    iam, enter = own.client("iam"), {"RoleArn": arn, "RoleSessionName": "run"}
    assert not allowed(ann.client("sts").assume_role, **enter)
    iam.tag_role(RoleName="ci", Tags=tags(open="yes"))
    session = Principal(ann.client("sts").assume_role(**enter)["Credentials"])
    assert not allowed(session.client("ecr").list_images, repositoryName="web")
    iam.tag_role(RoleName="ci", Tags=tags(team="web"))
    assert allowed(session.client("ecr").list_images, repositoryName="web")
    iam.untag_role(RoleName="ci", TagKeys=["open", "team"])
    assert not allowed(session.client("ecr").list_images, repositoryName="web")
    assert not allowed(ann.client("sts").assume_role, **enter)
