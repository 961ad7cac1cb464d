"""Managed policies: made, found, in versions, tagged, deleted."""

from lab import allow, allowed, deny, document, paged, refused, shown, tags
from recorder import checks

LOOK, MAKE = document(allow("ecr:DescribeRepositories")), document(allow("ecr:CreateRepository"))


def arn_of(own, name):
    return f"arn:aws:iam::{own.id}:policy{name}"


@checks("CreatePolicy", "GetPolicy", "GetPolicyVersion")
def a_policy_is_made_once_and_found_by_arn(own):
    iam, arn = own.client("iam"), arn_of(own, "/team/Look")
    words = refused("NoSuchEntity", iam.get_policy, PolicyArn=arn)
    assert words == f"Policy {arn} was not found.", words
    given = {"PolicyName": "Look", "Path": "/team/", "Description": "looks"}
    made = iam.create_policy(**given, PolicyDocument=LOOK, Tags=tags(team="web"))["Policy"]
    assert made["Arn"] == arn and made["PolicyId"].startswith("ANPA") and made["DefaultVersionId"] == "v1", made
    iam.get_waiter("policy_exists").wait(PolicyArn=arn, WaiterConfig={"Delay": 1, "MaxAttempts": 1})
    found = iam.get_policy(PolicyArn=arn)["Policy"]
    assert found == {**made, "Description": "looks"} and given.items() <= found.items(), found
    assert (found["AttachmentCount"], found["PermissionsBoundaryUsageCount"]) == (0, 0) and found["IsAttachable"], found
    first = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]
    assert first["Document"]["Statement"] == [allow("ecr:DescribeRepositories")] and first["IsDefaultVersion"], first
    words = refused("EntityAlreadyExists", iam.create_policy, PolicyName="look", PolicyDocument=MAKE)
    assert words == "A policy called look already exists. Duplicate names are not allowed.", words
    assert iam.get_policy(PolicyArn=arn)["Policy"] == found
    # Another account's ARN is not found, nor is one with another path.
    for other in [arn_of(own, "/Look"), arn_of(own.another(), "/team/Look")]:
        refused("NoSuchEntity", iam.get_policy, PolicyArn=other)


