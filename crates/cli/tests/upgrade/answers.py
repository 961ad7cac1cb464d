"""What a folder's content reads like: the answers of every operation that only reads, for what `write.py` has written.

`write.py` keeps them and `check.py` asks again. The next generation may ask for more; what an older one kept is compared.
"""

from datetime import timezone

from botocore.exceptions import ClientError

from folder import AWAY, HOME, MANAGEMENT, REGISTRY, client

# Repositories that change when the folder is opened again, each compared by a check of its own.
CHANGING = "pending/"


# What things are told apart by, so that lists are compared whatever their order is and whatever newer members say.
NAMES = [
    "imageDigest", "imageTag", "repositoryName", "prefix", "principalArn", "Arn", "AccessKeyId", "VersionId", "Id", "TargetId"
]


def name(item):
    return [item.get(member, "") for member in NAMES]


def paged(client, operation, member, **arguments):
    """All of a list, sorted."""
    paginator = client.get_paginator(operation)
    found = [item for page in paginator.paginate(**arguments) for item in page[member]]
    return sorted(found, key=name)


def registry(ecr):
    """Everything in a registry."""
    found = {
        "registry": ecr.describe_registry(),
        "templates": paged(ecr, "describe_repository_creation_templates", "repositoryCreationTemplates"),
        "exclusions": ecr.list_pull_time_update_exclusions()["pullTimeUpdateExclusions"],
    }
    for setting in ["REGISTRY_POLICY_SCOPE", "BLOB_MOUNTING"]:
        found[setting] = answer(ecr.get_account_setting, name=setting)
    found["policy"] = answer(ecr.get_registry_policy)
    repositories = paged(ecr, "describe_repositories", "repositories")
    found["repositories"] = [entry for entry in repositories if not entry["repositoryName"].startswith(CHANGING)]
    for entry in found["repositories"]:
        of = {"repositoryName": entry["repositoryName"]}
        images = answer(paged, ecr, "describe_images", "imageDetails", **of, filter={"imageStatus": "ANY"})
        ids = answer(paged, ecr, "list_images", "imageIds", **of, filter={"imageStatus": "ANY"})
        found[entry["repositoryName"]] = {
            "tags": ecr.list_tags_for_resource(resourceArn=entry["repositoryArn"])["tags"],
            "policy": answer(ecr.get_repository_policy, **of),
            "lifecycle": answer(ecr.get_lifecycle_policy, **of),
            "preview": answer(ecr.get_lifecycle_policy_preview, **of),
            "images": images,
            "ids": ids,
            "referrers": {
                image["imageDigest"]: answer(
                    ecr.list_image_referrers, **of, subjectId={"imageDigest": image["imageDigest"]}
                )
                for image in (images if isinstance(images, list) else [])
            },
        }
    return found


def identity(iam):
    """Everything that IAM knows of an account."""
    pages = list(iam.get_paginator("get_account_authorization_details").paginate(
        Filter=["User", "Role", "Group", "LocalManagedPolicy"]
    ))
    members = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
    found = {member: sorted((item for page in pages for item in page[member]), key=name) for member in members}
    found["summary"] = iam.get_account_summary()["SummaryMap"]
    found["aliases"] = iam.list_account_aliases()["AccountAliases"]
    found["profiles"] = paged(iam, "list_instance_profiles", "InstanceProfiles")
    found["keys"] = {
        user["UserName"]: paged(iam, "list_access_keys", "AccessKeyMetadata", UserName=user["UserName"])
        for user in found["UserDetailList"]
    }
    found["providers"] = [
        iam.get_open_id_connect_provider(OpenIDConnectProviderArn=entry["Arn"])
        for entry in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    ]
    for policy in found["Policies"]:
        found[policy["PolicyName"]] = {
            "versions": paged(iam, "list_policy_versions", "Versions", PolicyArn=policy["Arn"]),
            "tags": iam.list_policy_tags(PolicyArn=policy["Arn"])["Tags"],
        }
    return found


def organization(org):
    """The organization, its tree and its policies."""
    root = org.list_roots()["Roots"][0]

    def below(parent):
        return {
            unit["Name"]: {
                "unit": org.describe_organizational_unit(OrganizationalUnitId=unit["Id"])["OrganizationalUnit"],
                "accounts": paged(org, "list_accounts_for_parent", "Accounts", ParentId=unit["Id"]),
                "below": below(unit["Id"]),
            }
            for unit in paged(org, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent)
        }

    found = {
        "organization": org.describe_organization()["Organization"],
        "root": root,
        "units": below(root["Id"]),
        "accounts": paged(org, "list_accounts", "Accounts"),
        "resource policy": answer(org.describe_resource_policy),
    }
    for account in found["accounts"]:
        found["tags of " + account["Id"]] = org.list_tags_for_resource(ResourceId=account["Id"])["Tags"]
    for kind in ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]:
        for entry in paged(org, "list_policies", "Policies", Filter=kind):
            found[entry["Name"]] = {
                "policy": org.describe_policy(PolicyId=entry["Id"])["Policy"],
                "targets": paged(org, "list_targets_for_policy", "Targets", PolicyId=entry["Id"]),
            }
    return found


def answer(call, *arguments, **ofd):
    """An answer, or the code of the fault."""
    try:
        return call(*arguments, **ofd)
    except ClientError as error:
        return error.response["Error"]["Code"]


def all_answers(keys):
    """Everything, by account and Region. `keys` are those of the accounts' root users."""
    found = {"organization": organization(client("organizations", keys[MANAGEMENT]))}
    for account in [MANAGEMENT, REGISTRY]:
        found["identity " + account] = identity(client("iam", keys[account]))
        for region in [HOME, AWAY]:
            found[f"registry {account} {region}"] = registry(client("ecr", keys[account], region))
    return plain(found)


def plain(value):
    """JSON's types; without what belongs to a call and not to its answer."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else value.astimezone(timezone.utc).isoformat()


def lacks(kept, found, path=""):
    """Where `found` has not what was kept. A newer program may say more."""
    if isinstance(kept, dict) and isinstance(found, dict):
        for key, value in kept.items():
            if key not in found:
                yield f"{path}/{key} is missing"
            else:
                yield from lacks(value, found[key], f"{path}/{key}")
    elif isinstance(kept, list) and isinstance(found, list) and len(kept) == len(found):
        for number, (one, other) in enumerate(zip(kept, found)):
            yield from lacks(one, other, f"{path}/{number}")
    elif kept != found:
        yield f"{path}: was {kept!r}, is {found!r}"
