"""Policies of repositories and of the registry: who else may come in."""

import json

from images import push
from lab import REGION, allow, allowed, deny, document, outsider, refused, unused, within
from recorder import checks


def lets(principal, *actions, effect="Allow", **more):
    return document({"Effect": effect, "Principal": principal, "Action": list(actions), **more})


@checks("SetRepositoryPolicy", "GetRepositoryPolicy", "DeleteRepositoryPolicy")
def a_repository_is_shared(own):
    ecr, app, other = own.client("ecr"), {"repositoryName": "app"}, own.another()
    for name in ["app", "shut"]:
        ecr.create_repository(repositoryName=name)
        push(ecr, name, "v1")
    there = {"registryId": own.id, "imageIds": [{"imageTag": "v1"}]}
    pull = other.client("ecr").batch_get_image
    for call in [ecr.get_repository_policy, ecr.delete_repository_policy]:
        words = refused("RepositoryPolicyNotFoundException", call, **app)
        assert words == (f"Repository policy does not exist for the repository with name 'app' in the registry with id "
                         f"'{own.id}'"), words
    assert not allowed(pull, **there, **app)
    text = lets({"AWS": other.id}, "ecr:BatchGetImage")
    told = ecr.set_repository_policy(**app, policyText=text)
    assert (told["registryId"], told["repositoryName"]) == (own.id, "app"), told
    held = ecr.get_repository_policy(**app)
    assert held["policyText"] == told["policyText"] and "ecr:BatchGetImage" in held["policyText"], held
    assert len(pull(**there, **app)["images"]) == 1 and not allowed(pull, **there, repositoryName="shut")
    assert not allowed(other.client("ecr").list_images, registryId=own.id, **app)
    # It is replaced as a whole.
    ecr.set_repository_policy(**app, policyText=lets({"AWS": other.id}, "ecr:ListImages"))
    assert not allowed(pull, **there, **app) and allowed(other.client("ecr").list_images, registryId=own.id, **app)
    gone = ecr.delete_repository_policy(**app)
    assert "ecr:ListImages" in gone["policyText"], gone
    assert not allowed(other.client("ecr").list_images, registryId=own.id, **app)
    refused("RepositoryPolicyNotFoundException", ecr.get_repository_policy, **app)


@checks("SetRepositoryPolicy")
def a_policy_that_is_refused_changes_nothing(own):
    ecr, app, ann = own.client("ecr"), {"repositoryName": "app"}, own.user("ann", allow("ecr:*"))
    ecr.create_repository(**app)
    shut = lets({"AWS": ann.arn}, "ecr:ListImages", effect="Deny")
    ecr.set_repository_policy(**app, policyText=shut)
    assert not allowed(ann.client("ecr").list_images, **app)
    for text in ["none", "{}", lets({"AWS": f"arn:aws:iam::{own.id}:user/none"}, "ecr:ListImages"), document(allow("ecr:*"))]:
        words = refused("InvalidParameterException", ecr.set_repository_policy, **app, policyText=text)
        assert "PolicyText" in words, words
    # A caller is not shut out by mistake, only with `force`.
    for_ever = lets("*", "ecr:SetRepositoryPolicy", effect="Deny")
    refused("InvalidParameterException", ann.client("ecr").set_repository_policy, **app, policyText=for_ever)
    assert not allowed(ann.client("ecr").list_images, **app)
    ann.client("ecr").set_repository_policy(**app, policyText=for_ever, force=True)
    assert allowed(ann.client("ecr").list_images, **app)
    assert not allowed(ann.client("ecr").set_repository_policy, **app, policyText=shut)
    refused("RepositoryNotFoundException", ecr.set_repository_policy, repositoryName="none", policyText=shut)


@checks("SetRepositoryPolicy")
def no_policy_waits_for_an_account(own):
    ecr, app, id = own.client("ecr"), {"repositoryName": "app"}, unused()
    ecr.create_repository(**app)
    for name in [*within(id), f"arn:aws:iam::{own.id}:role/none"]:
        text = lets({"AWS": name}, "ecr:ListImages")
        words = refused("InvalidParameterException", ecr.set_repository_policy, **app, policyText=text)
        assert words.endswith(f"'Invalid repository policy provided: Principal not found: {name}'"), words
    reads = outsider(id).client("ecr").list_images
    assert not allowed(reads, registryId=own.id, **app)
    for name in within(id)[:2]:
        text = lets({"AWS": name}, "ecr:ListImages")
        assert ecr.set_repository_policy(**app, policyText=text)["policyText"] == text
        assert allowed(reads, registryId=own.id, **app)
        ecr.set_repository_policy(**app, policyText=lets({"AWS": own.id}, "ecr:ListImages"))
        assert not allowed(reads, registryId=own.id, **app)


@checks("PutRegistryPolicy", "GetRegistryPolicy", "DeleteRegistryPolicy")
def a_registry_is_shared(own):
    ecr, other = own.client("ecr"), own.another()
    for name in ["team/app", "app"]:
        ecr.create_repository(repositoryName=name)
        push(ecr, name, "v1")
    for call in [ecr.get_registry_policy, ecr.delete_registry_policy]:
        words = refused("RegistryPolicyNotFoundException", call)
        assert words == f"Registry policy does not exist in the registry with id '{own.id}'", words
    arn = f"arn:aws:ecr:{REGION}:{own.id}:repository/team/*"
    text = lets({"AWS": other.id}, "ecr:BatchGetImage", "ecr:CreateRepository", Resource=arn)
    told = ecr.put_registry_policy(policyText=text)
    assert told["registryId"] == own.id and json.loads(told["policyText"]) == json.loads(text), told
    assert ecr.get_registry_policy()["policyText"] == told["policyText"]
    pull, there = other.client("ecr").batch_get_image, {"registryId": own.id, "imageIds": [{"imageTag": "v1"}]}
    assert allowed(pull, **there, repositoryName="team/app") and not allowed(pull, **there, repositoryName="app")
    make, of = other.client("ecr").create_repository, {"registryId": own.id}
    assert allowed(make, **of, repositoryName="team/new") and not allowed(make, **of, repositoryName="new")
    # In another Region the registry is another one.
    refused("RegistryPolicyNotFoundException", own.client("ecr", "eu-west-1").get_registry_policy)
    for bad in ["none", "{}", document(deny("ecr:*"))]:
        refused("InvalidParameterException", ecr.put_registry_policy, policyText=bad)
    assert allowed(pull, **there, repositoryName="team/app")
    assert ecr.delete_registry_policy()["policyText"] == told["policyText"]
    assert not allowed(pull, **there, repositoryName="team/app")
    refused("RegistryPolicyNotFoundException", ecr.get_registry_policy)
