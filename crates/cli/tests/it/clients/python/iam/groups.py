"""Groups: made, found, renamed, deleted; who is in them and what that lets it do."""

from lab import allow, allowed, document, paged, refused
from recorder import checks


@checks("CreateGroup", "GetGroup", "ListGroups")
def a_group_is_made_once_and_found_by_name(own):
    iam = own.client("iam")
    words = refused("NoSuchEntity", iam.get_group, GroupName="devs")
    assert words == "The group with name devs cannot be found.", words
    made = iam.create_group(GroupName="Devs", Path="/staff/")["Group"]
    assert made["Arn"] == f"arn:aws:iam::{own.id}:group/staff/Devs" and made["GroupId"].startswith("AGPA"), made
    found = iam.get_group(GroupName="dEVS")
    assert found["Group"] == made and found["Users"] == [], found
    words = refused("EntityAlreadyExists", iam.create_group, GroupName="DEVS")
    assert words == "Group with name DEVS already exists.", words
    refused("ValidationError", iam.create_group, GroupName="a" * 129)
    refused("ValidationError", iam.create_group, GroupName="a/b")
    iam.create_group(GroupName="admins")
    listed = paged(iam, "list_groups", "Groups")
    assert [group["GroupName"] for group in listed] == ["admins", "Devs"], listed
    assert iam.list_groups(PathPrefix="/staff/")["Groups"] == [made]


@checks("AddUserToGroup", "RemoveUserFromGroup", "GetGroup", "ListGroupsForUser")
def who_is_in_a_group(own):
    iam = own.client("iam")
    for name in ["ann", "bob"]:
        iam.create_user(UserName=name)
    for name in ["devs", "ops"]:
        iam.create_group(GroupName=name)
        iam.add_user_to_group(GroupName=name, UserName="ann")
    iam.add_user_to_group(GroupName="devs", UserName="bob")
    # Once more changes nothing.
    iam.add_user_to_group(GroupName="devs", UserName="bob")
    members = paged(iam, "get_group", "Users", GroupName="devs")
    assert {user["UserName"] for user in members} == {"ann", "bob"} and len(members) == 2, members
    groups = paged(iam, "list_groups_for_user", "Groups", UserName="ann")
    assert {group["GroupName"] for group in groups} == {"devs", "ops"}, groups
    iam.remove_user_from_group(GroupName="devs", UserName="ann")
    # One who is not in it any more is no fault.
    iam.remove_user_from_group(GroupName="devs", UserName="ann")
    assert [user["UserName"] for user in iam.get_group(GroupName="devs")["Users"]] == ["bob"]
    assert [group["GroupName"] for group in iam.list_groups_for_user(UserName="ann")["Groups"]] == ["ops"]
    for call in [iam.add_user_to_group, iam.remove_user_from_group]:
        words = refused("NoSuchEntity", call, GroupName="devs", UserName="unknown")
        assert words == "The user with name unknown cannot be found.", words
        words = refused("NoSuchEntity", call, GroupName="none", UserName="ann")
        assert words == "The group with name none cannot be found.", words
    refused("NoSuchEntity", iam.list_groups_for_user, UserName="unknown")


@checks("AddUserToGroup")
def a_user_is_in_ten_groups_at_most(own):
    iam = own.client("iam")
    iam.create_user(UserName="ann")
    for at in range(11):
        iam.create_group(GroupName=f"g{at}")
    for at in range(10):
        iam.add_user_to_group(GroupName=f"g{at}", UserName="ann")
    words = refused("LimitExceeded", iam.add_user_to_group, GroupName="g10", UserName="ann")
    assert words == "Cannot exceed quota for GroupsPerUser: 10", words
    assert iam.get_group(GroupName="g10")["Users"] == []
    assert len(iam.list_groups_for_user(UserName="ann")["Groups"]) == 10


@checks("AddUserToGroup", "RemoveUserFromGroup")
def a_group_lets_its_users_do_what_it_may(own):
    ann, bob = own.user("ann"), own.user("bob")
    iam = own.client("iam")
    iam.create_group(GroupName="devs")
    iam.put_group_policy(GroupName="devs", PolicyName="look", PolicyDocument=document(allow("ecr:DescribeRepositories")))
    look = ann.client("ecr").describe_repositories
    assert not allowed(look)
    iam.add_user_to_group(GroupName="devs", UserName="ann")
    assert allowed(look) and not allowed(bob.client("ecr").describe_repositories)
    iam.remove_user_from_group(GroupName="devs", UserName="ann")
    assert not allowed(look)


@checks("UpdateGroup")
def a_renamed_group_keeps_its_users_and_policies(own):
    ann = own.user("ann")
    iam = own.client("iam")
    made = iam.create_group(GroupName="devs")["Group"]
    iam.create_group(GroupName="ops")
    iam.add_user_to_group(GroupName="devs", UserName="ann")
    iam.put_group_policy(GroupName="devs", PolicyName="look", PolicyDocument=document(allow("ecr:DescribeRepositories")))
    words = refused("EntityAlreadyExists", iam.update_group, GroupName="devs", NewGroupName="Ops")
    assert words == "Group with name Ops already exists.", words
    refused("NoSuchEntity", iam.update_group, GroupName="none", NewGroupName="some")
    iam.update_group(GroupName="devs", NewGroupName="developers", NewPath="/staff/")
    refused("NoSuchEntity", iam.get_group, GroupName="devs")
    found = iam.get_group(GroupName="developers")
    assert found["Group"]["GroupId"] == made["GroupId"], found
    assert found["Group"]["Arn"] == f"arn:aws:iam::{own.id}:group/staff/developers", found
    assert [user["UserName"] for user in found["Users"]] == ["ann"], found
    assert allowed(ann.client("ecr").describe_repositories)
    assert iam.get_group(GroupName="ops")["Group"]["Path"] == "/"


@checks("DeleteGroup")
def a_group_is_deleted_when_it_has_nothing(own):
    iam = own.client("iam")
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    iam.create_user(UserName="ann")
    made = iam.create_group(GroupName="devs")["Group"]
    iam.add_user_to_group(GroupName="devs", UserName="ann")
    iam.attach_group_policy(GroupName="devs", PolicyArn=policy)
    iam.put_group_policy(GroupName="devs", PolicyName="p", PolicyDocument=document(allow("ecr:*")))
    for what, take in [
        ("remove users from group", lambda: iam.remove_user_from_group(GroupName="devs", UserName="ann")),
        ("detach all policies", lambda: iam.detach_group_policy(GroupName="devs", PolicyArn=policy)),
        ("delete policies", lambda: iam.delete_group_policy(GroupName="devs", PolicyName="p")),
    ]:
        words = refused("DeleteConflict", iam.delete_group, GroupName="devs")
        assert words == f"Cannot delete entity, must {what} first.", words
        assert iam.get_group(GroupName="devs")["Group"] == made
        take()
    iam.delete_group(GroupName="devs")
    refused("NoSuchEntity", iam.get_group, GroupName="devs")
    refused("NoSuchEntity", iam.delete_group, GroupName="devs")
    assert iam.list_groups()["Groups"] == [] and iam.get_user(UserName="ann")["User"]
    assert iam.create_group(GroupName="devs")["Group"]["GroupId"] != made["GroupId"]
