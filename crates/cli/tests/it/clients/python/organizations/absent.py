"""What an organization here has none of: delegated administrators, services with access, invitations."""

from lab import allowed, refused
from recorder import checks, refuses

LISTS = {
    "list_delegated_administrators": "DelegatedAdministrators",
    "list_aws_service_access_for_organization": "EnabledServicePrincipals",
    "list_handshakes_for_organization": "Handshakes",
}


@checks("ListDelegatedAdministrators", "ListAWSServiceAccessForOrganization", "ListHandshakesForOrganization")
def an_organization_has_none_of_what_cannot_be_made(own):
    own.leave()
    org = own.client("organizations")
    for method in LISTS:
        refused("AWSOrganizationsNotInUseException", getattr(org, method))
    org.create_organization()
    member, ann = own.member(), own.user("ann")
    for method, key in LISTS.items():
        assert getattr(org, method)()[key] == []
        refused("InvalidInputException", getattr(org, method), NextToken="none")
        words = refused("AccessDeniedException", getattr(member.client("organizations"), method))
        assert words == "You don't have permissions to access this resource.", words
        assert not allowed(getattr(ann.client("organizations"), method))
    for make, arguments in [
        (org.register_delegated_administrator, {"AccountId": member.id, "ServicePrincipal": "ecr.amazonaws.com"}),
        (org.enable_aws_service_access, {"ServicePrincipal": "ecr.amazonaws.com"}),
        (org.invite_account_to_organization, {"Target": {"Id": member.id, "Type": "ACCOUNT"}}),
    ]:
        refused("UnknownOperationException", make, **arguments)


@checks("ListHandshakesForAccount")
def an_account_has_no_invitations(own):
    own.found()
    member = own.member()
    for account in [own, member]:
        assert account.client("organizations").list_handshakes_for_account()["Handshakes"] == []
    refused("InvalidInputException", own.client("organizations").list_handshakes_for_account, NextToken="none")
    assert not allowed(own.user("ann").client("organizations").list_handshakes_for_account)


@refuses("ListDelegatedServicesForAccount")
def no_account_administers_a_service(own):
    own.found()
    org, member = own.client("organizations"), own.member()
    for account in [own, member]:
        refused("AccountNotRegisteredException", org.list_delegated_services_for_account, AccountId=account.id)
    refused("AccountNotFoundException", org.list_delegated_services_for_account, AccountId=own.another().id)
