"""Repositories: made, found, changed, deleted."""

from images import index, push
from lab import REGION, allow, allowed, paged, refused, shown, tags
from recorder import checks


@checks("CreateRepository", "DescribeRepositories")
def a_repository_is_made_once(own):
    ecr = own.client("ecr")
    assert ecr.describe_repositories()["repositories"] == []
    made = ecr.create_repository(repositoryName="team/app", tags=tags(team="web"))["repository"]
    arn = f"arn:aws:ecr:{REGION}:{own.id}:repository/team/app"
    expected = {
        "repositoryArn": arn, "registryId": own.id, "repositoryName": "team/app", "imageTagMutability": "MUTABLE",
        "imageScanningConfiguration": {"scanOnPush": False}, "encryptionConfiguration": {"encryptionType": "AES256"},
    }
    assert expected.items() <= made.items() and made["createdAt"].year > 2000, made
    uri = made["repositoryUri"]
    assert uri.startswith(f"{own.id}.dkr.ecr.{REGION}.") and uri.endswith("/team/app"), uri
    assert ecr.describe_repositories(repositoryNames=["team/app"])["repositories"] == [made]
    assert shown(ecr.list_tags_for_resource(resourceArn=arn)["tags"]) == {"team": "web"}
    words = refused("RepositoryAlreadyExistsException", ecr.create_repository, repositoryName="team/app")
    assert words == f"The repository with name 'team/app' already exists in the registry with id '{own.id}'", words
    for name in ["App", "a", "-app", "app//web", "app/", "a" * 257]:
        refused("InvalidParameterException", ecr.create_repository, repositoryName=name)
    refused("InvalidTagParameterException", ecr.create_repository, repositoryName="other", tags=[{"Key": "aws:a", "Value": ""}])
    # Every Region and every account has a registry of its own.
    for elsewhere in [own.client("ecr", "eu-west-1"), own.another().client("ecr")]:
        assert elsewhere.describe_repositories()["repositories"] == []
        there = elsewhere.create_repository(repositoryName="team/app")["repository"]
        assert there["repositoryArn"] != arn, there
    assert ecr.describe_repositories()["repositories"] == [made]


@checks("CreateRepository")
def settings_are_taken_from_the_beginning(own):
    ecr = own.client("ecr")
    filters = [{"filterType": "WILDCARD", "filter": "latest*"}]
    key = own.client("kms").create_key()["KeyMetadata"]["Arn"]
    for name, given in [
        ("fixed", {"imageTagMutability": "IMMUTABLE"}),
        ("most", {"imageTagMutability": "IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters": filters}),
        ("sealed", {"encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": key}}),
    ]:
        ecr.create_repository(repositoryName=name, **given)
        [found] = ecr.describe_repositories(repositoryNames=[name])["repositories"]
        assert given.items() <= found.items(), found
    for given in [
        {"imageTagMutability": "MUTABLE", "imageTagMutabilityExclusionFilters": filters},
        {"imageTagMutability": "MUTABLE_WITH_EXCLUSION"},
        {"encryptionConfiguration": {"encryptionType": "AES256", "kmsKey": key}},
    ]:
        refused("InvalidParameterException", ecr.create_repository, repositoryName="none", **given)
    words = refused("RepositoryNotFoundException", ecr.describe_repositories, repositoryNames=["fixed", "none"])
    assert words == f"The repository with name 'none' does not exist in the registry with id '{own.id}'", words


@checks("DescribeRepositories")
def repositories_are_listed_in_pages(own):
    ecr = own.client("ecr")
    names = ["a1", "app", "app/base", "team/web", "z9"]
    for name in reversed(names):
        ecr.create_repository(repositoryName=name)
    listed = paged(ecr, "describe_repositories", "repositories", size=2)
    assert [one["repositoryName"] for one in listed] == names, listed
    some = ecr.describe_repositories(repositoryNames=["z9", "app"])["repositories"]
    assert {one["repositoryName"] for one in some} == {"z9", "app"}, some
    refused("InvalidParameterException", ecr.describe_repositories, maxResults=1001)
    refused("InvalidParameterException", ecr.describe_repositories, nextToken="none")
    refused("InvalidParameterException", ecr.describe_repositories, repositoryNames=["app"], maxResults=1)
    # Who may see one by its name may not list them all.
    ann = own.user("ann", allow("ecr:DescribeRepositories", f"arn:aws:ecr:{REGION}:{own.id}:repository/app"))
    see = ann.client("ecr").describe_repositories
    assert allowed(see, repositoryNames=["app"]) and not allowed(see, repositoryNames=["z9"]) and not allowed(see)


