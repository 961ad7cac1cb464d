"""Tags of the root, units, accounts and policies."""

from lab import allow, allowed, deny, document, refused, shown, tags
from recorder import checks


@checks("TagResource", "UntagResource", "ListTagsForResource")
def everything_in_the_tree_has_tags(own):
    org = own.client("organizations")
    own.found()
    root, member = org.list_roots()["Roots"][0]["Id"], own.member()
    unit = org.create_organizational_unit(ParentId=root, Name="unit")["OrganizationalUnit"]["Id"]
    scp = {"Name": "shut", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": document(deny("ecr:*"))}
    policy = org.create_policy(**scp)["Policy"]["PolicySummary"]["Id"]
    for id in [root, unit, member.id, policy]:
        def told():
            return shown(org.list_tags_for_resource(ResourceId=id)["Tags"])

        assert told() == {}, id
        org.tag_resource(ResourceId=id, Tags=tags(team="web", stage="dev"))
        assert told() == {"team": "web", "stage": "dev"}, id
        org.tag_resource(ResourceId=id, Tags=tags(stage="prod", empty=""))
        assert told() == {"team": "web", "stage": "prod", "empty": ""}, id
        org.untag_resource(ResourceId=id, TagKeys=["stage", "none"])
        assert told() == {"team": "web", "empty": ""}, id
    none = {"ResourceId": unit[:-8] + "00000000"}
    refused("TargetNotFoundException", org.tag_resource, **none, Tags=tags(a="b"))
    refused("TargetNotFoundException", org.untag_resource, **none, TagKeys=["a"])
    refused("TargetNotFoundException", org.list_tags_for_resource, **none)


@checks("TagResource")
def tags_that_are_refused_are_not_set(own):
    org = own.client("organizations")
    own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    refused("InvalidInputException", org.tag_resource, ResourceId=root, Tags=tags(a="b") + [{"Key": "aws:x", "Value": "y"}])
    refused("InvalidInputException", org.tag_resource, ResourceId=root, Tags=tags(a="b") + tags(a="c"))
    many = tags(**{f"k{at}": "v" for at in range(51)})
    refused("ConstraintViolationException", org.tag_resource, ResourceId=root, Tags=many)
    assert org.list_tags_for_resource(ResourceId=root)["Tags"] == []
    org.tag_resource(ResourceId=root, Tags=many[:50])
    refused("ConstraintViolationException", org.tag_resource, ResourceId=root, Tags=tags(one_more="v"))
    assert len(org.list_tags_for_resource(ResourceId=root)["Tags"]) == 50


@checks("TagResource", "UntagResource", "CreateOrganizationalUnit")
def tags_decide_who_may_do_what(own):
    org = own.client("organizations")
    own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    web, data = (org.create_organizational_unit(ParentId=root, Name=name)["OrganizationalUnit"]["Id"] for name in ("web", "data"))
    of_web = {"StringEquals": {"aws:ResourceTag/team": "web"}}
    ann = own.user("ann", allow("organizations:DeleteOrganizationalUnit", Condition=of_web)).client("organizations")
    assert not allowed(ann.delete_organizational_unit, OrganizationalUnitId=web)
    org.tag_resource(ResourceId=web, Tags=tags(team="web"))
    org.tag_resource(ResourceId=data, Tags=tags(team="data"))
    assert not allowed(ann.delete_organizational_unit, OrganizationalUnitId=data)
    org.untag_resource(ResourceId=web, TagKeys=["team"])
    assert not allowed(ann.delete_organizational_unit, OrganizationalUnitId=web)
    org.tag_resource(ResourceId=web, Tags=tags(team="web"))
    assert allowed(ann.delete_organizational_unit, OrganizationalUnitId=web)
    # Which tags may be set, and whether some must be, is decided by the request's.
    asked = {"StringEquals": {"aws:RequestTag/team": "web"}}
    making = allow(["organizations:CreateOrganizationalUnit", "organizations:TagResource"], Condition=asked)
    bob = own.user("bob", making).client("organizations")
    for given, may in [({}, False), ({"Tags": tags(team="data")}, False), ({"Tags": tags(team="web")}, True)]:
        assert allowed(bob.create_organizational_unit, ParentId=root, Name="new", **given) == may, given
    assert not allowed(bob.tag_resource, ResourceId=data, Tags=tags(team="data"))
    assert allowed(bob.tag_resource, ResourceId=data, Tags=tags(team="web"))
    names = {unit["Name"] for unit in org.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"]}
    assert names == {"data", "new"}, names
