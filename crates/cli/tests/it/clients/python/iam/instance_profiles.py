"""Instance profiles: made, found, given a role and rid of it, deleted."""

from lab import allow, allowed, paged, refused, shown, tags
from recorder import checks


@checks("CreateInstanceProfile", "GetInstanceProfile", "ListInstanceProfiles")
def a_profile_is_made_once_and_found_by_name(own):
    iam = own.client("iam")
    words = refused("NoSuchEntity", iam.get_instance_profile, InstanceProfileName="web")
    assert words == "Instance Profile web cannot be found.", words
    made = iam.create_instance_profile(InstanceProfileName="Web", Path="/fleet/", Tags=tags(team="web"))["InstanceProfile"]
    assert made["Arn"] == f"arn:aws:iam::{own.id}:instance-profile/fleet/Web", made
    assert made["InstanceProfileId"].startswith("AIPA") and made["Roles"] == [], made
    iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="web", WaiterConfig={"Delay": 1, "MaxAttempts": 1})
    found = iam.get_instance_profile(InstanceProfileName="web")["InstanceProfile"]
    assert found == made and shown(found["Tags"]) == {"team": "web"}, found
    words = refused("EntityAlreadyExists", iam.create_instance_profile, InstanceProfileName="WEB")
    assert words == "Instance Profile WEB already exists.", words
    refused("InvalidInput", iam.create_instance_profile, InstanceProfileName="x", Tags=tags(a="1", A="2"))
    iam.create_instance_profile(InstanceProfileName="batch")
    listed = paged(iam, "list_instance_profiles", "InstanceProfiles")
    assert [profile["InstanceProfileName"] for profile in listed] == ["batch", "Web"], listed
    below = iam.list_instance_profiles(PathPrefix="/fleet/")["InstanceProfiles"]
    assert [profile["InstanceProfileId"] for profile in below] == [made["InstanceProfileId"]], below


@checks("AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile", "ListInstanceProfilesForRole")
def a_profile_has_one_role(own):
    iam, arn = own.client("iam"), own.role("ci")
    own.role("other")
    for name in ["web", "batch"]:
        iam.create_instance_profile(InstanceProfileName=name)
    assert iam.list_instance_profiles_for_role(RoleName="ci")["InstanceProfiles"] == []
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="ci")
    [role] = iam.get_instance_profile(InstanceProfileName="web")["InstanceProfile"]["Roles"]
    assert role["Arn"] == arn, role
    words = refused("LimitExceeded", iam.add_role_to_instance_profile, InstanceProfileName="web", RoleName="other")
    assert words == "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", words
    iam.add_role_to_instance_profile(InstanceProfileName="batch", RoleName="ci")
    listed = paged(iam, "list_instance_profiles_for_role", "InstanceProfiles", RoleName="ci")
    assert {profile["InstanceProfileName"] for profile in listed} == {"web", "batch"}, listed
    iam.remove_role_from_instance_profile(InstanceProfileName="web", RoleName="ci")
    assert iam.get_instance_profile(InstanceProfileName="web")["InstanceProfile"]["Roles"] == []
    [left] = iam.list_instance_profiles_for_role(RoleName="ci")["InstanceProfiles"]
    assert left["InstanceProfileName"] == "batch" and left["Roles"][0]["Arn"] == arn, left
    for call in [iam.add_role_to_instance_profile, iam.remove_role_from_instance_profile]:
        refused("NoSuchEntity", call, InstanceProfileName="none", RoleName="ci")
        refused("NoSuchEntity", call, InstanceProfileName="batch", RoleName="none")
    refused("NoSuchEntity", iam.remove_role_from_instance_profile, InstanceProfileName="web", RoleName="ci")
    refused("NoSuchEntity", iam.list_instance_profiles_for_role, RoleName="none")


@checks("AddRoleToInstanceProfile")
def giving_a_role_to_a_profile_passes_it_on(own):
    """The right to change profiles is not the right to hand out every role: that needs `iam:PassRole` on the role."""
    profiles = allow("iam:AddRoleToInstanceProfile")
    passes = allow("iam:PassRole", own.role("small"), Condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}})
    own.role("large")
    iam = own.client("iam")
    iam.create_instance_profile(InstanceProfileName="web")
    add = own.user("ann", profiles, passes).client("iam").add_role_to_instance_profile
    words = refused("AccessDenied", add, InstanceProfileName="web", RoleName="large")
    assert "is not authorized to perform: iam:PassRole" in words, words
    assert allowed(add, InstanceProfileName="web", RoleName="small")
    [role] = iam.get_instance_profile(InstanceProfileName="web")["InstanceProfile"]["Roles"]
    assert role["RoleName"] == "small", role


@checks("DeleteInstanceProfile")
def a_profile_is_deleted_when_it_has_no_role(own):
    iam = own.client("iam")
    own.role("ci")
    made = iam.create_instance_profile(InstanceProfileName="web", Tags=tags(team="web"))["InstanceProfile"]
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="ci")
    words = refused("DeleteConflict", iam.delete_instance_profile, InstanceProfileName="web")
    assert words == "Cannot delete entity, must remove roles from instance profile first.", words
    iam.remove_role_from_instance_profile(InstanceProfileName="web", RoleName="ci")
    iam.delete_instance_profile(InstanceProfileName="web")
    refused("NoSuchEntity", iam.get_instance_profile, InstanceProfileName="web")
    refused("NoSuchEntity", iam.delete_instance_profile, InstanceProfileName="web")
    assert iam.list_instance_profiles()["InstanceProfiles"] == [] and iam.get_role(RoleName="ci")
    again = iam.create_instance_profile(InstanceProfileName="web")["InstanceProfile"]
    assert again["InstanceProfileId"] != made["InstanceProfileId"] and "Tags" not in again, again
