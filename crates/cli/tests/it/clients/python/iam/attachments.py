"""Managed policies attached to users, groups and roles: what each may do before and after."""

from lab import allow, allowed, deny, document, paged, refused
from recorder import checks

READS = "arn:aws:iam::aws:policy/ReadOnlyAccess"
PULLS = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"


def attached(iam, list, **owner):
    policies = getattr(iam, list)(**owner)["AttachedPolicies"]
    assert all(policy["PolicyName"] == policy["PolicyArn"].rsplit("/", 1)[1] for policy in policies), policies
    return [policy["PolicyArn"] for policy in policies]


def come_and_go(own, kind, name, call):
    """Attached, once more, listed, detached: `call` is allowed in between."""
    iam, owner = own.client("iam"), {f"{kind.title()}Name": name}
    attach, detach = getattr(iam, f"attach_{kind}_policy"), getattr(iam, f"detach_{kind}_policy")
    look = iam.create_policy(PolicyName="Look", Path="/team/", PolicyDocument=document(allow("ecr:DescribeRepositories")))
    look, list = look["Policy"]["Arn"], f"list_attached_{kind}_policies"
    assert attached(iam, list, **owner) == [] and not allowed(call)
    attach(**owner, PolicyArn=PULLS)
    assert not allowed(call)
    attach(**owner, PolicyArn=look)
    attach(**owner, PolicyArn=look)
    assert allowed(call)
    assert set(attached(iam, list, **owner)) == {look, PULLS}
    assert len(paged(iam, list, "AttachedPolicies", **owner)) == 2
    assert attached(iam, list, **owner, PathPrefix="/team/") == [look]
    assert iam.get_policy(PolicyArn=look)["Policy"]["AttachmentCount"] == 1
    detach(**owner, PolicyArn=look)
    assert not allowed(call) and attached(iam, list, **owner) == [PULLS]
    assert iam.get_policy(PolicyArn=look)["Policy"]["AttachmentCount"] == 0
    words = refused("NoSuchEntity", detach, **owner, PolicyArn=look)
    assert words == f"Policy {look} was not found.", words
    none = {f"{kind.title()}Name": "none"}
    for missing in [lambda: attach(**none, PolicyArn=READS), lambda: detach(**none, PolicyArn=READS),
                    lambda: getattr(iam, list)(**none)]:
        words = refused("NoSuchEntity", missing)
        assert words == f"The {kind} with name none cannot be found.", words
    for arn in [f"arn:aws:iam::{own.id}:policy/none", f"arn:aws:iam::{own.another().id}:policy/Look"]:
        words = refused("NoSuchEntity", attach, **owner, PolicyArn=arn)
        assert words == f"Policy {arn} does not exist or is not attachable.", words
    linked = "arn:aws:iam::aws:policy/aws-service-role/ECRReplicationServiceRolePolicy"
    refused("PolicyNotAttachable", attach, **owner, PolicyArn=linked)
    assert attached(iam, list, **owner) == [PULLS]


@checks("AttachUserPolicy", "DetachUserPolicy", "ListAttachedUserPolicies")
def policies_of_a_user(own):
    come_and_go(own, "user", "ann", own.user("ann").client("ecr").describe_repositories)


@checks("AttachGroupPolicy", "DetachGroupPolicy", "ListAttachedGroupPolicies")
def policies_of_a_group_are_its_users(own):
    ann, bob = own.user("ann"), own.user("bob")
    own.client("iam").create_group(GroupName="devs")
    own.client("iam").add_user_to_group(GroupName="devs", UserName="ann")
    come_and_go(own, "group", "devs", ann.client("ecr").describe_repositories)
    own.client("iam").attach_group_policy(GroupName="devs", PolicyArn=READS)
    assert allowed(ann.client("ecr").describe_repositories) and not allowed(bob.client("ecr").describe_repositories)


@checks("AttachRolePolicy", "DetachRolePolicy", "ListAttachedRolePolicies")
def policies_of_a_role_are_its_sessions(own):
    session = own.assume(own.role("ci"))
    come_and_go(own, "role", "ci", session.client("ecr").describe_repositories)


@checks("AttachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy")
def a_deny_outranks_every_allow(own):
    ann = own.user("ann")
    iam, look = own.client("iam"), ann.client("ecr").describe_repositories
    iam.attach_user_policy(UserName="ann", PolicyArn=READS)
    assert allowed(look)
    denies = document(deny("ecr:Describe*"))
    denies = iam.create_policy(PolicyName="denies", PolicyDocument=denies)["Policy"]["Arn"]
    iam.create_group(GroupName="devs")
    iam.add_user_to_group(GroupName="devs", UserName="ann")
    iam.attach_group_policy(GroupName="devs", PolicyArn=denies)
    words = refused("AccessDeniedException", look)
    assert words.endswith("with an explicit deny in an identity-based policy"), words
    iam.detach_group_policy(GroupName="devs", PolicyArn=denies)
    assert allowed(look)