@checks("PutImageTagMutability")
def tags_are_fixed_as_the_repository_says(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    for name in ["app", "other"]:
        ecr.create_repository(repositoryName=name)

    def moved(tag, note):
        return {**app, "imageTag": tag, "imageManifest": index(annotations={"note": note})}

    ecr.put_image(**moved("v1", "first"))
    ecr.put_image(**moved("v1", "moved"))
    told = ecr.put_image_tag_mutability(**app, imageTagMutability="IMMUTABLE")
    assert (told["repositoryName"], told["imageTagMutability"]) == ("app", "IMMUTABLE"), told
    words = refused("ImageTagAlreadyExistsException", ecr.put_image, **moved("v1", "again"))
    assert words == ("The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the tag is "
                     "immutable."), words
    ecr.put_image(**moved("v2", "new tags are free"))
    for mode, fixed, free in [("IMMUTABLE_WITH_EXCLUSION", "v1", "v2"), ("MUTABLE_WITH_EXCLUSION", "v2", "v1")]:
        filters = [{"filterType": "WILDCARD", "filter": "*2"}]
        ecr.put_image_tag_mutability(**app, imageTagMutability=mode, imageTagMutabilityExclusionFilters=filters)
        [found] = ecr.describe_repositories(repositoryNames=["app"])["repositories"]
        assert (found["imageTagMutability"], found["imageTagMutabilityExclusionFilters"]) == (mode, filters), found
        refused("ImageTagAlreadyExistsException", ecr.put_image, **moved(fixed, f"{mode} fixed"))
        ecr.put_image(**moved(free, f"{mode} free"))
    refused("InvalidParameterException", ecr.put_image_tag_mutability, **app, imageTagMutability="IMMUTABLE_WITH_EXCLUSION")
    refused("RepositoryNotFoundException", ecr.put_image_tag_mutability, repositoryName="none", imageTagMutability="MUTABLE")
    ecr.put_image_tag_mutability(**app, imageTagMutability="MUTABLE")
    ecr.put_image(**moved("v2", "and again"))
    [other] = ecr.describe_repositories(repositoryNames=["other"])["repositories"]
    assert other["imageTagMutability"] == "MUTABLE", other


@checks("DeleteRepository")
def a_repository_is_deleted_with_all_that_it_has(own):
    ecr, app = own.client("ecr"), {"repositoryName": "app"}
    made = ecr.create_repository(**app, tags=tags(team="web"))["repository"]
    ecr.create_repository(repositoryName="other")
    push(ecr, "app", "v1")
    words = refused("RepositoryNotEmptyException", ecr.delete_repository, **app)
    assert words == (f"The repository with name 'app' in registry with id '{own.id}' cannot be deleted because it still "
                     "contains images"), words
    assert len(ecr.list_images(**app)["imageIds"]) == 1
    assert ecr.delete_repository(**app, force=True)["repository"] == made
    for call in [ecr.delete_repository, ecr.list_images, ecr.get_repository_policy]:
        refused("RepositoryNotFoundException", call, **app)
    assert [one["repositoryName"] for one in ecr.describe_repositories()["repositories"]] == ["other"]
    # A repository of the name that is made again has nothing of the old one.
    again = ecr.create_repository(**app)["repository"]
    assert ecr.list_images(**app)["imageIds"] == [] and again["createdAt"] >= made["createdAt"], again
    assert ecr.list_tags_for_resource(resourceArn=again["repositoryArn"])["tags"] == []
    ecr.put_image(**app, imageManifest=index(), imageTag="v1")
    ecr.delete_repository(**app, force=True)
    refused("RepositoryNotFoundException", ecr.list_images, **app)
