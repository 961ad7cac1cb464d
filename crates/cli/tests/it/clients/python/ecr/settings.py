"""The registry: its token, its settings, what it says of itself, and whose pulls do not count."""

import base64
import datetime

from images import push
from lab import REGION, allow, allowed, document, refused
from oci import Registry
from recorder import checks


@checks("GetAuthorizationToken")
def a_token_is_its_holder(own):
    ann = own.user("ann", allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"]))
    own.client("ecr").create_repository(repositoryName="app")
    push(own.client("ecr"), "app", "v1")
    [given] = ann.client("ecr").get_authorization_token()["authorizationData"]
    user, password = base64.b64decode(given["authorizationToken"]).decode().split(":")
    assert user == "AWS" and len(password) > 50, given
    assert f"//{own.id}.dkr.ecr.{REGION}." in given["proxyEndpoint"], given
    left = given["expiresAt"] - datetime.datetime.now(datetime.timezone.utc)
    assert datetime.timedelta(hours=11, minutes=59) < left <= datetime.timedelta(hours=12), left
    registry = Registry(None, own.id)
    registry.authorization = "Basic " + given["authorizationToken"]
    registry.manifest("app", "v1").expect(200)
    # The token carries who, never what: policies hold at once.
    own.client("iam").put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=document(allow("ecr:Describe*")))
    registry.manifest("app", "v1").expect(403, "DENIED")
    assert not allowed(ann.client("ecr").get_authorization_token)
    ids = [own.id, own.another().id]
    several = own.client("ecr").get_authorization_token(registryIds=ids)["authorizationData"]
    assert [id in one["proxyEndpoint"] for id, one in zip(ids, several)] == [True, True], several


@checks("GetAccountSetting", "PutAccountSetting")
def settings_are_the_registrys(own):
    ecr = own.client("ecr")
    for name, first, then in [
        ("BLOB_MOUNTING", "DISABLED", "ENABLED"), ("REGISTRY_POLICY_SCOPE", "V2", "V1"),
    ]:
        assert ecr.get_account_setting(name=name) | {"ResponseMetadata": 0} == {
            "name": name, "value": first, "ResponseMetadata": 0}
        told = ecr.put_account_setting(name=name, value=then)
        assert (told["name"], told["value"]) == (name, then), told
        assert ecr.get_account_setting(name=name)["value"] == then
        assert own.client("ecr", "eu-west-1").get_account_setting(name=name)["value"] == first
    refused("InvalidParameterException", ecr.get_account_setting, name="NONE")
    refused("InvalidParameterException", ecr.put_account_setting, name="BLOB_MOUNTING", value="MAYBE")
    # In the first scope a registry policy decides few actions only.
    ecr.create_repository(repositoryName="app")
    other = own.another()
    text = document({**allow("ecr:ListImages"), "Principal": {"AWS": other.id}})
    ecr.put_registry_policy(policyText=text)
    listing = {"registryId": own.id, "repositoryName": "app"}
    assert not allowed(other.client("ecr").list_images, **listing)
    ecr.put_account_setting(name="REGISTRY_POLICY_SCOPE", value="V2")
    assert allowed(other.client("ecr").list_images, **listing)


@checks("DescribeRegistry")
def a_registry_is_there_from_the_beginning(own):
    told = own.client("ecr").describe_registry()
    assert (told["registryId"], told["replicationConfiguration"]) == (own.id, {"rules": []}), told
    ann = own.user("ann", allow("ecr:DescribeRegistry"))
    assert ann.client("ecr").describe_registry()["registryId"] == own.id
    assert not allowed(own.user("bob").client("ecr").describe_registry)


@checks("RegisterPullTimeUpdateExclusion", "DeregisterPullTimeUpdateExclusion", "ListPullTimeUpdateExclusions")
def principals_whose_pulls_do_not_count(own):
    # What that means for pull times is for the tests of the room: a node writes those down every half minute.
    ecr, kinds = own.client("ecr"), ["user", "role"]
    listing = ecr.list_pull_time_update_exclusions
    assert listing()["pullTimeUpdateExclusions"] == []
    user, role = (f"arn:aws:iam::{own.id}:{kind}/scanner" for kind in kinds)
    for arn in [user, role]:
        told = ecr.register_pull_time_update_exclusion(principalArn=arn)
        assert told["principalArn"] == arn and told["createdAt"].year > 2000, told
    first = listing(maxResults=1)
    second = listing(maxResults=1, nextToken=first["nextToken"])
    listed = first["pullTimeUpdateExclusions"] + second["pullTimeUpdateExclusions"]
    assert sorted(listed) == [role, user] and "nextToken" not in second, listed
    refused("ExclusionAlreadyExistsException", ecr.register_pull_time_update_exclusion, principalArn=user)
    for arn in ["none", f"arn:aws:iam::{own.id}:root", f"arn:aws:iam::{own.id}:group/scanner"]:
        refused("InvalidParameterException", ecr.register_pull_time_update_exclusion, principalArn=arn)
    assert own.another().client("ecr").list_pull_time_update_exclusions()["pullTimeUpdateExclusions"] == []
    assert ecr.deregister_pull_time_update_exclusion(principalArn=user)["principalArn"] == user
    assert listing()["pullTimeUpdateExclusions"] == [role]
    refused("ExclusionNotFoundException", ecr.deregister_pull_time_update_exclusion, principalArn=user)