@checks("ListEntitiesForPolicy")
def who_has_a_policy(own):
    iam = own.client("iam")
    policy = {"PolicyArn": iam.create_policy(PolicyName="p", PolicyDocument=document(allow("ecr:*")))["Policy"]["Arn"]}
    own.user("ann", Path="/team/"), own.role("ci"), iam.create_group(GroupName="devs")
    own.user("bob", PermissionsBoundary=policy["PolicyArn"])
    own.user("carol")
    iam.attach_user_policy(UserName="ann", **policy)
    iam.attach_role_policy(RoleName="ci", **policy)
    iam.attach_group_policy(GroupName="devs", **policy)

    def who(**more):
        pages = list(iam.get_paginator("list_entities_for_policy").paginate(**policy, **more, PaginationConfig={"PageSize": 1}))
        kinds = [("PolicyUsers", "UserName"), ("PolicyGroups", "GroupName"), ("PolicyRoles", "RoleName")]
        assert all(sum(len(page.get(kind, [])) for kind, _ in kinds) <= 1 for page in pages), pages
        return {entity[name] for page in pages for kind, name in kinds for entity in page.get(kind, [])}

    attached = {"PolicyUsageFilter": "PermissionsPolicy"}
    assert who(**attached) == {"ann", "ci", "devs"}
    assert who(PolicyUsageFilter="PermissionsBoundary") == {"bob"}
    assert who(**attached, EntityFilter="User") == {"ann"}
    assert who(**attached, EntityFilter="Role") == {"ci"}
    assert who(**attached, EntityFilter="Group") == {"devs"}
    assert who(**attached, PathPrefix="/team/") == {"ann"}
    iam.detach_role_policy(RoleName="ci", **policy)
    assert who(**attached) == {"ann", "devs"}
    [found] = iam.list_entities_for_policy(**policy, EntityFilter="User", **attached)["PolicyUsers"]
    assert found == {"UserName": "ann", "UserId": iam.get_user(UserName="ann")["User"]["UserId"]}, found
    refused("NoSuchEntity", iam.list_entities_for_policy, PolicyArn=f"arn:aws:iam::{own.id}:policy/none")


@checks("AttachRolePolicy", "DetachRolePolicy")
def who_may_attach_what_is_decided_by_the_policy(own):
    """`iam:PolicyARN` limits which policies an administrator of roles may hand out."""
    only = {"ArnEquals": {"iam:PolicyARN": PULLS}}
    hers = own.user("ann", allow(["iam:AttachRolePolicy", "iam:DetachRolePolicy"], Condition=only)).client("iam")
    own.role("ci")
    assert not allowed(hers.attach_role_policy, RoleName="ci", PolicyArn=READS)
    assert allowed(hers.attach_role_policy, RoleName="ci", PolicyArn=PULLS)
    assert attached(own.client("iam"), "list_attached_role_policies", RoleName="ci") == [PULLS]
    own.client("iam").attach_role_policy(RoleName="ci", PolicyArn=READS)
    assert not allowed(hers.detach_role_policy, RoleName="ci", PolicyArn=READS)
    assert allowed(hers.detach_role_policy, RoleName="ci", PolicyArn=PULLS)
    assert attached(own.client("iam"), "list_attached_role_policies", RoleName="ci") == [READS]


@checks("AttachUserPolicy")
def a_user_has_a_number_of_policies_at_most(own):
    iam = own.client("iam")
    iam.create_user(UserName="ann")
    most = iam.get_account_summary()["SummaryMap"]["AttachedPoliciesPerUserQuota"]
    text = document(allow("ecr:*"))
    arns = [iam.create_policy(PolicyName=f"p{at}", PolicyDocument=text)["Policy"]["Arn"] for at in range(most + 1)]
    for arn in arns[:most]:
        iam.attach_user_policy(UserName="ann", PolicyArn=arn)
    words = refused("LimitExceeded", iam.attach_user_policy, UserName="ann", PolicyArn=arns[most])
    assert words == f"Cannot exceed quota for PoliciesPerUser: {most}", words
    assert set(attached(iam, "list_attached_user_policies", UserName="ann")) == set(arns[:most])
