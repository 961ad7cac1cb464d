"""Users: made, found, renamed, deleted; who is meant when a call names no user."""

from lab import allow, allowed, document, paged, refused, shown, tags
from recorder import checks


@checks("CreateUser", "GetUser", "ListUsers")
def a_user_is_made_once_and_found_by_name(own):
    iam = own.client("iam")
    refused("NoSuchEntity", iam.get_user, UserName="ann")
    made = iam.create_user(UserName="Ann", Path="/staff/", Tags=tags(team="web"))["User"]
    assert made["Arn"] == f"arn:aws:iam::{own.id}:user/staff/Ann" and made["UserId"].startswith("AIDA"), made
    iam.get_waiter("user_exists").wait(UserName="Ann", WaiterConfig={"Delay": 1, "MaxAttempts": 1})
    # Names compare without case, and keep the case that they were given.
    found = iam.get_user(UserName="aNN")["User"]
    assert found == made and shown(found["Tags"]) == {"team": "web"}, found
    words = refused("EntityAlreadyExists", iam.create_user, UserName="ANN", Path="/other/")
    assert words == "User with name ANN already exists.", words
    assert iam.get_user(UserName="Ann")["User"] == made
    # Lists leave tags out.
    del made["Tags"]
    assert iam.list_users()["Users"] == [made]


@checks("CreateUser")
def a_user_that_is_refused_is_not_made(own):
    iam = own.client("iam")
    twice = [{"Key": "Team", "Value": "a"}, {"Key": "team", "Value": "b"}]
    refused("InvalidInput", iam.create_user, UserName="ann", Tags=twice)
    refused("InvalidInput", iam.create_user, UserName="ann", Tags=[{"Key": "aws:team", "Value": "a"}])
    refused("NoSuchEntity", iam.create_user, UserName="ann", PermissionsBoundary=f"arn:aws:iam::{own.id}:policy/none")
    refused("ValidationError", iam.create_user, UserName="a b")
    refused("ValidationError", iam.create_user, UserName="ann", Path="staff")
    refused("ValidationError", iam.create_user, UserName="a" * 65)
    assert iam.list_users()["Users"] == []
    iam.create_user(UserName="a" * 64)
    assert [user["UserName"] for user in iam.list_users()["Users"]] == ["a" * 64]


@checks("ListUsers")
def users_are_listed_in_pages_and_by_path(own):
    iam = own.client("iam")
    for name, path in [("carol", "/staff/"), ("Ann", "/staff/web/"), ("bob", "/")]:
        iam.create_user(UserName=name, Path=path)
    assert [user["UserName"] for user in paged(iam, "list_users", "Users")] == ["Ann", "bob", "carol"]
    below = paged(iam, "list_users", "Users", PathPrefix="/staff/")
    assert [user["UserName"] for user in below] == ["Ann", "carol"], below
    assert iam.list_users(PathPrefix="/none/")["Users"] == []
    refused("ValidationError", iam.list_users, Marker="nothing")
    # A marker is of the list that it was given for.
    marker = iam.list_users(MaxItems=1)["Marker"]
    refused("ValidationError", iam.list_users, Marker=marker, PathPrefix="/staff/")


@checks("UpdateUser")
def a_renamed_user_stays_who_it_is(own):
    ann = own.user("ann", allow("ecr:DescribeRepositories"), Tags=tags(team="web"))
    own.user("bob")
    iam, ecr = own.client("iam"), ann.client("ecr")
    words = refused("EntityAlreadyExists", iam.update_user, UserName="ann", NewUserName="BOB")
    assert words == "User with name BOB already exists.", words
    refused("NoSuchEntity", iam.update_user, UserName="unknown", NewUserName="anna")
    iam.update_user(UserName="ann", NewUserName="anna", NewPath="/staff/")
    found = iam.get_user(UserName="anna")["User"]
    assert (found["UserId"], found["Path"]) == (ann.id, "/staff/"), found
    assert found["Arn"] == f"arn:aws:iam::{own.id}:user/staff/anna" and shown(found["Tags"]) == {"team": "web"}, found
    refused("NoSuchEntity", iam.get_user, UserName="ann")
    # Its key and its policies came along.
    assert ann.client("sts").get_caller_identity()["Arn"] == found["Arn"]
    assert allowed(ecr.describe_repositories)
    assert iam.list_user_policies(UserName="anna")["PolicyNames"] == ["own"]
    # Another spelling of its own name is no other user's.
    iam.update_user(UserName="anna", NewUserName="Anna")
    assert iam.get_user(UserName="anna")["User"]["UserName"] == "Anna"


