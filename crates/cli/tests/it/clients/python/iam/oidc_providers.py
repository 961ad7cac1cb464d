"""OpenID Connect providers: made, found, changed, tagged, deleted. What their tokens open is `web_identity`'s in STS."""

from lab import allow, allowed, paged, refused, shown, tags
from recorder import checks

URL = "https://token.example.com/ci"
PRINTS = ["a" * 40, "b" * 40]


@checks("CreateOpenIDConnectProvider", "GetOpenIDConnectProvider", "ListOpenIDConnectProviders")
def a_provider_is_made_once_and_found_by_arn(own):
    iam, arn = own.client("iam"), f"arn:aws:iam::{own.id}:oidc-provider/token.example.com/ci"
    words = refused("NoSuchEntity", iam.get_open_id_connect_provider, OpenIDConnectProviderArn=arn)
    assert words == f"OpenIDConnect Provider not found for arn {arn}", words
    given = {"ClientIDList": ["sts.amazonaws.com"], "ThumbprintList": PRINTS[:1], "Tags": tags(team="web")}
    made = iam.create_open_id_connect_provider(Url=URL, **given)
    assert made["OpenIDConnectProviderArn"] == arn and made["Tags"] == given["Tags"], made
    found = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    assert given.items() <= found.items() and found["Url"] == "token.example.com/ci" and found["CreateDate"], found
    words = refused("EntityAlreadyExists", iam.create_open_id_connect_provider, Url=URL)
    assert words == f"Provider with url {URL} already exists.", words
    for url in ["http://token.example.com", "https://token.example.com/?a=b", "https://"]:
        refused("InvalidInput", iam.create_open_id_connect_provider, Url=url)
    refused("InvalidInput", iam.create_open_id_connect_provider, Url="https://x.example", ThumbprintList=["x" * 40])
    listed = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    assert listed == [{"Arn": arn}], listed
    assert own.another().client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"] == []


def provider(own, url=URL, **more):
    arn = own.client("iam").create_open_id_connect_provider(Url=url, **more)["OpenIDConnectProviderArn"]
    return {"OpenIDConnectProviderArn": arn}


@checks("AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider")
def audiences_come_and_go(own):
    iam, of = own.client("iam"), provider(own, ClientIDList=["one"])
    other = provider(own, "https://other.example.com", ClientIDList=["one"])
    audiences = lambda of: iam.get_open_id_connect_provider(**of)["ClientIDList"]
    iam.add_client_id_to_open_id_connect_provider(**of, ClientID="two")
    iam.add_client_id_to_open_id_connect_provider(**of, ClientID="two")
    assert audiences(of) == ["one", "two"]
    iam.remove_client_id_from_open_id_connect_provider(**of, ClientID="one")
    iam.remove_client_id_from_open_id_connect_provider(**of, ClientID="one")
    assert audiences(of) == ["two"] and audiences(other) == ["one"]
    for at in range(99):
        iam.add_client_id_to_open_id_connect_provider(**of, ClientID=f"more-{at}")
    words = refused("LimitExceeded", iam.add_client_id_to_open_id_connect_provider, **of, ClientID="one-too-many")
    assert words == "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100", words
    assert len(audiences(of)) == 100
    none = {"OpenIDConnectProviderArn": f"arn:aws:iam::{own.id}:oidc-provider/none"}
    for call in [iam.add_client_id_to_open_id_connect_provider, iam.remove_client_id_from_open_id_connect_provider]:
        refused("NoSuchEntity", call, **none, ClientID="one")


@checks("UpdateOpenIDConnectProviderThumbprint")
def thumbprints_are_replaced(own):
    iam, of = own.client("iam"), provider(own, ThumbprintList=PRINTS[:1])
    prints = lambda: iam.get_open_id_connect_provider(**of)["ThumbprintList"]
    iam.update_open_id_connect_provider_thumbprint(**of, ThumbprintList=PRINTS[1:])
    assert prints() == PRINTS[1:]
    for wrong in [["x" * 40], PRINTS * 3]:
        refused("InvalidInput", iam.update_open_id_connect_provider_thumbprint, **of, ThumbprintList=wrong)
    assert prints() == PRINTS[1:]
    none = {"OpenIDConnectProviderArn": of["OpenIDConnectProviderArn"] + "x"}
    refused("NoSuchEntity", iam.update_open_id_connect_provider_thumbprint, **none, ThumbprintList=PRINTS)


@checks("DeleteOpenIDConnectProvider")
def a_deleted_provider_leaves_nothing(own):
    iam, of = own.client("iam"), provider(own, ClientIDList=["one"], Tags=tags(team="web"))
    other = provider(own, "https://other.example.com")
    iam.delete_open_id_connect_provider(**of)
    refused("NoSuchEntity", iam.get_open_id_connect_provider, **of)
    refused("NoSuchEntity", iam.add_client_id_to_open_id_connect_provider, **of, ClientID="two")
    # Once more is no fault (IAM API Reference).
    iam.delete_open_id_connect_provider(**of)
    listed = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    assert listed == [{"Arn": other["OpenIDConnectProviderArn"]}], listed
    assert provider(own) == of
    again = iam.get_open_id_connect_provider(**of)
    assert again.get("ClientIDList", []) == [] and "Tags" not in again, again


@checks("TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "ListOpenIDConnectProviderTags")
def tags_of_providers(own):
    ann = own.user("ann", allow("iam:GetOpenIDConnectProvider", Condition={"StringEquals": {"aws:ResourceTag/team": "ops"}}))
    iam, of = own.client("iam"), provider(own, Tags=tags(team="web"))
    other = provider(own, "https://other.example.com", Tags=tags(team="web"))
    hers = ann.client("iam").get_open_id_connect_provider
    assert not allowed(hers, **of)
    iam.tag_open_id_connect_provider(**of, Tags=tags(Team="ops", stage="dev"))
    assert shown(paged(iam, "list_open_id_connect_provider_tags", "Tags", **of)) == {"Team": "ops", "stage": "dev"}
    assert shown(iam.get_open_id_connect_provider(**of)["Tags"]) == {"Team": "ops", "stage": "dev"}
    assert allowed(hers, **of) and not allowed(hers, **other)
    iam.untag_open_id_connect_provider(**of, TagKeys=["team"])
    assert not allowed(hers, **of)
    assert shown(iam.list_open_id_connect_provider_tags(**of)["Tags"]) == {"stage": "dev"}
    assert shown(iam.list_open_id_connect_provider_tags(**other)["Tags"]) == {"team": "web"}
    none = {"OpenIDConnectProviderArn": of["OpenIDConnectProviderArn"] + "x"}
    for call, more in [(iam.tag_open_id_connect_provider, {"Tags": tags(a="b")}),
                       (iam.untag_open_id_connect_provider, {"TagKeys": ["a"]}), (iam.list_open_id_connect_provider_tags, {})]:
        refused("NoSuchEntity", call, **none, **more)
