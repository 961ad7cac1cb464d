"""What cannot be made here: lists of it are empty, reading it finds none, and making it is unknown."""

from lab import allow, allowed, refused
from recorder import checks, refuses

USERS = {
    "list_mfa_devices": "MFADevices",
    "list_ssh_public_keys": "SSHPublicKeys",
    "list_signing_certificates": "Certificates",
    "list_service_specific_credentials": "ServiceSpecificCredentials",
}


@checks("ListMFADevices", "ListSSHPublicKeys", "ListSigningCertificates", "ListServiceSpecificCredentials")
def a_user_has_no_second_factors_keys_and_certificates(own):
    """`terraform destroy` of a user with `force_destroy` asks for all of them first."""
    ann, bob = own.user("ann", allow("iam:List*")), own.user("bob")
    for method, key in USERS.items():
        call = getattr(own.client("iam"), method)
        found = call(UserName="ann")
        assert found[key] == [] and found["IsTruncated"] is False, found
        words = refused("NoSuchEntity", call, UserName="none")
        assert words == "The user with name none cannot be found.", words
        refused("ValidationError", call, UserName="ann", Marker="none")
        # Without a name it is the caller that is meant.
        assert getattr(ann.client("iam"), method)()[key] == []
        assert not allowed(getattr(bob.client("iam"), method))
    assert own.client("iam").list_service_specific_credentials(AllUsers=True)["ServiceSpecificCredentials"] == []


@checks("ListVirtualMFADevices", "ListServerCertificates", "ListSAMLProviders")
def an_account_has_no_second_factors_certificates_and_saml_providers(own):
    iam, ann = own.client("iam"), own.user("ann")
    for method, key in [("list_virtual_mfa_devices", "VirtualMFADevices"), ("list_saml_providers", "SAMLProviderList"),
                        ("list_server_certificates", "ServerCertificateMetadataList")]:
        assert getattr(iam, method)()[key] == []
        assert not allowed(getattr(ann.client("iam"), method))
    refused("ValidationError", iam.list_virtual_mfa_devices, Marker="none")
    refused("ValidationError", iam.list_server_certificates, Marker="none")
    for make, arguments in [
        (iam.create_virtual_mfa_device, {"VirtualMFADeviceName": "phone"}),
        (iam.create_saml_provider, {"Name": "idp", "SAMLMetadataDocument": "x" * 1000}),
        (iam.upload_ssh_public_key, {"UserName": "ann", "SSHPublicKeyBody": "ssh-rsa AAAA"}),
        (iam.create_login_profile, {"UserName": "ann", "Password": "correct horse"}),
        (iam.update_account_password_policy, {"MinimumPasswordLength": 12}),
    ]:
        refused("InvalidAction", make, **arguments)


@refuses("GetLoginProfile", "DeleteLoginProfile")
def a_user_has_no_password(own):
    iam, ann = own.client("iam"), own.user("ann")
    for call in [iam.get_login_profile, iam.delete_login_profile]:
        words = refused("NoSuchEntity", call, UserName="ann")
        assert words == "Login Profile for User ann cannot be found.", words
        words = refused("NoSuchEntity", call, UserName="none")
        assert words == "The user with name none cannot be found.", words
    assert not allowed(ann.client("iam").get_login_profile)
    assert not allowed(ann.client("iam").delete_login_profile, UserName="ann")


@refuses("GetAccountPasswordPolicy")
def an_account_has_no_rules_for_passwords(own):
    words = refused("NoSuchEntity", own.client("iam").get_account_password_policy)
    assert words == f"The Password Policy with domain name {own.id} cannot be found.", words
    assert not allowed(own.user("ann").client("iam").get_account_password_policy)
