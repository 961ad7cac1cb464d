"""Member accounts: made with a role for their maker, found, moved, closed, removed."""

from lab import allowed, deny, document, enter, paged, refused, shown, tags
from recorder import checks


@checks("CreateAccount", "DescribeCreateAccountStatus", "DescribeAccount")
def an_account_is_made_with_a_role_for_its_maker(own):
    org, organization = own.client("organizations"), own.found()
    root, email = org.list_roots()["Roots"][0]["Id"], f"web@{own.id}.example.com"
    given = {"Email": email, "AccountName": "web", "RoleName": "Entry", "IamUserAccessToBilling": "ALLOW"}
    request = org.create_account(**given, Tags=tags(team="web"))["CreateAccountStatus"]
    assert request["Id"].startswith("car-") and request["AccountName"] == "web", request
    status = org.describe_create_account_status(CreateAccountRequestId=request["Id"])["CreateAccountStatus"]
    assert status["State"] == "SUCCEEDED" and status["CompletedTimestamp"] >= status["RequestedTimestamp"], status
    id = status["AccountId"]
    found = org.describe_account(AccountId=id)["Account"]
    expected = {"Id": id, "Name": "web", "Email": email, "Status": "ACTIVE", "State": "ACTIVE", "JoinedMethod": "CREATED"}
    assert expected.items() <= found.items(), found
    assert found["Arn"] == f"arn:aws:organizations::{own.id}:account/{organization['Id']}/{id}", found
    assert found["Paths"] == [f"{organization['Id']}/{root}/{id}/"], found
    assert shown(org.list_tags_for_resource(ResourceId=id)["Tags"]) == {"team": "web"}
    # The role that was asked for, and no other, lets the management account in.
    inside = enter(own, id, "Entry")
    assert inside.client("sts").get_caller_identity()["Account"] == id
    assert [role["RoleName"] for role in inside.client("iam").list_roles()["Roles"]] == ["Entry"]
    # An address is had once.
    failed = org.create_account(**{**given, "AccountName": "again"})["CreateAccountStatus"]
    failed = org.describe_create_account_status(CreateAccountRequestId=failed["Id"])["CreateAccountStatus"]
    assert (failed["State"], failed["FailureReason"]) == ("FAILED", "EMAIL_ALREADY_EXISTS"), failed
    assert "AccountId" not in failed and len(org.list_accounts()["Accounts"]) == 2
    refused("CreateAccountStatusNotFoundException", org.describe_create_account_status,
            CreateAccountRequestId="car-" + "0" * 32)
    refused("AccountNotFoundException", org.describe_account, AccountId=own.another().id)
    refused("AccessDeniedException", inside.client("organizations").create_account, **given)


@checks("ListCreateAccountStatus", "CreateAccount")
def requests_are_listed_by_their_state(own):
    org = own.client("organizations")
    own.found()
    given = {"Email": f"web@{own.id}.example.com", "AccountName": "web"}
    made, failed = (org.create_account(**given)["CreateAccountStatus"]["Id"] for _ in range(2))
    listed = paged(org, "list_create_account_status", "CreateAccountStatuses")
    assert {status["Id"]: status["State"] for status in listed} == {made: "SUCCEEDED", failed: "FAILED"}, listed
    for state, id in [("SUCCEEDED", made), ("FAILED", failed)]:
        [status] = org.list_create_account_status(States=[state])["CreateAccountStatuses"]
        assert status["Id"] == id, status
    assert org.list_create_account_status(States=["IN_PROGRESS"])["CreateAccountStatuses"] == []
    both = org.list_create_account_status(States=["SUCCEEDED", "FAILED"])["CreateAccountStatuses"]
    assert len(both) == 2, both


