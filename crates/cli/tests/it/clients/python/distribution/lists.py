"""Names of repositories and of tags, in pages."""

from images import push
from lab import REGION, allow
from oci import Registry
from recorder import checks


def paged(registry, operation, path, key, size):
    """All names, in pages of a size by the links to the next."""
    names, at = [], f"{path}?n={size}"
    while at:
        answer = registry.call(operation, "GET", at).expect(200)
        page = answer.json()[key]
        assert len(page) <= size, page
        names += page
        link = answer.headers.get("link")
        at = link.split(">")[0].removeprefix("<") if link else None
    assert names == registry.call(operation, "GET", path).expect(200).json()[key], names
    return names


@checks("ListCatalog")
def repositories_are_listed_in_pages(own):
    registry = Registry(own, own.id)
    assert registry.call("ListCatalog", "GET", "/v2/_catalog").expect(200).json()["repositories"] == []
    made = ["app", "app/base", "other", "team/web"]
    for name in made:
        own.client("ecr").create_repository(repositoryName=name)
    own.another().client("ecr").create_repository(repositoryName="foreign")
    assert paged(registry, "ListCatalog", "/v2/_catalog", "repositories", 2) == made
    assert paged(registry, "ListCatalog", "/v2/_catalog", "repositories", 3) == made
    token = allow("ecr:GetAuthorizationToken")
    one = allow("ecr:DescribeRepositories", f"arn:aws:ecr:{REGION}:{own.id}:repository/app")
    for user, status in [(own.user("ann", token, one), 403), (own.user("bob", token, allow("ecr:DescribeRepositories")), 200)]:
        Registry(user, own.id).call("ListCatalog", "GET", "/v2/_catalog").expect(status)


@checks("ListTags")
def tags_are_listed_in_pages(own):
    registry, ecr = Registry(own, own.id), own.client("ecr")
    ecr.create_repository(repositoryName="app")
    path = "/v2/app/tags/list"
    assert registry.call("ListTags", "GET", path).expect(200).json() == {"name": "app", "tags": []}
    push(ecr, "app", "v1", "v2", "latest")
    push(ecr, "app", "v3", "V4")
    push(ecr, "app", note="untagged")
    assert paged(registry, "ListTags", path, "tags", 2) == ["latest", "v1", "v2", "v3", "V4"]
    registry.call("ListTags", "GET", "/v2/none/tags/list").expect(404, "NAME_UNKNOWN")
    every = registry.call("ListTags", "GET", f"{path}?n=1001").expect(200).json()["tags"]
    assert every == ["latest", "v1", "v2", "v3", "V4"]
    ann = Registry(own.user("ann", allow("ecr:GetAuthorizationToken")), own.id)
    ann.call("ListTags", "GET", path).expect(403, "DENIED")