@checks("DeleteUser")
def a_user_is_deleted_when_it_has_nothing(own):
    ann = own.user("ann", allow("ecr:*"))
    iam = own.client("iam")
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    iam.create_group(GroupName="devs")
    iam.add_user_to_group(GroupName="devs", UserName="ann")
    iam.attach_user_policy(UserName="ann", PolicyArn=policy)
    key = ann.credentials["AccessKeyId"]
    for what, take in [
        ("delete access keys", lambda: iam.delete_access_key(UserName="ann", AccessKeyId=key)),
        ("detach all policies", lambda: iam.detach_user_policy(UserName="ann", PolicyArn=policy)),
        ("delete policies", lambda: iam.delete_user_policy(UserName="ann", PolicyName="own")),
        ("remove users from group", lambda: iam.remove_user_from_group(GroupName="devs", UserName="ann")),
    ]:
        words = refused("DeleteConflict", iam.delete_user, UserName="ann")
        assert words == f"Cannot delete entity, must {what} first.", words
        assert iam.get_user(UserName="ann")["User"]["UserId"] == ann.id
        take()
    iam.delete_user(UserName="ann")
    refused("NoSuchEntity", iam.get_user, UserName="ann")
    assert iam.list_users()["Users"] == []
    words = refused("NoSuchEntity", iam.delete_user, UserName="ann")
    assert words == "The user with name ann cannot be found.", words
    # One that is made again has another id and none of the old one's tags.
    again = iam.create_user(UserName="ann")["User"]
    assert again["UserId"] != ann.id and "Tags" not in iam.get_user(UserName="ann")["User"]


@checks("GetUser")
def the_caller_is_meant_when_none_is_named(own):
    ann = own.user("ann", allow("iam:GetUser", f"arn:aws:iam::{own.id}:user/ann"))
    own.user("bob")
    itself = ann.client("iam").get_user()["User"]
    assert (itself["UserName"], itself["UserId"]) == ("ann", ann.id), itself
    assert not allowed(ann.client("iam").get_user, UserName="bob")
    assert not allowed(ann.client("iam").get_user, UserName="unknown")
    root = own.root().client("iam").get_user()["User"]
    assert (root["UserId"], root["Arn"]) == (own.id, f"arn:aws:iam::{own.id}:root"), root
    # A session of a role is no user.
    refused("ValidationError", own.client("iam").get_user)


@checks("TagUser", "UntagUser", "ListUserTags")
def tags_of_users(own):
    iam = own.client("iam")
    iam.create_user(UserName="ann", Tags=tags(team="web"))
    iam.create_user(UserName="bob", Tags=tags(team="web"))
    iam.tag_user(UserName="ann", Tags=tags(Team="ops", stage="dev", cost="1"))
    listed = paged(iam, "list_user_tags", "Tags", UserName="ann")
    assert shown(listed) == {"Team": "ops", "stage": "dev", "cost": "1"}, listed
    assert shown(iam.get_user(UserName="ann")["User"]["Tags"]) == shown(listed)
    iam.untag_user(UserName="ann", TagKeys=["STAGE", "none"])
    assert shown(iam.list_user_tags(UserName="ann")["Tags"]) == {"Team": "ops", "cost": "1"}
    assert shown(iam.list_user_tags(UserName="bob")["Tags"]) == {"team": "web"}
    twice = [{"Key": key, "Value": "web"} for key in ("Team", "TEAM")]
    words = refused("InvalidInput", iam.tag_user, UserName="ann", Tags=twice)
    assert words == "Duplicate tag keys found. Please note that Tag keys are case insensitive.", words
    # The fifty-first is one too many, and none of that request is kept.
    words = refused("LimitExceeded", iam.tag_user, UserName="ann", Tags=tags(**{f"k{at}": "v" for at in range(49)}))
    assert words == "Cannot exceed quota for TagsPerResource: 50", words
    assert shown(iam.list_user_tags(UserName="ann")["Tags"]) == {"Team": "ops", "cost": "1"}
    for call, more in [(iam.tag_user, {"Tags": tags(a="b")}), (iam.untag_user, {"TagKeys": ["a"]}), (iam.list_user_tags, {})]:
        words = refused("NoSuchEntity", call, UserName="unknown", **more)
        assert words == "The user with name unknown cannot be found.", words


@checks("TagUser", "UntagUser")
def tags_of_users_decide(own):
    """Who may do what, by the tags of who asks and of who is asked about."""
    owned = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    ann = own.user("ann", allow("iam:ListUserTags", Condition=owned))
    own.user("bob", Tags=tags(team="web"))
    iam, hers = own.client("iam"), ann.client("iam")
    assert not allowed(hers.list_user_tags, UserName="bob")
    iam.tag_user(UserName="ann", Tags=tags(team="web"))
    assert allowed(hers.list_user_tags, UserName="bob")
    iam.untag_user(UserName="ann", TagKeys=["team"])
    assert not allowed(hers.list_user_tags, UserName="bob")
    # Tags are given only by those who may give these.
    only = {"StringEquals": {"aws:RequestTag/team": "web"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=document(allow("iam:TagUser", Condition=only)))
    assert allowed(hers.tag_user, UserName="bob", Tags=tags(team="web"))
    assert not allowed(hers.tag_user, UserName="bob", Tags=tags(team="ops"))
    assert not allowed(hers.tag_user, UserName="bob", Tags=tags(team="web", admin="yes"))
    assert shown(iam.list_user_tags(UserName="bob")["Tags"]) == {"team": "web"}
