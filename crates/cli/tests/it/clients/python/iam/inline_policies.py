"""Inline policies of users, groups and roles: what each may do before and after."""

from lab import allow, allowed, document, paged, refused
from recorder import checks

LOOK, MAKE = allow("ecr:DescribeRepositories"), allow("ecr:CreateRepository")


def come_and_go(own, kind, name, call, quota):
    """Put, put over, read, listed, deleted: `call` is allowed in between."""
    iam, member = own.client("iam"), f"{kind.title()}Name"
    owner = {member: name}
    put, get, delete = (getattr(iam, f"{verb}_{kind}_policy") for verb in ["put", "get", "delete"])
    list = f"list_{kind}_policies"
    words = refused("NoSuchEntity", get, **owner, PolicyName="p")
    assert words == f"The {kind} policy with name p cannot be found.", words
    put(**owner, PolicyName="p", PolicyDocument=document(MAKE))
    assert not allowed(call)
    put(**owner, PolicyName="p", PolicyDocument=document(LOOK))
    assert allowed(call)
    shown = get(**owner, PolicyName="p")
    assert (shown[member], shown["PolicyName"], shown["PolicyDocument"]["Statement"]) == (name, "p", [LOOK]), shown
    put(**owner, PolicyName="other", PolicyDocument=document(MAKE))
    assert paged(iam, list, "PolicyNames", **owner) == ["other", "p"]
    # What is refused leaves what was there.
    refused("MalformedPolicyDocument", put, **owner, PolicyName="p", PolicyDocument="{}")
    long = document(*[allow(f"ecr:A{at:04}") for at in range(quota // 50)])
    words = refused("LimitExceeded", put, **owner, PolicyName="long", PolicyDocument=long)
    assert words == f"Maximum policy size of {quota} bytes exceeded for {kind} {name}", words
    assert getattr(iam, list)(**owner)["PolicyNames"] == ["other", "p"] and allowed(call)
    delete(**owner, PolicyName="p")
    assert not allowed(call) and getattr(iam, list)(**owner)["PolicyNames"] == ["other"]
    refused("NoSuchEntity", get, **owner, PolicyName="p")
    words = refused("NoSuchEntity", delete, **owner, PolicyName="p")
    assert words == f"The {kind} policy with name p cannot be found.", words
    none = {member: "none"}
    for missing in [lambda: put(**none, PolicyName="p", PolicyDocument=document(LOOK)), lambda: get(**none, PolicyName="p"),
                    lambda: delete(**none, PolicyName="p"), lambda: getattr(iam, list)(**none)]:
        words = refused("NoSuchEntity", missing)
        assert words == f"The {kind} with name none cannot be found.", words


@checks("PutUserPolicy", "GetUserPolicy", "DeleteUserPolicy", "ListUserPolicies")
def policies_of_a_user(own):
    come_and_go(own, "user", "ann", own.user("ann").client("ecr").describe_repositories, 2048)


@checks("PutGroupPolicy", "GetGroupPolicy", "DeleteGroupPolicy", "ListGroupPolicies")
def policies_of_a_group(own):
    ann = own.user("ann")
    own.client("iam").create_group(GroupName="devs")
    own.client("iam").add_user_to_group(GroupName="devs", UserName="ann")
    come_and_go(own, "group", "devs", ann.client("ecr").describe_repositories, 5120)


@checks("PutRolePolicy", "GetRolePolicy", "DeleteRolePolicy", "ListRolePolicies")
def policies_of_a_role(own):
    session = own.assume(own.role("ci"))
    come_and_go(own, "role", "ci", session.client("ecr").describe_repositories, 10240)


@checks("PutUserPolicy", "DeleteUserPolicy")
def a_policy_of_one_user_is_no_other_users(own):
    ann, bob = own.user("ann"), own.user("bob")
    iam = own.client("iam")
    iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=document(LOOK))
    assert allowed(ann.client("ecr").describe_repositories) and not allowed(bob.client("ecr").describe_repositories)
    iam.put_user_policy(UserName="bob", PolicyName="p", PolicyDocument=document(LOOK))
    iam.delete_user_policy(UserName="ann", PolicyName="p")
    assert allowed(bob.client("ecr").describe_repositories) and not allowed(ann.client("ecr").describe_repositories)
