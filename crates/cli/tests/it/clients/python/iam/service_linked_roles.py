"""Service-linked roles: made, read, protected, deleted, as Terraform's `aws_iam_service_linked_role` does."""

from lab import allow, allowed, document, refused, shown, tags
from recorder import checks

ECS = {"AWSServiceName": "ecs.amazonaws.com"}


@checks("CreateServiceLinkedRole", "DeleteServiceLinkedRole", "GetServiceLinkedRoleDeletionStatus")
def a_service_has_one_role(own):
    iam = own.client("iam")
    made = iam.create_service_linked_role(**ECS, Description="of ECS")["Role"]
    arn = f"arn:aws:iam::{own.id}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    assert (made["Arn"], made["RoleName"], made["Path"]) == (arn, "AWSServiceRoleForECS", "/aws-service-role/ecs.amazonaws.com/"), made
    role = {"RoleName": made["RoleName"]}
    found = iam.get_role(**role)["Role"]
    assert found["Description"] == "of ECS" and found["RoleId"] == made["RoleId"], found
    [statement] = found["AssumeRolePolicyDocument"]["Statement"]
    assert statement == {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}, statement
    [policy] = iam.list_attached_role_policies(**role)["AttachedPolicies"]
    assert policy["PolicyName"] == "AmazonECSServiceRolePolicy" and iam.get_policy(PolicyArn=policy["PolicyArn"]), policy
    words = refused("InvalidInput", iam.create_service_linked_role, **ECS)
    assert words == "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.", words
    task = iam.delete_service_linked_role(**role)["DeletionTaskId"]
    assert task.startswith("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/"), task
    assert iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"] == "SUCCEEDED"
    refused("NoSuchEntity", iam.get_service_linked_role_deletion_status, DeletionTaskId="task/none")
    for missing in [iam.get_role, iam.delete_service_linked_role]:
        refused("NoSuchEntity", missing, **role)
    # It can be made again.
    assert iam.create_service_linked_role(**ECS)["Role"]["RoleId"] != made["RoleId"]


@checks("CreateServiceLinkedRole")
def only_some_services_take_a_suffix(own):
    iam = own.client("iam")
    scaling = {"AWSServiceName": "autoscaling.amazonaws.com", "CustomSuffix": "builds"}
    made = iam.create_service_linked_role(**scaling)["Role"]
    assert made["RoleName"] == "AWSServiceRoleForAutoScaling_builds", made
    words = refused("InvalidInput", iam.create_service_linked_role, **ECS, CustomSuffix="two")
    assert words == "Custom suffix is not allowed for ecs.amazonaws.com", words
    words = refused("InvalidInput", iam.create_service_linked_role, AWSServiceName="none.amazonaws.com")
    assert "replication.ecr.amazonaws.com" in words, words
    roles = iam.list_roles(PathPrefix="/aws-service-role/")["Roles"]
    assert [role["RoleName"] for role in roles] == ["AWSServiceRoleForAutoScaling_builds"], roles


@checks("CreateServiceLinkedRole", "DeleteServiceLinkedRole")
def what_is_a_services_is_not_the_accounts_to_change(own):
    iam = own.client("iam")
    role = {"RoleName": iam.create_service_linked_role(**ECS)["Role"]["RoleName"]}
    before = iam.get_role(**role)["Role"]
    iam.create_instance_profile(InstanceProfileName="web")
    policy = iam.list_attached_role_policies(**role)["AttachedPolicies"][0]["PolicyArn"]
    for call, arguments in [
        (iam.delete_role, {}),
        (iam.update_role, {"MaxSessionDuration": 7200}),
        (iam.attach_role_policy, {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
        (iam.detach_role_policy, {"PolicyArn": policy}),
        (iam.put_role_policy, {"PolicyName": "p", "PolicyDocument": document(allow("ecr:*"))}),
        (iam.put_role_permissions_boundary, {"PermissionsBoundary": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
        (iam.add_role_to_instance_profile, {"InstanceProfileName": "web"}),
    ]:
        words = refused("UnmodifiableEntity", call, **role, **arguments)
        assert "'AWSServiceRoleForECS'" in words, words
    assert iam.get_role(**role)["Role"] == before
    # Its description and its tags are the account's.
    iam.update_role(**role, Description="ours")
    assert iam.update_role_description(**role, Description="our own")["Role"]["Description"] == "our own"
    iam.tag_role(**role, Tags=tags(team="web"))
    found = iam.get_role(**role)["Role"]
    assert found["Description"] == "our own" and shown(found["Tags"]) == {"team": "web"}, found
    own.role("ci")
    refused("NoSuchEntity", iam.delete_service_linked_role, RoleName="ci")
    iam.delete_service_linked_role(**role)
    refused("NoSuchEntity", iam.get_role, **role)


@checks("CreateServiceLinkedRole")
def a_policy_says_for_which_services(own):
    only = {"StringEquals": {"iam:AWSServiceName": "ecs.amazonaws.com"}}
    hers = own.user("ann", allow("iam:CreateServiceLinkedRole", "arn:aws:iam::*:role/aws-service-role/*", Condition=only)).client("iam")
    assert not allowed(hers.create_service_linked_role, AWSServiceName="eks.amazonaws.com")
    assert allowed(hers.create_service_linked_role, **ECS)