@checks("ListAccounts", "ListAccountsForParent", "MoveAccount")
def an_account_is_moved_below_other_policies(own):
    org, organization = own.client("organizations"), own.found()
    root, members = org.list_roots()["Roots"][0]["Id"], [own.member() for _ in range(2)]
    unit = org.create_organizational_unit(ParentId=root, Name="shut")["OrganizationalUnit"]["Id"]
    listed = paged(org, "list_accounts", "Accounts")
    assert {account["Id"] for account in listed} == {own.id, *(member.id for member in members)}, listed
    assert listed == paged(org, "list_accounts_for_parent", "Accounts", ParentId=root)
    assert org.list_accounts_for_parent(ParentId=unit)["Accounts"] == []
    scp = {"Name": "shut", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": document(deny("ecr:*"))}
    policy = org.create_policy(**scp)["Policy"]["PolicySummary"]["Id"]
    org.attach_policy(PolicyId=policy, TargetId=unit)
    moved, stays = members
    describe = moved.client("ecr").describe_repositories
    assert allowed(describe)
    move = {"AccountId": moved.id, "SourceParentId": root, "DestinationParentId": unit}
    org.move_account(**move)
    assert not allowed(describe) and allowed(stays.client("ecr").describe_repositories)
    [below] = org.list_accounts_for_parent(ParentId=unit)["Accounts"]
    assert below["Id"] == moved.id and below["Paths"] == [f"{organization['Id']}/{root}/{unit}/{moved.id}/"], below
    assert {account["Id"] for account in org.list_accounts_for_parent(ParentId=root)["Accounts"]} == {own.id, stays.id}
    assert len(org.list_accounts()["Accounts"]) == 3
    nowhere = unit[:-8] + "00000000"
    for code, more in [
        ("DuplicateAccountException", {}),
        ("AccountNotFoundException", {"DestinationParentId": root}),
        ("AccountNotFoundException", {"AccountId": own.another().id}),
        ("SourceParentNotFoundException", {"SourceParentId": nowhere}),
        ("DestinationParentNotFoundException", {"DestinationParentId": nowhere}),
    ]:
        refused(code, org.move_account, **{**move, **more})
    refused("ParentNotFoundException", org.list_accounts_for_parent, ParentId=nowhere)
    assert not allowed(describe)
    org.move_account(**{**move, "SourceParentId": unit, "DestinationParentId": root})
    assert allowed(describe)


@checks("CloseAccount")
def what_is_closed_is_shut(own):
    org = own.client("organizations")
    own.found()
    member = own.member()
    ecr = member.client("ecr")
    ecr.create_repository(repositoryName="app")
    org.close_account(AccountId=member.id)
    account = org.describe_account(AccountId=member.id)["Account"]
    assert (account["Status"], account["State"]) == ("SUSPENDED", "SUSPENDED"), account
    refused("UnrecognizedClientException", ecr.describe_repositories)
    role = f"arn:aws:iam::{member.id}:role/OrganizationAccountAccessRole"
    refused("AccessDenied", own.client("sts").assume_role, RoleArn=role, RoleSessionName="again")
    assert member.id in {account["Id"] for account in org.list_accounts()["Accounts"]}
    refused("AccountAlreadyClosedException", org.close_account, AccountId=member.id)
    refused("AccountNotFoundException", org.close_account, AccountId=own.another().id)
    refused("ConstraintViolationException", org.close_account, AccountId=own.id)
    assert org.describe_account(AccountId=own.id)["Account"]["Status"] == "ACTIVE"


@checks("RemoveAccountFromOrganization")
def what_is_removed_stands_alone(own):
    org = own.client("organizations")
    own.found()
    member, root = own.member(), org.list_roots()["Roots"][0]["Id"]
    org.tag_resource(ResourceId=member.id, Tags=tags(team="web"))
    scp = {"Name": "shut", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": document(deny("ecr:*"))}
    policy = org.create_policy(**scp)["Policy"]["PolicySummary"]["Id"]
    org.attach_policy(PolicyId=policy, TargetId=root)
    assert not allowed(member.client("ecr").describe_repositories)
    org.remove_account_from_organization(AccountId=member.id)
    assert allowed(member.client("ecr").describe_repositories)
    refused("AWSOrganizationsNotInUseException", member.client("organizations").describe_organization)
    assert [account["Id"] for account in org.list_accounts()["Accounts"]] == [own.id]
    for call in [org.describe_account, org.remove_account_from_organization]:
        refused("AccountNotFoundException", call, AccountId=member.id)
    refused("TargetNotFoundException", org.list_tags_for_resource, ResourceId=member.id)
    refused("MasterCannotLeaveOrganizationException", org.remove_account_from_organization, AccountId=own.id)
