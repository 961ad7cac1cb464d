"""Roles for the holders of an issuer's tokens. The request has no signature: the token proves who asks. `TOKENS` has the issuer's."""

import json
import os

from botocore import UNSIGNED
from botocore.config import Config

from lab import ONCE, Principal, allow, allowed, document, recorded, refused
from recorder import checks

ISSUER, TOKENS = os.environ.get("ISSUER", ""), json.loads(os.environ.get("TOKENS", "{}"))
HOST = ISSUER.removeprefix("https://")
AUDIENCE, MAIN = "sts.amazonaws.com", "repo:octo/app:ref:refs/heads/main"


def unsigned():
    return recorded.client("sts", config=ONCE.merge(Config(signature_version=UNSIGNED)))


def trusting(own, name, actions="sts:AssumeRoleWithWebIdentity", **condition):
    """A role for the issuer's tokens under a condition on their claims."""
    provider = f"arn:aws:iam::{own.id}:oidc-provider/{HOST}"
    lets = {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": actions}
    if condition:
        lets["Condition"] = {"StringEquals": {f"{HOST}:{claim}": value for claim, value in condition.items()}}
    return own.role(name, allow("ecr:*"), AssumeRolePolicyDocument=document(lets))


def provider(own, audience=AUDIENCE):
    made = own.client("iam").create_open_id_connect_provider(Url=ISSUER, ClientIDList=[audience])
    return made["OpenIDConnectProviderArn"]


@checks("AssumeRoleWithWebIdentity")
def a_token_becomes_a_session(own):
    trusted = provider(own)
    role, sts = trusting(own, "ci", aud=AUDIENCE, sub=MAIN), unsigned()
    asked = {"RoleArn": role, "RoleSessionName": "run-1", "WebIdentityToken": TOKENS["main"]}
    answer = sts.assume_role_with_web_identity(**asked)
    told = {name: answer[name] for name in ("SubjectFromWebIdentityToken", "Audience", "Provider")}
    assert told == {"SubjectFromWebIdentityToken": MAIN, "Audience": AUDIENCE, "Provider": trusted}, told
    session = Principal(answer["Credentials"])
    arn = f"arn:aws:sts::{own.id}:assumed-role/ci/run-1"
    assert answer["AssumedRoleUser"]["Arn"] == arn == session.client("sts").get_caller_identity()["Arn"], answer
    session.client("ecr").create_repository(repositoryName="app")
    assert own.client("ecr").describe_repositories()["repositories"][0]["repositoryName"] == "app"
    narrow = sts.assume_role_with_web_identity(**asked, Policy=document(allow("ecr:Describe*")), DurationSeconds=900)
    narrow = Principal(narrow["Credentials"]).client("ecr")
    assert allowed(narrow.describe_repositories) and not allowed(narrow.delete_repository, repositoryName="app")
    # What the trust policy does not let in, and a role that is not there: the words are the same.
    for more in [{"WebIdentityToken": TOKENS["feature"]}, {"RoleArn": role + "-none"}]:
        words = refused("AccessDenied", sts.assume_role_with_web_identity, **{**asked, **more})
        assert words == "Not authorized to perform sts:AssumeRoleWithWebIdentity", words
    # Nor does a trusted account help, or a provider of another account.
    plain = own.role("plain")
    refused("AccessDenied", sts.assume_role_with_web_identity, **{**asked, "RoleArn": plain})
    other = own.another()
    words = refused("InvalidIdentityToken", sts.assume_role_with_web_identity,
                    **{**asked, "RoleArn": trusting(other, "ci")})
    assert words == f"No OpenIDConnect provider found in your account for {ISSUER}", words


@checks("AssumeRoleWithWebIdentity")
def a_token_that_proves_nothing_opens_nothing(own):
    provider(own)
    role, sts = trusting(own, "ci"), unsigned()
    asked = {"RoleArn": role, "RoleSessionName": "run-1", "WebIdentityToken": TOKENS["main"]}
    for name, code in [
        ("forged", "InvalidIdentityToken"), ("audience", "InvalidIdentityToken"), ("late", "ExpiredTokenException"),
    ]:
        refused(code, sts.assume_role_with_web_identity, **{**asked, "WebIdentityToken": TOKENS[name]})
    head, claims, signature = TOKENS["main"].split(".")
    for token in ["not a token", f"{head}.{claims}.", f"{head}.{TOKENS['feature'].split('.')[1]}.{signature}"]:
        refused("InvalidIdentityToken", sts.assume_role_with_web_identity, **{**asked, "WebIdentityToken": token})
    refused("InvalidIdentityToken", sts.assume_role_with_web_identity, **asked, ProviderId="www.amazon.com")
    refused("ValidationError", sts.assume_role_with_web_identity, **asked, DurationSeconds=3601)
    opened = Principal(sts.assume_role_with_web_identity(**asked)["Credentials"])
    assert opened.client("sts").get_caller_identity()["Account"] == own.id
    # Without its provider the token proves nothing any more.
    iam = own.client("iam")
    [known] = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=known["Arn"])
    refused("InvalidIdentityToken", sts.assume_role_with_web_identity, **asked)


@checks("AssumeRoleWithWebIdentity")
def a_tokens_tags_are_the_sessions(own):
    provider(own)
    every = [f"sts:{name}" for name in ("AssumeRoleWithWebIdentity", "TagSession", "SetSourceIdentity")]
    role, strict, sts = trusting(own, "ci", every), trusting(own, "strict"), unsigned()
    asked = {"RoleSessionName": "run-1", "WebIdentityToken": TOKENS["tagged"]}
    refused("AccessDenied", sts.assume_role_with_web_identity, **asked, RoleArn=strict)
    answer = sts.assume_role_with_web_identity(**asked, RoleArn=role)
    assert answer["SourceIdentity"] == "mona" and answer["PackedPolicySize"] > 0, answer
    of_web = {"StringEquals": {"aws:PrincipalTag/team": "web", "aws:SourceIdentity": "mona"}}
    own.client("iam").put_role_policy(
        RoleName="ci", PolicyName="own", PolicyDocument=document(allow("ecr:DescribeRepositories", Condition=of_web)))
    assert allowed(Principal(answer["Credentials"]).client("ecr").describe_repositories)
    plain = sts.assume_role_with_web_identity(**{**asked, "WebIdentityToken": TOKENS["main"]}, RoleArn=role)
    assert not allowed(Principal(plain["Credentials"]).client("ecr").describe_repositories)
