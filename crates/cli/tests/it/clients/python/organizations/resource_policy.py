"""The resource policy: what the management account lets its members ask of the organization."""

from lab import allow, allowed, deny, document, refused, shown, tags, unused, within
from recorder import checks


def lets(principal, *actions, **more):
    return document({**allow(list(actions)), "Principal": {"AWS": principal}, **more})


@checks("PutResourcePolicy", "DescribeResourcePolicy")
def members_ask_what_it_lets_them(own):
    org, organization = own.client("organizations"), own.found()
    one, two = (own.member() for _ in range(2))
    refused("ResourcePolicyNotFoundException", org.describe_resource_policy)
    text = lets(one.id, "organizations:ListAccounts")
    made = org.put_resource_policy(Content=text, Tags=tags(team="web"))["ResourcePolicy"]
    summary = made["ResourcePolicySummary"]
    arn = f"arn:aws:organizations::{own.id}:resourcepolicy/{organization['Id']}/{summary['Id']}"
    assert summary["Id"].startswith("rp-") and summary["Arn"] == arn and made["Content"] == text, made
    assert org.describe_resource_policy()["ResourcePolicy"] == made
    assert shown(org.list_tags_for_resource(ResourceId=summary["Id"])["Tags"]) == {"team": "web"}
    by_one, by_two = one.client("organizations"), two.client("organizations")
    assert len(by_one.list_accounts()["Accounts"]) == 3
    assert not allowed(by_one.list_roots) and not allowed(by_two.list_accounts)
    # The member's own policies must let its principals, too.
    assert not allowed(one.user("ann").client("organizations").list_accounts)
    # It is replaced as a whole, and stays the same thing.
    again = org.put_resource_policy(Content=lets(two.id, "organizations:ListRoots"))["ResourcePolicy"]
    assert again["ResourcePolicySummary"] == summary and again["Content"] != text, again
    assert org.describe_resource_policy()["ResourcePolicy"] == again
    assert allowed(by_two.list_roots) and not allowed(by_one.list_accounts)
    refused("AccessDeniedException", by_two.describe_resource_policy)


@checks("PutResourcePolicy")
def the_management_of_policies_can_be_given_away(own):
    org = own.client("organizations")
    own.found()
    admin, other = (own.member() for _ in range(2))
    actions = [f"organizations:{name}Policy" for name in ("Create", "Attach", "Detach", "Delete", "Describe", "Update")]
    org.put_resource_policy(Content=lets(admin.id, *actions))
    by_admin = admin.client("organizations")
    scp = {"Name": "shut", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": document(deny("ecr:*"))}
    policy = by_admin.create_policy(**scp)["Policy"]["PolicySummary"]["Id"]
    by_admin.attach_policy(PolicyId=policy, TargetId=other.id)
    assert not allowed(other.client("ecr").describe_repositories)
    by_admin.detach_policy(PolicyId=policy, TargetId=other.id)
    assert allowed(other.client("ecr").describe_repositories)
    assert not allowed(by_admin.create_account, Email=f"x@{own.id}.example.com", AccountName="x")
    for text in [
        "{}", document(allow("organizations:ListAccounts")),
        *(lets(name, "organizations:ListAccounts") for name in within(unused())),
        lets(admin.id, "organizations:CreateAccount"), lets(admin.id, "organizations:*"), lets(admin.id, "ecr:ListImages"),
    ]:
        refused("InvalidInputException", org.put_resource_policy, Content=text)
    assert allowed(by_admin.describe_policy, PolicyId=policy)


@checks("DeleteResourcePolicy")
def without_it_members_ask_nothing(own):
    org = own.client("organizations")
    own.found()
    member = own.member()
    org.put_resource_policy(Content=lets(member.id, "organizations:ListAccounts"))
    ask = member.client("organizations").list_accounts
    assert allowed(ask)
    org.delete_resource_policy()
    words = refused("AccessDeniedException", ask)
    assert words == "You don't have permissions to access this resource.", words
    refused("ResourcePolicyNotFoundException", org.describe_resource_policy)
    refused("ResourcePolicyNotFoundException", org.delete_resource_policy)
