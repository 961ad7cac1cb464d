"""Accounts as the operator makes them, and the keys of their root users."""

from lab import Principal, aside, allow, allowed, document, entering, enter, paged, refused
from recorder import checks


def operator():
    return entering.client("wharf")


def root_of(made):
    return Principal({"AccessKeyId": made["accessKeyId"], "SecretAccessKey": made["secretAccessKey"]}).client("sts")


@checks("CreateAccount", "ListAccounts")
def an_account_is_made_with_a_key_of_its_root_user(own):
    wharf, id = operator(), str(999_999_999_999 - int(own.id) // 10)
    given = {"accountId": id, "name": "web", "email": f"web@{id}.example.com"}
    made = wharf.create_account(**given)
    assert given.items() <= made["account"].items() and made["account"]["createdAt"].year > 2000, made
    assert root_of(made).get_caller_identity()["Arn"] == f"arn:aws:iam::{id}:root"
    listed = paged(wharf, "list_accounts", "accounts", size=2)
    assert made["account"] in listed and own.id in {account["accountId"] for account in listed}, listed
    # It is in the organization, with the role that the management account enters by.
    assert enter(entering, id).client("sts").get_caller_identity()["Account"] == id
    refused("AccountAlreadyExistsException", wharf.create_account, accountId=id)
    refused("AccountAlreadyExistsException", wharf.create_account, accountId=id[::-1], email=given["email"])
    refused("InvalidParameterException", wharf.create_account, accountId="1")
    assert wharf.list_accounts(maxResults=1000)["accounts"] == listed


@checks("CreateAccount", "ListAccounts")
def the_operators_are_of_the_first_account(own):
    management = entering.client("iam", session=aside)
    made = management.create_user(UserName=f"reader-{own.id}")["User"]["UserName"]
    text = document(allow("wharf:ListAccounts"))
    management.put_user_policy(UserName=made, PolicyName="own", PolicyDocument=text)
    reader = Principal(management.create_access_key(UserName=made)["AccessKey"]).client("wharf")
    id = {"accountId": str(999_999_999_999 - int(own.id) // 10)}
    assert allowed(reader.list_accounts) and not allowed(reader.create_account, **id)
    # An administrator of another account is none here, nor its root user.
    for who in [own, own.root()]:
        for call, arguments in [("list_accounts", {}), ("create_account", id)]:
            assert not allowed(getattr(who.client("wharf"), call), **arguments)
    operator().create_account(**id)
    assert id["accountId"] in {account["accountId"] for account in reader.list_accounts(maxResults=1000)["accounts"]}


@checks("CreateRootAccessKey", "ListRootAccessKeys", "RevealRootAccessKey")
def keys_of_a_root_user(own):
    wharf, of = operator(), {"accountId": own.id}
    assert wharf.list_root_access_keys(**of)["accessKeys"] == []
    refused("AccessKeyNotFoundException", wharf.reveal_root_access_key, **of)
    made = [wharf.create_root_access_key(**of) for _ in range(2)]
    for one in made:
        assert (one["accessKey"]["accountId"], one["accessKey"]["status"]) == (own.id, "ACTIVE"), one
        key = {"accessKeyId": one["accessKey"]["accessKeyId"], "secretAccessKey": one["secretAccessKey"]}
        assert root_of(key).get_caller_identity()["Arn"] == f"arn:aws:iam::{own.id}:root"
    listed = wharf.list_root_access_keys(**of)["accessKeys"]
    assert sorted(listed, key=lambda key: key["createdAt"]) == [one["accessKey"] for one in made], listed
    # The newest is shown again; users' keys are not the root user's.
    own.user("ann")
    shown = wharf.reveal_root_access_key(**of)
    assert {name: shown[name] for name in ("accessKey", "secretAccessKey")} == {
        name: made[1][name] for name in ("accessKey", "secretAccessKey")}, shown
    assert len(wharf.list_root_access_keys(**of)["accessKeys"]) == 2
    for call in [wharf.create_root_access_key, wharf.list_root_access_keys, wharf.reveal_root_access_key]:
        refused("AccountNotFoundException", call, accountId="000000000001")


@checks("UpdateRootAccessKey")
def a_key_is_switched_off_and_on(own):
    wharf, of = operator(), {"accountId": own.id}
    made = [wharf.create_root_access_key(**of) for _ in range(2)]
    first, second = ({"accessKeyId": one["accessKey"]["accessKeyId"]} for one in made)
    root = root_of({**second, "secretAccessKey": made[1]["secretAccessKey"]})
    told = wharf.update_root_access_key(**second, status="INACTIVE")["accessKey"]
    assert told == {**made[1]["accessKey"], "status": "INACTIVE"}, told
    assert told in wharf.list_root_access_keys(**of)["accessKeys"]
    refused("InvalidClientTokenId", root.get_caller_identity)
    assert wharf.reveal_root_access_key(**of)["accessKey"]["accessKeyId"] == first["accessKeyId"]
    assert wharf.update_root_access_key(**second, status="ACTIVE")["accessKey"] == made[1]["accessKey"]
    assert root.get_caller_identity()["Account"] == own.id
    refused("AccessKeyNotFoundException", wharf.update_root_access_key, accessKeyId="AKIA" + "A" * 16, status="ACTIVE")
    refused("InvalidParameterException", wharf.update_root_access_key, **first, status="NONE")
    # A user's key is IAM's.
    ann = own.user("ann")
    key = {"accessKeyId": ann.credentials["AccessKeyId"]}
    refused("AccessKeyNotFoundException", wharf.update_root_access_key, **key, status="INACTIVE")
    assert ann.client("sts").get_caller_identity()["Arn"] == ann.arn


@checks("ListAccounts", "CreateRootAccessKey")
def a_closed_account_gets_nothing_more(own):
    wharf, management = operator(), entering.client("organizations", session=aside)
    of = {"accountId": own.id}
    wharf.create_root_access_key(**of)
    management.close_account(AccountId=own.id)
    for call in [wharf.create_root_access_key, wharf.reveal_root_access_key]:
        refused("AccountClosedException", call, **of)
    listed = wharf.list_accounts(maxResults=1000)["accounts"]
    assert own.id in {account["accountId"] for account in listed if "closedAt" in account}, listed


@checks("DeleteRootAccessKey")
def a_key_is_deleted(own):
    wharf, of = operator(), {"accountId": own.id}
    made = [wharf.create_root_access_key(**of) for _ in range(2)]
    first, second = ({"accessKeyId": one["accessKey"]["accessKeyId"]} for one in made)
    root = root_of({**second, "secretAccessKey": made[1]["secretAccessKey"]})
    assert root.get_caller_identity()["Account"] == own.id
    assert wharf.delete_root_access_key(**second)["accessKey"] == made[1]["accessKey"]
    refused("InvalidClientTokenId", root.get_caller_identity)
    listed = wharf.list_root_access_keys(**of)["accessKeys"]
    assert [key["accessKeyId"] for key in listed] == [first["accessKeyId"]], listed
    refused("AccessKeyNotFoundException", wharf.delete_root_access_key, **second)
    # A user's key is IAM's.
    ann = own.user("ann")
    key = {"accessKeyId": ann.credentials["AccessKeyId"]}
    refused("AccessKeyNotFoundException", wharf.delete_root_access_key, **key)
    assert ann.client("sts").get_caller_identity()["Arn"] == ann.arn