@checks("GetPolicy", "GetPolicyVersion")
def policies_that_recipes_of_clusters_attach_are_there(own):
    """Terraform attaches a policy and reads it; what it allows of ECR, the evaluator decides by it."""
    iam = own.client("iam")
    pulls = {"ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"}
    for name, path, some in [
        ("AmazonEKSWorkerNodePolicy", "/", {"eks:DescribeCluster"}),
        ("AmazonEKS_CNI_Policy", "/", {"ec2:AssignPrivateIpAddresses"}),
        ("AmazonEKSClusterPolicy", "/", {"kms:DescribeKey", "iam:CreateServiceLinkedRole"}),
        ("AmazonSSMManagedInstanceCore", "/", {"ssm:UpdateInstanceInformation"}),
        ("AmazonECSTaskExecutionRolePolicy", "/service-role/", pulls),
        ("AmazonEC2ContainerServiceforEC2Role", "/service-role/", pulls),
        ("AmazonEKSFargatePodExecutionRolePolicy", "/", pulls),
        ("AWSCodeBuildDeveloperAccess", "/", {"codebuild:StartBuild"}),
        ("AWSCodeBuildAdminAccess", "/", {"ecr:ListImages"}),
        ("AWSLambdaBasicExecutionRole", "/service-role/", {"logs:PutLogEvents"}),
    ]:
        arn = f"arn:aws:iam::aws:policy{path}{name}"
        found = iam.get_policy(PolicyArn=arn)["Policy"]
        assert (found["Arn"], found["PolicyName"], found["Path"], found["IsAttachable"]) == (arn, name, path, True), found
        version = iam.get_policy_version(PolicyArn=arn, VersionId=found["DefaultVersionId"])["PolicyVersion"]
        actions = [statement["Action"] for statement in version["Document"]["Statement"]]
        assert some <= {action for each in actions for action in ([each] if isinstance(each, str) else each)}, actions
    task = own.assume(own.role("task")).client("ecr")
    assert not allowed(task.get_authorization_token)
    iam.attach_role_policy(RoleName="task", PolicyArn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
    assert allowed(task.get_authorization_token) and not allowed(task.describe_repositories)


@checks("CreatePolicy")
def a_policy_that_is_refused_is_not_made(own):
    iam = own.client("iam")
    for text, words in [
        ("{", "Syntax errors in policy."),
        ('{"Statement": []}', ""),
        (document({**allow("ecr:*"), "Principal": "*"}), "Policy document should not specify a principal."),
        (document(allow("everything")), "Actions/Conditions must be prefaced by a vendor"),
        (document(allow("iam:*", Resource="arn:aws:iam:us-east-1:111122223333:role/ci")), " cannot contain region information. (line 1, column "),
        (document(allow("ecr:*", Condition={"StringEquals": {"username": "ann"}})), "Actions/Conditions must be prefaced by a vendor"),
        (document(allow(["*", None])), "Syntax errors in policy. (line 1, column "),
        (LOOK.replace("2012-10-17", "2008-10-17"), "Policy document must be version 2012-10-17 or greater."),
    ]:
        said = refused("MalformedPolicyDocument", iam.create_policy, PolicyName="p", PolicyDocument=text)
        assert words in said, said
    long = document(*[allow(f"ecr:Action{at}") for at in range(200)])
    refused("LimitExceeded", iam.create_policy, PolicyName="p", PolicyDocument=long)
    refused("ValidationError", iam.create_policy, PolicyName="a" * 129, PolicyDocument=LOOK)
    refused("InvalidInput", iam.create_policy, PolicyName="p", PolicyDocument=LOOK, Tags=tags(a="1", A="2"))
    assert iam.list_policies(Scope="Local")["Policies"] == []
    iam.create_policy(PolicyName="p", PolicyDocument=LOOK)
    assert len(iam.list_policies(Scope="Local")["Policies"]) == 1


@checks("ListPolicies")
def policies_are_listed_by_whose_they_are_and_what_has_them(own):
    iam = own.client("iam")
    made = {name: iam.create_policy(PolicyName=name, Path=path, PolicyDocument=LOOK)["Policy"]["Arn"]
            for name, path in [("attached", "/team/"), ("bounds", "/"), ("spare", "/team/")]}
    own.user("ann", PermissionsBoundary=made["bounds"])
    iam.attach_user_policy(UserName="ann", PolicyArn=made["attached"])
    names = lambda **more: [policy["PolicyName"] for policy in iam.list_policies(**more)["Policies"]]
    local = paged(iam, "list_policies", "Policies", Scope="Local")
    assert [(policy["PolicyName"], policy["AttachmentCount"]) for policy in local] == [
        ("attached", 1), ("bounds", 0), ("spare", 0)], local
    assert names(Scope="Local", PathPrefix="/team/") == ["attached", "spare"]
    assert names(Scope="Local", OnlyAttached=True) == ["attached", "bounds"]
    assert names(Scope="Local", OnlyAttached=True, PolicyUsageFilter="PermissionsPolicy") == ["attached"]
    assert names(Scope="Local", PolicyUsageFilter="PermissionsBoundary") == ["bounds"]
    theirs = paged(iam, "list_policies", "Policies", size=3, Scope="AWS")
    assert {"AdministratorAccess", "ReadOnlyAccess"} <= {policy["PolicyName"] for policy in theirs}
    assert all(policy["Arn"].startswith("arn:aws:iam::aws:policy/") for policy in theirs), theirs
    assert paged(iam, "list_policies", "Policies", size=2) == local + theirs
    # AWS's policies cannot be changed.
    refused("InvalidInput", iam.delete_policy, PolicyArn=theirs[0]["Arn"])
    refused("InvalidInput", iam.create_policy_version, PolicyArn=theirs[0]["Arn"], PolicyDocument=LOOK)


@checks("CreatePolicyVersion", "ListPolicyVersions", "GetPolicyVersion", "DeletePolicyVersion")
def a_policy_has_five_versions_at_most(own):
    iam = own.client("iam")
    policy = {"PolicyArn": iam.create_policy(PolicyName="p", PolicyDocument=LOOK)["Policy"]["Arn"]}
    for number in range(2, 6):
        version = iam.create_policy_version(**policy, PolicyDocument=MAKE)["PolicyVersion"]
        assert (version["VersionId"], version["IsDefaultVersion"]) == (f"v{number}", False), version
    words = refused("LimitExceeded", iam.create_policy_version, **policy, PolicyDocument=MAKE)
    assert words.startswith("A managed policy can have up to 5 versions."), words
    listed = paged(iam, "list_policy_versions", "Versions", size=2, **policy)
    assert [(version["VersionId"], version["IsDefaultVersion"]) for version in listed] == [
        ("v5", False), ("v4", False), ("v3", False), ("v2", False), ("v1", True)], listed
    words = refused("DeleteConflict", iam.delete_policy_version, **policy, VersionId="v1")
    assert words == "Cannot delete the default version of a policy.", words
    iam.delete_policy_version(**policy, VersionId="v5")
    refused("NoSuchEntity", iam.delete_policy_version, **policy, VersionId="v5")
    refused("NoSuchEntity", iam.get_policy_version, **policy, VersionId="v5")
    # A number is not given twice.
    assert iam.create_policy_version(**policy, PolicyDocument=LOOK)["PolicyVersion"]["VersionId"] == "v6"
    assert iam.get_policy_version(**policy, VersionId="v6")["PolicyVersion"]["Document"]["Statement"] == [
        allow("ecr:DescribeRepositories")]
    refused("MalformedPolicyDocument", iam.create_policy_version, **policy, PolicyDocument="{}")
    none = {"PolicyArn": arn_of(own, "/none")}
    refused("NoSuchEntity", iam.create_policy_version, **none, PolicyDocument=LOOK)
    refused("NoSuchEntity", iam.list_policy_versions, **none)
    refused("NoSuchEntity", iam.delete_policy_version, **none, VersionId="v2")


@checks("CreatePolicyVersion", "SetDefaultPolicyVersion")
def the_default_version_decides(own):
    ann = own.user("ann")
    iam, ecr = own.client("iam"), ann.client("ecr")
    policy = {"PolicyArn": iam.create_policy(PolicyName="p", PolicyDocument=LOOK)["Policy"]["Arn"]}
    iam.attach_user_policy(UserName="ann", **policy)
    assert allowed(ecr.describe_repositories) and not allowed(ecr.create_repository, repositoryName="aa")
    iam.create_policy_version(**policy, PolicyDocument=document(allow("ecr:*"), deny("ecr:DescribeRepositories")))
    assert allowed(ecr.describe_repositories) and not allowed(ecr.create_repository, repositoryName="aa")
    iam.set_default_policy_version(**policy, VersionId="v2")
    assert iam.get_policy(**policy)["Policy"]["DefaultVersionId"] == "v2"
    assert not allowed(ecr.describe_repositories) and allowed(ecr.create_repository, repositoryName="aa")
    iam.create_policy_version(**policy, PolicyDocument=LOOK, SetAsDefault=True)
    assert iam.get_policy(**policy)["Policy"]["DefaultVersionId"] == "v3"
    assert allowed(ecr.describe_repositories) and not allowed(ecr.create_repository, repositoryName="bb")
    for version in ["v4", "v99"]:
        refused("NoSuchEntity", iam.set_default_policy_version, **policy, VersionId=version)
    refused("NoSuchEntity", iam.set_default_policy_version, PolicyArn=arn_of(own, "/none"), VersionId="v1")
    assert iam.get_policy(**policy)["Policy"]["DefaultVersionId"] == "v3"


@checks("DeletePolicy")
def a_policy_is_deleted_when_nothing_has_it(own):
    own.user("ann"), own.role("ci")
    iam = own.client("iam")
    made = iam.create_policy(PolicyName="p", PolicyDocument=LOOK, Tags=tags(team="web"))["Policy"]
    policy = {"PolicyArn": made["Arn"]}
    iam.attach_user_policy(UserName="ann", **policy)
    iam.put_role_permissions_boundary(RoleName="ci", PermissionsBoundary=made["Arn"])
    iam.create_policy_version(**policy, PolicyDocument=MAKE)
    for words, take in [
        ("Cannot delete a policy attached to entities.", lambda: iam.detach_user_policy(UserName="ann", **policy)),
        ("Cannot delete a policy attached to entities.", lambda: iam.delete_role_permissions_boundary(RoleName="ci")),
        ("This policy has more than one version.", lambda: iam.delete_policy_version(**policy, VersionId="v2")),
    ]:
        said = refused("DeleteConflict", iam.delete_policy, **policy)
        assert said.startswith(words), said
        assert iam.get_policy(**policy)["Policy"]["PolicyId"] == made["PolicyId"]
        take()
    iam.delete_policy(**policy)
    refused("NoSuchEntity", iam.get_policy, **policy)
    refused("NoSuchEntity", iam.delete_policy, **policy)
    refused("NoSuchEntity", iam.attach_user_policy, UserName="ann", **policy)
    again = iam.create_policy(PolicyName="p", PolicyDocument=MAKE)["Policy"]
    assert again["PolicyId"] != made["PolicyId"] and iam.list_policy_tags(**policy)["Tags"] == []


@checks("TagPolicy", "UntagPolicy", "ListPolicyTags")
def tags_of_policies(own):
    ann = own.user("ann", allow("iam:GetPolicy", Condition={"StringEquals": {"aws:ResourceTag/team": "ops"}}))
    iam = own.client("iam")
    policy, other = ({"PolicyArn": iam.create_policy(PolicyName=name, PolicyDocument=LOOK, Tags=tags(team="web"))["Policy"]["Arn"]}
                     for name in ["p", "other"])
    assert not allowed(ann.client("iam").get_policy, **policy)
    iam.tag_policy(**policy, Tags=tags(Team="ops", stage="dev"))
    assert allowed(ann.client("iam").get_policy, **policy)
    assert shown(paged(iam, "list_policy_tags", "Tags", **policy)) == {"Team": "ops", "stage": "dev"}
    assert shown(iam.get_policy(**policy)["Policy"]["Tags"]) == {"Team": "ops", "stage": "dev"}
    iam.untag_policy(**policy, TagKeys=["team"])
    assert not allowed(ann.client("iam").get_policy, **policy)
    assert shown(iam.list_policy_tags(**policy)["Tags"]) == {"stage": "dev"}
    assert shown(iam.list_policy_tags(**other)["Tags"]) == {"team": "web"}
    none = {"PolicyArn": arn_of(own, "/none")}
    for call, more in [(iam.tag_policy, {"Tags": tags(a="b")}), (iam.untag_policy, {"TagKeys": ["a"]}), (iam.list_policy_tags, {})]:
        refused("NoSuchEntity", call, **none, **more)
