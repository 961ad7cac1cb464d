"""Permissions boundaries of users and roles: what nothing else that they have can go beyond."""

from lab import allow, allowed, document, refused
from recorder import checks


def come_and_go(own, kind, name, who):
    iam, ecr, owner = own.client("iam"), who.client("ecr"), {f"{kind.title()}Name": name}
    get, put, delete = (getattr(iam, call.format(kind)) for call in
                        ["get_{}", "put_{}_permissions_boundary", "delete_{}_permissions_boundary"])
    shown = lambda: get(**owner)[kind.title()].get("PermissionsBoundary")
    looks, makes = ecr.describe_repositories, lambda name: allowed(ecr.create_repository, repositoryName=name)
    text = document(allow(["ecr:DescribeRepositories", "iam:*"]))
    bound = iam.create_policy(PolicyName="bound", PolicyDocument=text)["Policy"]["Arn"]
    assert shown() is None and allowed(looks) and makes("before")
    put(**owner, PermissionsBoundary=bound)
    assert shown()["PermissionsBoundaryArn"] == bound, shown()
    assert allowed(looks) and not makes("within")
    words = refused("AccessDeniedException", ecr.create_repository, repositoryName="within")
    assert words.endswith("because no permissions boundary allows the ecr:CreateRepository action"), words
    # It gives nothing by itself.
    assert not allowed(who.client("iam").list_users)
    counts = iam.get_policy(PolicyArn=bound)["Policy"]
    assert (counts["AttachmentCount"], counts["PermissionsBoundaryUsageCount"]) == (0, 1), counts
    # Another takes its place; one that is not there does not.
    put(**owner, PermissionsBoundary="arn:aws:iam::aws:policy/AdministratorAccess")
    assert makes("wide") and iam.get_policy(PolicyArn=bound)["Policy"]["PermissionsBoundaryUsageCount"] == 0
    refused("NoSuchEntity", put, **owner, PermissionsBoundary=f"arn:aws:iam::{own.id}:policy/none")
    assert shown()["PermissionsBoundaryArn"].endswith("/AdministratorAccess"), shown()
    put(**owner, PermissionsBoundary=bound)
    delete(**owner)
    assert shown() is None and makes("after")
    for call, more in [(put, {"PermissionsBoundary": bound}), (delete, {})]:
        words = refused("NoSuchEntity", call, **{f"{kind.title()}Name": "none"}, **more)
        assert words == f"The {kind} with name none cannot be found.", words


@checks("PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary")
def the_boundary_of_a_user(own):
    come_and_go(own, "user", "ann", own.user("ann", allow("ecr:*")))


@checks("PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary")
def the_boundary_of_a_role(own):
    come_and_go(own, "role", "ci", own.assume(own.role("ci", allow("ecr:*"))))


@checks("PutUserPermissionsBoundary", "CreateUser")
def who_may_make_users_within_a_boundary_only(own):
    """The delegation that boundaries are for: every user that she makes is bounded, and stays so."""
    bound = f"arn:aws:iam::{own.id}:policy/bound"
    within = {"StringEquals": {"iam:PermissionsBoundary": bound}}
    hers = own.user("ann", allow(["iam:CreateUser", "iam:PutUserPermissionsBoundary"], Condition=within)).client("iam")
    iam = own.client("iam")
    iam.create_policy(PolicyName="bound", PolicyDocument=document(allow("ecr:*")))
    assert not allowed(hers.create_user, UserName="bob")
    assert allowed(hers.create_user, UserName="bob", PermissionsBoundary=bound)
    assert iam.get_user(UserName="bob")["User"]["PermissionsBoundary"]["PermissionsBoundaryArn"] == bound
    wide = "arn:aws:iam::aws:policy/AdministratorAccess"
    assert not allowed(hers.put_user_permissions_boundary, UserName="bob", PermissionsBoundary=wide)
    assert not allowed(hers.delete_user_permissions_boundary, UserName="bob")
    iam.put_user_permissions_boundary(UserName="bob", PermissionsBoundary=wide)
    assert allowed(hers.put_user_permissions_boundary, UserName="bob", PermissionsBoundary=bound)
    assert iam.get_user(UserName="bob")["User"]["PermissionsBoundary"]["PermissionsBoundaryArn"] == bound
