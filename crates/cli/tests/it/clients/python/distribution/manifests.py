"""Manifests come down, by tag and by digest, in a type that the client takes. They go up and away by ECR's own operations."""

from images import digest, index, push
from lab import allow, document
from oci import INDEX, MANIFEST, Registry
from recorder import checks


@checks("GetManifest")
def a_manifest_comes_down_by_tag_and_digest(own):
    registry, ecr = Registry(own, own.id), own.client("ecr")
    ecr.create_repository(repositoryName="app")
    text = push(ecr, "app", "v1")
    registry.put_manifest("app", "all", index(text), INDEX).expect(201)
    for name, held, kind in [("v1", text, MANIFEST), ("all", index(text), INDEX)]:
        of = digest(held.encode())
        for reference in [name, of]:
            answer = registry.manifest("app", reference).expect(200)
            assert answer.body == held.encode() and answer.headers["content-type"] == kind, answer.headers
            assert answer.headers["docker-content-digest"] == of, answer.headers
            told = registry.manifest("app", reference, "HEAD").expect(200)
            assert told.body == b"" and told.headers["docker-content-digest"] == of, told.headers
        registry.manifest("app", name, If_None_Match=f'"{of}"').expect(304)
    registry.manifest("app", "none").expect(404, "MANIFEST_UNKNOWN")
    registry.manifest("app", digest(b"none")).expect(404, "MANIFEST_UNKNOWN")
    registry.manifest("none", "v1").expect(404, "NAME_UNKNOWN")
    # The tag moves.
    moved = push(ecr, "app", "v1", note="moved")
    assert registry.manifest("app", "v1").expect(200).body == moved.encode()
    assert registry.manifest("app", digest(text.encode())).expect(200).body == text.encode()


@checks("GetManifest")
def who_pulls_needs_both_sides(own):
    ecr, other = own.client("ecr"), own.another()
    ecr.create_repository(repositoryName="app")
    text, pull = push(ecr, "app", "v1"), allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"])
    ann, bob, foreign = (Registry(user, own.id) for user in [
        own.user("ann", pull), own.user("bob", allow("ecr:GetAuthorizationToken")), other.user("ann", pull),
    ])
    ann.manifest("app", "v1").expect(200)
    for registry in [bob, foreign]:
        registry.manifest("app", "v1").expect(403, "DENIED")
        registry.manifest("none", "v1").expect(403, "DENIED")
    to = {"Effect": "Allow", "Principal": {"AWS": other.id}, "Action": "ecr:BatchGetImage"}
    ecr.set_repository_policy(repositoryName="app", policyText=document(to))
    assert foreign.manifest("app", "v1").expect(200).body == text.encode()
    bob.manifest("app", "v1").expect(403, "DENIED")
