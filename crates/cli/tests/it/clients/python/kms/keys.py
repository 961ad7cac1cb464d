"""Keys and aliases of the local key ring: who may do what, and what a disabled key shuts."""

from lab import allow, allowed, paged, refused
from recorder import checks


@checks("CreateKey", "DescribeKey", "ListKeys")
def keys_are_made_and_found(own):
    kms = own.client("kms")
    assert kms.list_keys()["Keys"] == []
    made = [kms.create_key(Description=f"number {at}")["KeyMetadata"] for at in range(3)]
    assert [key["Description"] for key in made] == ["number 0", "number 1", "number 2"]
    listed = paged(kms, "list_keys", "Keys")
    assert {key["KeyArn"] for key in listed} == {key["Arn"] for key in made} and len(listed) == 3
    for key in made:
        for name in [key["KeyId"], key["Arn"]]:
            found = kms.describe_key(KeyId=name)["KeyMetadata"]
            assert (found["Arn"], found["KeyState"], found["Enabled"]) == (key["Arn"], "Enabled", True), found
    refused("NotFoundException", kms.describe_key, KeyId="none")
    refused("UnsupportedOperationException", kms.create_key, KeySpec="RSA_2048")
    refused("UnsupportedOperationException", kms.create_key, Policy="{}")
    refused("ValidationException", kms.create_key, Description="a" * 8193)
    # Another account's ring is another one.
    other = own.another().client("kms")
    assert other.list_keys()["Keys"] == []
    refused("NotFoundException", other.describe_key, KeyId=made[0]["KeyId"])


@checks("CreateAlias", "ListAliases")
def aliases_name_keys(own):
    kms = own.client("kms")
    one, two = (kms.create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
    kms.create_alias(AliasName="alias/images", TargetKeyId=one)
    kms.create_alias(AliasName="alias/team/images", TargetKeyId=two)
    one_arn = kms.describe_key(KeyId="alias/images")["KeyMetadata"]["Arn"]
    assert one_arn.endswith(f":key/{one}")
    listed = paged(kms, "list_aliases", "Aliases")
    assert [(alias["AliasName"], alias["TargetKeyId"]) for alias in listed] == [
        ("alias/images", one), ("alias/team/images", two)], listed
    only = kms.list_aliases(KeyId=two)["Aliases"]
    assert [alias["AliasName"] for alias in only] == ["alias/team/images"]
    refused("AlreadyExistsException", kms.create_alias, AliasName="alias/images", TargetKeyId=two)
    refused("InvalidAliasNameException", kms.create_alias, AliasName="images", TargetKeyId=two)
    refused("InvalidAliasNameException", kms.create_alias, AliasName="alias/aws/images", TargetKeyId=two)
    refused("NotFoundException", kms.create_alias, AliasName="alias/none", TargetKeyId="none")
    assert len(kms.list_aliases()["Aliases"]) == 2
    # What changes a key is told its id or its ARN.
    for name in ["alias/images", one_arn.replace(f"key/{one}", "alias/images")]:
        assert kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"] == one
        refused("NotFoundException", kms.create_alias, AliasName="alias/more", TargetKeyId=name)
        for change in [kms.disable_key, kms.enable_key, kms.rotate_key_on_demand]:
            refused("NotFoundException", change, KeyId=name)
    kms.create_alias(AliasName="alias/more", TargetKeyId=one_arn)


@checks("DisableKey", "EnableKey")
def a_disabled_key_shuts_what_it_sealed(own):
    kms, ecr = own.client("kms"), own.client("ecr")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    sealed = {"encryptionType": "KMS", "kmsKey": key}
    ecr.create_repository(repositoryName="sealed", encryptionConfiguration=sealed)
    kms.disable_key(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
    refused("KmsException", ecr.create_repository, repositoryName="more", encryptionConfiguration=sealed)
    kms.enable_key(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Enabled"]
    ecr.create_repository(repositoryName="more", encryptionConfiguration=sealed)
    refused("NotFoundException", kms.disable_key, KeyId="none")


@checks("RotateKeyOnDemand", "ListKeyRotations")
def rotations_are_counted(own):
    kms = own.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    assert kms.list_key_rotations(KeyId=key)["Rotations"] == []
    for _ in range(3):
        assert kms.rotate_key_on_demand(KeyId=key)["KeyId"] == key
    rotations = paged(kms, "list_key_rotations", "Rotations", KeyId=key)
    assert [rotation["RotationType"] for rotation in rotations] == ["ON_DEMAND"] * 3, rotations
    refused("NotFoundException", kms.rotate_key_on_demand, KeyId="none")
    kms.disable_key(KeyId=key)
    refused("DisabledException", kms.rotate_key_on_demand, KeyId=key)
    kms.enable_key(KeyId=key)
    for _ in range(7):
        kms.rotate_key_on_demand(KeyId=key)
    refused("LimitExceededException", kms.rotate_key_on_demand, KeyId=key)


@checks("DescribeKey", "DisableKey")
def policies_name_the_key_and_not_its_alias(own):
    kms = own.client("kms")
    mine, other = (kms.create_key()["KeyMetadata"] for _ in range(2))
    kms.create_alias(AliasName="alias/mine", TargetKeyId=mine["KeyId"])
    kms.create_alias(AliasName="alias/other", TargetKeyId=other["KeyId"])
    ann = own.user("ann", allow("kms:DescribeKey", mine["Arn"])).client("kms")
    assert ann.describe_key(KeyId="alias/mine")["KeyMetadata"]["KeyId"] == mine["KeyId"]
    assert not allowed(ann.describe_key, KeyId="alias/other")
    assert not allowed(ann.disable_key, KeyId="alias/mine") and not allowed(ann.list_keys)
    kms.disable_key(KeyId=mine["KeyId"])
    assert ann.describe_key(KeyId=mine["Arn"])["KeyMetadata"]["KeyState"] == "Disabled"
