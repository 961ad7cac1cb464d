"""Tags of repositories."""

from lab import allow, allowed, deny, refused, shown, tags
from recorder import checks


@checks("TagResource", "UntagResource", "ListTagsForResource")
def tags_come_and_go(own):
    ecr = own.client("ecr")
    one, two = (ecr.create_repository(repositoryName=name)["repository"]["repositoryArn"] for name in ("one", "two"))
    told = lambda arn: shown(ecr.list_tags_for_resource(resourceArn=arn)["tags"])
    assert told(one) == {}
    ecr.tag_resource(resourceArn=one, tags=tags(team="web", stage="dev"))
    ecr.tag_resource(resourceArn=one, tags=tags(stage="prod", empty=""))
    assert told(one) == {"team": "web", "stage": "prod", "empty": ""} and told(two) == {}, told(one)
    ecr.untag_resource(resourceArn=one, tagKeys=["stage", "none"])
    assert told(one) == {"team": "web", "empty": ""}, told(one)
    gone = {"resourceArn": one + "-none"}
    for call, more in [
        (ecr.tag_resource, {"tags": tags(a="b")}), (ecr.untag_resource, {"tagKeys": ["a"]}), (ecr.list_tags_for_resource, {}),
    ]:
        refused("RepositoryNotFoundException", call, **gone, **more)
        words = refused("InvalidParameterException", call, resourceArn="none", **more)
        assert words == "Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'", words
    refused("InvalidTagParameterException", ecr.tag_resource, resourceArn=one, tags=[{"Key": "aws:a", "Value": "b"}])
    many = tags(**{f"k{at}": "v" for at in range(49)})
    refused("TooManyTagsException", ecr.tag_resource, resourceArn=one, tags=many)
    assert told(one) == {"team": "web", "empty": ""}, told(one)


@checks("TagResource", "UntagResource")
def tags_decide_who_may_do_what(own):
    ecr = own.client("ecr")
    arn = ecr.create_repository(repositoryName="app")["repository"]["repositoryArn"]
    for key in ["aws:ResourceTag/team", "ecr:ResourceTag/team"]:
        of_web = {"StringEquals": {key: "web"}}
        ann = own.user(f"ann-{key[:3]}", allow("ecr:ListImages", Condition=of_web)).client("ecr")
        assert not allowed(ann.list_images, repositoryName="app")
        ecr.tag_resource(resourceArn=arn, tags=tags(team="web"))
        assert allowed(ann.list_images, repositoryName="app")
        ecr.untag_resource(resourceArn=arn, tagKeys=["team"])
        assert not allowed(ann.list_images, repositoryName="app")
    asked = {"StringEquals": {"aws:RequestTag/team": "web"}}
    bob = own.user("bob", allow(["ecr:CreateRepository", "ecr:TagResource"], Condition=asked)).client("ecr")
    for given, may in [({}, False), ({"tags": tags(team="data")}, False), ({"tags": tags(team="web")}, True)]:
        assert allowed(bob.create_repository, repositoryName="new", **given) == may, given
    assert not allowed(bob.tag_resource, resourceArn=arn, tags=tags(team="data"))
    assert allowed(bob.tag_resource, resourceArn=arn, tags=tags(team="web"))
    assert shown(ecr.list_tags_for_resource(resourceArn=arn)["tags"]) == {"team": "web"}


@checks("TagResource", "UntagResource")
def a_tag_in_two_spellings_must_be_right_in_both(own):
    ecr = own.client("ecr")
    arn = ecr.create_repository(repositoryName="app")["repository"]["repositoryArn"]
    told = lambda: shown(ecr.list_tags_for_resource(resourceArn=arn)["tags"])
    asked = {"StringEquals": {"aws:RequestTag/team": "web"}}
    bob = own.user("bob", allow(["ecr:CreateRepository", "ecr:TagResource"], Condition=asked)).client("ecr")
    web, data = ([{"Key": key, "Value": value} for key in ("team", "TEAM")] for value in ("web", "data"))
    for pair in [[data[0], web[1]], [web[1], data[0]], [web[0], data[1]], [data[1], web[0]]]:
        assert not allowed(bob.create_repository, repositoryName="new", tags=pair), pair
        assert not allowed(bob.tag_resource, resourceArn=arn, tags=pair), pair
    assert told() == {}
    assert allowed(bob.tag_resource, resourceArn=arn, tags=web) and told() == {"team": "web", "TEAM": "web"}
    # What the repository has is read in the same way.
    has = {"StringEquals": {"ecr:ResourceTag/Team": "web"}}
    ann = own.user("ann", allow("ecr:ListImages", Condition=has)).client("ecr")
    eve = own.user("eve", allow("ecr:ListImages"), deny("ecr:ListImages", Condition=has)).client("ecr")
    reads = lambda: [allowed(who.list_images, repositoryName="app") for who in (ann, eve)]
    assert reads() == [True, False]
    for tag in data:
        ecr.tag_resource(resourceArn=arn, tags=[tag])
        assert reads() == [False, False], tag
        ecr.tag_resource(resourceArn=arn, tags=web)
    ecr.tag_resource(resourceArn=arn, tags=data)
    assert reads() == [False, True]
    ecr.untag_resource(resourceArn=arn, tagKeys=["team", "TEAM"])
    assert reads() == [False, True] and told() == {}
