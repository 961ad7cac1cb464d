"""What IAM tells of an account as a whole: its alias, its numbers, everything that decides."""

from lab import allow, allowed, document, refused, shown, tags
from recorder import checks


@checks("CreateAccountAlias", "ListAccountAliases", "DeleteAccountAlias")
def an_account_has_one_alias(own):
    iam, other = own.client("iam"), own.another().client("iam")
    [name, next] = [f"{word}-{own.id}" for word in ["ours", "new"]]
    assert iam.list_account_aliases()["AccountAliases"] == []
    iam.create_account_alias(AccountAlias=name)
    assert [alias for page in iam.get_paginator("list_account_aliases").paginate() for alias in page["AccountAliases"]] == [name]
    # It is this account's alone.
    words = refused("EntityAlreadyExists", other.create_account_alias, AccountAlias=name)
    assert words == f"The account alias {name} already exists.", words
    assert other.list_account_aliases()["AccountAliases"] == []
    # Another takes its place, and the old one is free.
    iam.create_account_alias(AccountAlias=next)
    assert iam.list_account_aliases()["AccountAliases"] == [next]
    other.create_account_alias(AccountAlias=name)
    words = refused("NoSuchEntity", iam.delete_account_alias, AccountAlias=name)
    assert words == f"The account alias {name} does not exist.", words
    iam.delete_account_alias(AccountAlias=next)
    assert iam.list_account_aliases()["AccountAliases"] == []
    refused("NoSuchEntity", iam.delete_account_alias, AccountAlias=next)
    refused("ValidationError", iam.create_account_alias, AccountAlias="Upper Case")
    assert other.list_account_aliases()["AccountAliases"] == [name]


@checks("GetAccountSummary")
def the_summary_counts_what_there_is(own):
    iam = own.client("iam")
    numbers = lambda: iam.get_account_summary()["SummaryMap"]
    counted = ["Users", "Groups", "Roles", "Policies", "InstanceProfiles", "Providers", "AccountAccessKeysPresent"]
    before = numbers()
    # The role is the one that the account was made with.
    assert [before[name] for name in counted] == [0, 0, 1, 0, 0, 0, 0], before
    absent = ["MFADevices", "MFADevicesInUse", "AccountMFAEnabled", "AccountPasswordPresent", "ServerCertificates",
              "AccountSigningCertificatesPresent"]
    assert [before[name] for name in absent] == [0] * len(absent), before
    iam.create_user(UserName="ann")
    iam.create_user(UserName="bob")
    iam.create_group(GroupName="devs")
    own.role("ci")
    iam.create_policy(PolicyName="p", PolicyDocument=document(allow("ecr:*")))
    iam.create_instance_profile(InstanceProfileName="web")
    iam.create_open_id_connect_provider(Url="https://token.example.com")
    own.root()
    assert [numbers()[name] for name in counted] == [2, 1, 2, 1, 1, 1, 1], numbers()
    iam.delete_user(UserName="bob")
    assert numbers()["Users"] == 1
    quotas = {name: number for name, number in before.items() if name.endswith("Quota")}
    assert quotas["AccessKeysPerUserQuota"] == 2 and quotas["VersionsPerPolicyQuota"] == 5, quotas
    assert quotas.items() <= numbers().items()


@checks("GetAccountAuthorizationDetails")
def everything_that_decides_in_one_list(own):
    iam = own.client("iam")
    text = [allow("ecr:*")]
    bound = iam.create_policy(PolicyName="bound", Path="/team/", PolicyDocument=document(*text))["Policy"]
    iam.create_policy_version(PolicyArn=bound["Arn"], PolicyDocument=document(*text))
    own.user("ann", *text, Path="/team/", PermissionsBoundary=bound["Arn"], Tags=tags(team="web"))
    iam.attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    iam.create_group(GroupName="devs")
    iam.put_group_policy(GroupName="devs", PolicyName="p", PolicyDocument=document(*text))
    iam.add_user_to_group(GroupName="devs", UserName="ann")
    own.role("ci", *text, Tags=tags(team="ops"))
    iam.create_instance_profile(InstanceProfileName="web")
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="ci")
    lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
    kinds = {"Filter": ["User", "Group", "Role", "LocalManagedPolicy"]}
    pages = list(iam.get_paginator("get_account_authorization_details").paginate(**kinds, PaginationConfig={"PageSize": 1}))
    assert [sum(len(page[name]) for name in lists) for page in pages] == [1, 1, 1, 1, 1], pages
    [ann], [devs], [ci, _], [policy] = ([item for page in pages for item in page[name]] for name in lists)
    assert ann["GroupList"] == ["devs"] and ann["PermissionsBoundary"]["PermissionsBoundaryArn"] == bound["Arn"], ann
    assert ann["AttachedManagedPolicies"][0]["PolicyName"] == "ReadOnlyAccess" and shown(ann["Tags"]) == {"team": "web"}, ann
    for entity, name, inline in [(ann, "own", "UserPolicyList"), (devs, "p", "GroupPolicyList"), (ci, "own", "RolePolicyList")]:
        [found] = entity[inline]
        assert (found["PolicyName"], found["PolicyDocument"]["Statement"]) == (name, text), found
    assert ci["RoleName"] == "ci" and shown(ci["Tags"]) == {"team": "ops"}, ci
    assert [profile["InstanceProfileName"] for profile in ci["InstanceProfileList"]] == ["web"], ci
    assert policy["Arn"] == bound["Arn"] and policy["PermissionsBoundaryUsageCount"] == 1, policy
    versions = [(version["VersionId"], version["IsDefaultVersion"]) for version in policy["PolicyVersionList"]]
    assert versions == [("v2", False), ("v1", True)], policy
    only = iam.get_account_authorization_details(Filter=["Group"])
    assert [len(only[name]) for name in lists] == [0, 1, 0, 0], only
    managed = iam.get_account_authorization_details(Filter=["AWSManagedPolicy"])["Policies"]
    assert "AdministratorAccess" in [found["PolicyName"] for found in managed]
    ann = own.user("bob", allow("iam:GetUser"))
    assert not allowed(ann.client("iam").get_account_authorization_details)
