"""What the simulator says is what happens: policies of a user, its groups and its boundary are simulated, then tried."""

import json
import os

from lab import allow, allowed, deny, document, refused, tags
from recorder import checks

REGION = os.environ["AWS_DEFAULT_REGION"]


def repository(own, name):
    return f"arn:aws:ecr:{REGION}:{own.id}:repository/{name}"


def simon(own):
    """A user that has something in every way in which a user can."""
    iam = own.client("iam")
    user = own.user("simon", Path="/team/", Tags=tags(team="blue"))
    text = f"""{{
  "Version": "2012-10-17",
  "Statement": [
    {json.dumps(allow("ecr:Describe*"))},
    {json.dumps(deny("ecr:*", repository(own, "secret")))}
  ]
}}"""
    iam.put_user_policy(UserName="simon", PolicyName="own", PolicyDocument=text)
    iam.create_group(GroupName="makers")
    iam.add_user_to_group(GroupName="makers", UserName="simon")
    makes = document(allow("ecr:CreateRepository", repository(own, "${aws:PrincipalTag/team}/*")))
    iam.put_group_policy(GroupName="makers", PolicyName="make", PolicyDocument=makes)
    deletes = document(allow("ecr:DeleteRepository"))
    deletes = iam.create_policy(PolicyName="delete", PolicyDocument=deletes)["Policy"]["Arn"]
    for policy in [deletes, "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]:
        iam.attach_user_policy(UserName="simon", PolicyArn=policy)
    bound = document(allow(["ecr:Describe*", "ecr:CreateRepository", "ecr:GetAuthorizationToken"]))
    bound = iam.create_policy(PolicyName="bound", PolicyDocument=bound)["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName="simon", PermissionsBoundary=bound)
    return user


def simulate(iam, user, actions, resources=None, **more):
    if resources:
        more["ResourceArns"] = resources
    pages = iam.get_paginator("simulate_principal_policy").paginate(
        PolicySourceArn=user.arn, ActionNames=actions, PaginationConfig={"PageSize": 2}, **more
    )
    return [result for page in pages for result in page["EvaluationResults"]]


@checks("SimulatePrincipalPolicy")
def claims_against_deeds(own):
    user, iam = simon(own), own.client("iam")
    ecr = user.client("ecr")
    for name in ["app", "secret"]:
        own.client("ecr").create_repository(repositoryName=name)
    decisions = set()
    for action, name, call, argument in [
        ("ecr:DescribeRepositories", "app", ecr.describe_repositories, {"repositoryNames": ["app"]}),
        ("ecr:DescribeRepositories", "secret", ecr.describe_repositories, {"repositoryNames": ["secret"]}),
        ("ecr:CreateRepository", "blue/app", ecr.create_repository, {"repositoryName": "blue/app"}),
        ("ecr:CreateRepository", "red/app", ecr.create_repository, {"repositoryName": "red/app"}),
        ("ecr:DeleteRepository", "blue/app", ecr.delete_repository, {"repositoryName": "blue/app"}),
    ]:
        [result] = simulate(iam, user, [action], [repository(own, name)])
        decisions.add(result["EvalDecision"])
        assert allowed(call, **argument) == (result["EvalDecision"] == "allowed"), (action, name, result)
    assert decisions == {"allowed", "explicitDeny", "implicitDeny"}, decisions
    for arn in [f"arn:aws:iam::{own.id}:user/unknown", f"arn:aws:iam::{own.another().id}:user/team/simon"]:
        refused("NoSuchEntity", iam.simulate_principal_policy, PolicySourceArn=arn, ActionNames=["ecr:PutImage"])
    ann = own.user("ann", allow("iam:SimulatePrincipalPolicy", f"arn:aws:iam::{own.id}:user/ann")).client("iam")
    asked = {"ActionNames": ["ecr:PutImage"]}
    assert allowed(ann.simulate_principal_policy, PolicySourceArn=f"arn:aws:iam::{own.id}:user/ann", **asked)
    assert not allowed(ann.simulate_principal_policy, PolicySourceArn=user.arn, **asked)


@checks("SimulatePrincipalPolicy")
def which_statement_decides_and_where_it_is(own):
    user, iam = simon(own), own.client("iam")
    [result] = simulate(iam, user, ["ecr:DescribeImages"], [repository(own, "secret")])
    [statement] = result["MatchedStatements"]
    assert statement["SourcePolicyId"] == "user_simon_own" and statement["SourcePolicyType"] == "user", statement
    assert statement["StartPosition"] == {"Line": 5, "Column": 5}, statement
    assert statement["EndPosition"]["Line"] == 5, statement
    [result] = simulate(iam, user, ["ecr:GetAuthorizationToken"])
    named = {(found["SourcePolicyType"], found["SourcePolicyId"]) for found in result["MatchedStatements"]}
    assert named == {("aws-managed", "AmazonEC2ContainerRegistryPullOnly"), ("user-managed", "bound")}, named
    [result] = simulate(iam, user, ["ecr:DeleteRepository"], [repository(own, "blue/app")])
    assert result["PermissionsBoundaryDecisionDetail"] == {"AllowedByPermissionsBoundary": False}, result
    wide = {"PermissionsBoundaryPolicyInputList": [document(allow("*"))]}
    [result] = simulate(iam, user, ["ecr:DeleteRepository"], [repository(own, "blue/app")], **wide)
    assert result["EvalDecision"] == "allowed", result


@checks("SimulatePrincipalPolicy")
def what_the_context_changes(own):
    user, iam = simon(own), own.client("iam")
    office = document(allow("ecr:PutImage", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}))
    given = {"PolicyInputList": [office], "PermissionsBoundaryPolicyInputList": [document(allow("*"))]}
    [result] = simulate(iam, user, ["ecr:PutImage"], [repository(own, "app")], **given)
    assert (result["EvalDecision"], result["MissingContextValues"]) == ("implicitDeny", ["aws:SourceIp"]), result
    inside = {"ContextKeyName": "aws:SourceIp", "ContextKeyType": "ip", "ContextKeyValues": ["10.1.2.3"]}
    names = [repository(own, name) for name in ["aa", "bb"]]
    results = simulate(iam, user, ["ecr:PutImage", "ecr:TagResource"], names, ContextEntries=[inside], **given)
    order = [(result["EvalActionName"], result["EvalResourceName"][-2:], result["EvalDecision"]) for result in results]
    assert order == [
        ("ecr:PutImage", "aa", "allowed"),
        ("ecr:PutImage", "bb", "allowed"),
        ("ecr:TagResource", "aa", "implicitDeny"),
        ("ecr:TagResource", "bb", "implicitDeny"),
    ], order


@checks("SimulateCustomPolicy")
def policies_that_nothing_has(own):
    iam, other = own.client("iam"), own.another()
    caller = f"arn:aws:iam::{own.id}:user/simon"
    custom = iam.simulate_custom_policy
    grant = {"Effect": "Allow", "Principal": {"AWS": own.id}, "Action": "ecr:BatchGetImage"}
    asked = {"ActionNames": ["ecr:BatchGetImage"], "ResourceArns": [repository(other, "app")]}
    pull = {"PolicyInputList": [document(allow("ecr:BatchGetImage"))], "CallerArn": caller}
    # Across accounts both sides must allow.
    [result] = custom(**asked, **pull)["EvaluationResults"]
    assert result["EvalDecision"] == "implicitDeny", result
    assert result["EvalDecisionDetails"] == {"IAM Policy": "allowed", "Resource Policy": "implicitDeny"}, result
    [result] = custom(**asked, **pull, ResourcePolicy=document(grant))["EvaluationResults"]
    assert result["EvalDecision"] == "allowed", result
    assert {found["SourcePolicyId"] for found in result["MatchedStatements"]} == {"PolicyInputList.1", "ResourcePolicy"}
    many = {"PolicyInputList": [document(allow("ecr:*"))], "ActionNames": ["ecr:PutImage", "ecr:ListImages", "s3:GetObject"]}
    pages = iam.get_paginator("simulate_custom_policy").paginate(**many, PaginationConfig={"PageSize": 2})
    results = [[result["EvalDecision"] for result in page["EvaluationResults"]] for page in pages]
    assert results == [["allowed", "allowed"], ["implicitDeny"]], results
    refused("InvalidInput", custom, PolicyInputList=[document(allow("*"))], ActionNames=["ecr:*"])
    refused("InvalidInput", custom, PolicyInputList=["{}"], ActionNames=["ecr:PutImage"])
    refused("InvalidInput", custom, **{**many, "ResourceArns": ["app"]})


@checks("GetContextKeysForPrincipalPolicy", "GetContextKeysForCustomPolicy")
def the_condition_keys_that_policies_ask_for(own):
    user, iam = simon(own), own.client("iam")
    office = document(allow("ecr:PutImage", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}))
    custom, principal = iam.get_context_keys_for_custom_policy, iam.get_context_keys_for_principal_policy
    assert custom(PolicyInputList=[office])["ContextKeyNames"] == ["aws:SourceIp"]
    assert principal(PolicySourceArn=user.arn)["ContextKeyNames"] == ["aws:principaltag/team"]
    both = principal(PolicySourceArn=user.arn, PolicyInputList=[office])["ContextKeyNames"]
    assert both == ["aws:principaltag/team", "aws:SourceIp"], both
    refused("InvalidInput", custom, PolicyInputList=["{}"])
    unknown = f"arn:aws:iam::{own.id}:user/unknown"
    refused("NoSuchEntity", principal, PolicySourceArn=unknown)
