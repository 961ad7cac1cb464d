"""Creation templates: what a repository has that a push makes."""

from images import digest
from lab import allow, allowed, document, paged, refused, shown, tags
from oci import Registry
from recorder import checks

ON_PUSH = {"appliedFor": ["CREATE_ON_PUSH"]}


def made_by_a_push(own, name):
    """The repository that a push makes."""
    Registry(own, own.id).push_blob(name, b"layer", digest(b"layer")).expect(201)
    return own.client("ecr").describe_repositories(repositoryNames=[name])["repositories"][0]


@checks("CreateRepositoryCreationTemplate", "DescribeRepositoryCreationTemplates")
def a_template_is_made_once(own):
    ecr = own.client("ecr")
    create = ecr.create_repository_creation_template
    given = {"prefix": "team", **ON_PUSH, "description": "ours", "imageTagMutability": "IMMUTABLE"}
    made = create(**given)["repositoryCreationTemplate"]
    assert given.items() <= made.items() and made["createdAt"].year > 2000, made
    create(prefix="ROOT", **ON_PUSH)
    create(prefix="team/deep", appliedFor=["PULL_THROUGH_CACHE", "REPLICATION"])
    listed = paged(ecr, "describe_repository_creation_templates", "repositoryCreationTemplates")
    assert {one["prefix"] for one in listed} == {"ROOT", "team", "team/deep"}, listed
    some = ecr.describe_repository_creation_templates(prefixes=["team", "none"])
    assert some["repositoryCreationTemplates"] == [made] and some["registryId"] == own.id, some
    refused("TemplateAlreadyExistsException", create, **given)
    refused("InvalidParameterException", create, prefix="Team", **ON_PUSH)
    refused("ValidationException", create, prefix="other", **ON_PUSH, customRoleArn="arn:aws:iam::999999999999:role/x")
    refused("InvalidParameterException", create, prefix="other", **ON_PUSH, lifecyclePolicy="none" * 30)
    # The longest prefix counts that is for pushes; none is a word of the name cut in two.
    assert made_by_a_push(own, "team/deep/app")["imageTagMutability"] == "IMMUTABLE"
    assert made_by_a_push(own, "teams")["imageTagMutability"] == "MUTABLE"


@checks("UpdateRepositoryCreationTemplate")
def a_template_is_for_what_comes_after(own):
    ecr = own.client("ecr")
    update = ecr.update_repository_creation_template
    ecr.create_repository_creation_template(prefix="team", **ON_PUSH, description="ours")
    first = made_by_a_push(own, "team/first")
    text = document({"Effect": "Allow", "Principal": "*", "Action": "ecr:ListImages"})
    changed = update(prefix="team", imageTagMutability="IMMUTABLE", repositoryPolicy=text)["repositoryCreationTemplate"]
    assert (changed["description"], changed["imageTagMutability"]) == ("ours", "IMMUTABLE"), changed
    assert changed["updatedAt"] >= changed["createdAt"], changed
    [held] = ecr.describe_repository_creation_templates(prefixes=["team"])["repositoryCreationTemplates"]
    assert held == changed, held
    assert made_by_a_push(own, "team/second")["imageTagMutability"] == "IMMUTABLE"
    assert "ecr:ListImages" in ecr.get_repository_policy(repositoryName="team/second")["policyText"]
    assert ecr.describe_repositories(repositoryNames=["team/first"])["repositories"] == [first]
    update(prefix="team", appliedFor=["REPLICATION"], repositoryPolicy="", description="")
    Registry(own, own.id).start("team/third").expect(404, "NAME_UNKNOWN")
    [held] = ecr.describe_repository_creation_templates()["repositoryCreationTemplates"]
    assert "repositoryPolicy" not in held or held["repositoryPolicy"] == "", held
    refused("TemplateNotFoundException", update, prefix="none", description="x")
    refused("InvalidParameterException", update, prefix="team", repositoryPolicy="none")


@checks("DeleteRepositoryCreationTemplate")
def without_its_template_a_push_makes_nothing(own):
    ecr = own.client("ecr")
    ecr.create_repository_creation_template(prefix="team", **ON_PUSH)
    made_by_a_push(own, "team/app")
    gone = ecr.delete_repository_creation_template(prefix="team")
    assert gone["repositoryCreationTemplate"]["prefix"] == "team" and gone["registryId"] == own.id, gone
    assert ecr.describe_repository_creation_templates()["repositoryCreationTemplates"] == []
    Registry(own, own.id).start("team/other").expect(404, "NAME_UNKNOWN")
    refused("TemplateNotFoundException", ecr.delete_repository_creation_template, prefix="team")
    assert [one["repositoryName"] for one in ecr.describe_repositories()["repositories"]] == ["team/app"]


@checks("CreateRepositoryCreationTemplate")
def a_template_makes_tags_by_a_role(own):
    ecr = own.client("ecr")
    service = {"Effect": "Allow", "Principal": {"Service": "ecr.amazonaws.com"}, "Action": "sts:AssumeRole"}
    role = own.role("maker", allow(["ecr:CreateRepository", "ecr:TagResource"]), AssumeRolePolicyDocument=document(service))
    given = {**ON_PUSH, "resourceTags": tags(team="web"), "customRoleArn": role}
    # Who makes it must be allowed to pass the role on.
    ann = own.user("ann", allow("ecr:*")).client("ecr")
    assert not allowed(ann.create_repository_creation_template, prefix="team", **given)
    bob = own.user("bob", allow("ecr:*"), allow("iam:PassRole", role)).client("ecr")
    assert allowed(bob.create_repository_creation_template, prefix="team", **given)
    made = made_by_a_push(own, "team/app")
    assert shown(ecr.list_tags_for_resource(resourceArn=made["repositoryArn"])["tags"]) == {"team": "web"}
