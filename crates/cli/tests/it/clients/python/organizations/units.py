"""Units: the tree between the root and the accounts."""

import re

from lab import allow, allowed, paged, refused, shown, tags
from recorder import checks


@checks("CreateOrganizationalUnit", "DescribeOrganizationalUnit")
def a_unit_is_made_below_a_parent(own):
    org, made = own.client("organizations"), own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    create = org.create_organizational_unit
    outer = create(ParentId=root, Name="workloads", Tags=tags(team="web"))["OrganizationalUnit"]
    assert re.fullmatch(f"ou-{root[2:]}-[a-z0-9]{{8,32}}", outer["Id"]) and outer["Name"] == "workloads", outer
    assert outer["Arn"] == f"arn:aws:organizations::{own.id}:ou/{made['Id']}/{outer['Id']}", outer
    inner = create(ParentId=outer["Id"], Name="workloads")["OrganizationalUnit"]
    assert inner["Path"] == f"{made['Id']}/{root}/{outer['Id']}/{inner['Id']}/", inner
    for unit in [outer, inner]:
        assert org.describe_organizational_unit(OrganizationalUnitId=unit["Id"])["OrganizationalUnit"] == unit
    assert shown(org.list_tags_for_resource(ResourceId=outer["Id"])["Tags"]) == {"team": "web"}
    refused("DuplicateOrganizationalUnitException", create, ParentId=root, Name="workloads")
    refused("ParentNotFoundException", create, ParentId=outer["Id"][:-8] + "00000000", Name="none")
    refused("OrganizationalUnitNotFoundException", org.describe_organizational_unit,
            OrganizationalUnitId=outer["Id"][:-8] + "00000000")
    below = inner["Id"]
    for level in range(3, 6):
        below = create(ParentId=below, Name=f"level {level}")["OrganizationalUnit"]["Id"]
    refused("ConstraintViolationException", create, ParentId=below, Name="too deep")
    assert org.list_children(ParentId=below, ChildType="ORGANIZATIONAL_UNIT")["Children"] == []
    # Another organization does not have it.
    other = own.another()
    other.found()
    refused("OrganizationalUnitNotFoundException", other.client("organizations").describe_organizational_unit,
            OrganizationalUnitId=outer["Id"])


@checks("ListOrganizationalUnitsForParent", "ListChildren", "ListParents")
def the_tree_is_walked_in_pages(own):
    org, organization = own.client("organizations"), own.found()
    root, member = org.list_roots()["Roots"][0]["Id"], own.member()
    create = org.create_organizational_unit
    units = [create(ParentId=root, Name=f"unit-{at}")["OrganizationalUnit"] for at in range(4)]
    inner = create(ParentId=units[0]["Id"], Name="inner")["OrganizationalUnit"]
    of_root = {"ParentId": root}
    listed = paged(org, "list_organizational_units_for_parent", "OrganizationalUnits", **of_root)
    assert sorted(listed, key=lambda unit: unit["Name"]) == units, listed
    children = paged(org, "list_children", "Children", **of_root, ChildType="ORGANIZATIONAL_UNIT")
    assert {child["Id"] for child in children} == {unit["Id"] for unit in units}, children
    assert {child["Type"] for child in children} == {"ORGANIZATIONAL_UNIT"}, children
    children = paged(org, "list_children", "Children", **of_root, ChildType="ACCOUNT")
    assert {child["Id"] for child in children} == {own.id, member.id}, children
    below = org.list_organizational_units_for_parent(ParentId=units[0]["Id"])["OrganizationalUnits"]
    assert below == [inner], below
    for child, parent, kind in [
        (member.id, root, "ROOT"), (units[0]["Id"], root, "ROOT"), (inner["Id"], units[0]["Id"], "ORGANIZATIONAL_UNIT"),
    ]:
        assert org.list_parents(ChildId=child)["Parents"] == [{"Id": parent, "Type": kind}], child
    nowhere = inner["Id"][:-8] + "00000000"
    refused("ParentNotFoundException", org.list_organizational_units_for_parent, ParentId=nowhere)
    refused("ParentNotFoundException", org.list_children, ParentId=nowhere, ChildType="ACCOUNT")
    refused("ChildNotFoundException", org.list_parents, ChildId=nowhere)
    refused("ChildNotFoundException", org.list_parents, ChildId=own.another().id)
    refused("InvalidInputException", org.list_children, **of_root, ChildType="ACCOUNT", NextToken="none")
    assert organization["Id"] in listed[0]["Path"]


@checks("UpdateOrganizationalUnit")
def a_unit_is_renamed(own):
    org = own.client("organizations")
    own.found()
    root = org.list_roots()["Roots"][0]["Id"]
    create = org.create_organizational_unit
    one, two = (create(ParentId=root, Name=name, Tags=tags(team=name))["OrganizationalUnit"] for name in ("one", "two"))
    told = org.update_organizational_unit(OrganizationalUnitId=one["Id"], Name="ONE")["OrganizationalUnit"]
    assert told == {**one, "Name": "ONE"}, told
    assert org.describe_organizational_unit(OrganizationalUnitId=one["Id"])["OrganizationalUnit"] == told
    refused("DuplicateOrganizationalUnitException", org.update_organizational_unit,
            OrganizationalUnitId=one["Id"], Name="two")
    refused("OrganizationalUnitNotFoundException", org.update_organizational_unit,
            OrganizationalUnitId=one["Id"][:-8] + "00000000", Name="none")
    # Who may rename is decided by the unit's tags.
    only = {"StringEquals": {"aws:ResourceTag/team": "one"}}
    ann = own.user("ann", allow("organizations:UpdateOrganizationalUnit", Condition=only)).client("organizations")
    assert not allowed(ann.update_organizational_unit, OrganizationalUnitId=two["Id"], Name="mine")
    assert allowed(ann.update_organizational_unit, OrganizationalUnitId=one["Id"], Name="mine")
    names = {unit["Name"] for unit in org.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"]}
    assert names == {"mine", "two"}, names


@checks("DeleteOrganizationalUnit")
def a_unit_is_deleted_when_it_has_nothing(own):
    org = own.client("organizations")
    own.found()
    root, member = org.list_roots()["Roots"][0]["Id"], own.member()
    outer = org.create_organizational_unit(ParentId=root, Name="outer")["OrganizationalUnit"]["Id"]
    inner = org.create_organizational_unit(ParentId=outer, Name="inner")["OrganizationalUnit"]["Id"]
    org.move_account(AccountId=member.id, SourceParentId=root, DestinationParentId=inner)
    for unit in [outer, inner]:
        refused("OrganizationalUnitNotEmptyException", org.delete_organizational_unit, OrganizationalUnitId=unit)
    org.move_account(AccountId=member.id, SourceParentId=inner, DestinationParentId=root)
    for unit in [inner, outer]:
        org.delete_organizational_unit(OrganizationalUnitId=unit)
        for call in [org.describe_organizational_unit, org.delete_organizational_unit]:
            refused("OrganizationalUnitNotFoundException", call, OrganizationalUnitId=unit)
    assert org.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"] == []
    targets = org.list_targets_for_policy(PolicyId="p-FullAWSAccess")["Targets"]
    assert {target["TargetId"] for target in targets} == {root, own.id, member.id}, targets
