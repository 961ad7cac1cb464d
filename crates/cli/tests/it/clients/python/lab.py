"""An account of its own for each behaviour, who acts in it, and the words in which behaviours speak."""

import collections
import itertools
import json
import os
import pathlib
import sqlite3
import subprocess

from botocore.config import Config
from botocore.exceptions import ClientError

import models

DATA = pathlib.Path(os.environ["DATA_FOLDER"])
# The node's, and its clients'.
REGION = os.environ["AWS_REGION"]
# Wrong values are the server's to refuse.
ONCE = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
# Behaviours act by the first; what is made for them by the second, so that it does not count as theirs.
recorded, aside = models.session(), models.session()
numbers = itertools.count(1)
# The model of the operation that was called last.
called = collections.deque(maxlen=1)
recorded.events.register("before-call", lambda model, **_: called.append(model))


class Principal:
    """A principal with credentials: the members of an answer of IAM or STS."""

    def __init__(self, credentials, **more):
        self.credentials, self.clients = credentials, {}
        self.__dict__.update(more)

    def client(self, service, region=None, session=recorded):
        key = (service, region, session)
        if key not in self.clients:
            names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey"}
            given = {name: self.credentials[member] for name, member in names.items()}
            given["aws_session_token"] = self.credentials.get("SessionToken")
            self.clients[key] = session.client(service, region_name=region, config=ONCE, **given)
        return self.clients[key]

    def assume(self, role, session="session", **more):
        sts = self.client("sts", session=aside)
        answer = sts.assume_role(RoleArn=role, RoleSessionName=session, **more)
        return Principal(answer["Credentials"], arn=answer["AssumedRoleUser"]["Arn"])


class Account(Principal):
    """An account and a session of its administrator."""

    def user(self, name, *statements, **more):
        """A user of the account with a key, who may do what the statements say."""
        iam = self.client("iam", session=aside)
        user = iam.create_user(UserName=name, **more)["User"]
        if statements:
            iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return Principal(key, name=name, arn=user["Arn"], id=user["UserId"])

    def role(self, name, *statements, **more):
        """A role that the account's principals may assume, and that may do what the statements say."""
        iam = self.client("iam", session=aside)
        more.setdefault("AssumeRolePolicyDocument", trust(self.id))
        role = iam.create_role(RoleName=name, **more)["Role"]
        if statements:
            iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
        return role["Arn"]

    def root(self):
        """The account's root user."""
        made = wharf("access-key", "create", "--account", self.id)
        key = {"AccessKeyId": made["access_key_id"], "SecretAccessKey": made["secret_access_key"]}
        return Account(key, id=self.id, arn=f"arn:aws:iam::{self.id}:root")

    def another(self):
        """Another account of the lab's organization."""
        return account()

    def leave(self):
        """Takes the account out of the lab's organization."""
        entering.client("organizations", session=aside).remove_account_from_organization(AccountId=self.id)

    def found(self):
        """Leaves the lab's organization and founds one, whose management account it is then."""
        self.leave()
        return self.client("organizations", session=aside).create_organization()["Organization"]

    def member(self):
        """A new account of the organization that the account has founded."""
        return account(self)


def wharf(*arguments):
    command = [os.environ["WHARF"], *arguments, "--format", "json", "--data", str(DATA)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def operator():
    """A user of the management account who may enter every account that is made in its organization."""
    iam = aside.client("iam", config=ONCE)
    iam.create_user(UserName="operator")
    iam.attach_user_policy(UserName="operator", PolicyArn=ADMINISTRATOR)
    return Principal(iam.create_access_key(UserName="operator")["AccessKey"])


def account(management=None):
    """A new account, entered by the role that it was made with."""
    management = management or entering
    organizations = management.client("organizations", session=aside)
    name = f"account-{next(numbers)}"
    status = organizations.create_account(Email=f"{name}@example.com", AccountName=name)["CreateAccountStatus"]
    assert status["State"] == "SUCCEEDED", status
    return enter(management, status["AccountId"])


def unused():
    """An id that no account has."""
    return f"9{next(numbers):011}"


def outsider(id):
    """A new account of this id, by its root user, in no organization of the behaviour's."""
    made = wharf("account", "create", "--id", id)
    key = {"AccessKeyId": made["access_key_id"], "SecretAccessKey": made["secret_access_key"]}
    return Account(key, id=id, arn=f"arn:aws:iam::{id}:root")


def within(id):
    """The account and some that would be in it, as policies name them."""
    users = [f"arn:aws:iam::{id}:{name}" for name in ("root", "user/none", "role/none")]
    return [id, *users, f"arn:aws:sts::{id}:assumed-role/none/run", f"arn:aws:sts::{id}:federated-user/none"]


def enter(management, id, role="OrganizationAccountAccessRole"):
    arn = f"arn:aws:iam::{id}:role/{role}"
    sts = management.client("sts", session=aside)
    session = sts.assume_role(RoleArn=arn, RoleSessionName="administrator")
    return Account(session["Credentials"], id=id, arn=session["AssumedRoleUser"]["Arn"])


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions, resource="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


def deny(actions, resource="*", **more):
    return {**allow(actions, resource, **more), "Effect": "Deny"}


def trust(principal, actions="sts:AssumeRole", **more):
    return document({"Effect": "Allow", "Principal": {"AWS": principal}, "Action": actions, **more})


def refused(code, call, **arguments):
    """The message of the fault that a call is refused with."""
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, f"{error.response['Error']} instead of {code}"
        assert code in UNMODELLED or code in listed(), f"{code} is not in the model"
        assert code in UNMODELLED or type(error) is not ClientError, f"{code} has no exception of its own"
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call.__name__} is not refused with {code}: {arguments}")


def listed():
    """The codes of the faults that the model has for the operation that was called last."""
    [operation] = called
    codes = {shape.metadata.get("error", {}).get("code", shape.name) for shape in operation.error_shapes}
    return codes | UNLISTED.get(operation.name, set())


# What AWS raises all the same.
UNLISTED = {"CreateRole": {"NoSuchEntity"}, "GetAccessKeyLastUsed": {"NoSuchEntity"}}
UNMODELLED = {
    "AccessDenied", "AccessDeniedException", "ValidationError", "ValidationException",
    "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
    "InvalidAction", "UnknownOperationException", "ServiceUnavailable",
}


def allowed(call, **arguments):
    """Whether the caller's permissions let a call happen. Any other refusal is a failure."""
    try:
        call(**arguments)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("AccessDenied", "AccessDeniedException"):
            raise
        return False
    return True


def due_now(account, changes="due_at = 0", of="TRUE"):
    """Makes what a node will do for an account by itself due at once, in its database: its clock is the machine's. How much."""
    with sqlite3.connect(DATA / "regions" / REGION / "registry.db", timeout=10) as database:
        sql = f"UPDATE jobs SET {changes} WHERE account = ? AND leased_until = 0 AND {of}"
        return database.execute(sql, [account]).rowcount


def paged(client, method, key, size=1, **arguments):
    """A list in pages of a size: they are several, none is longer, and together they are what is listed at once."""
    pages = list(client.get_paginator(method).paginate(**arguments, PaginationConfig={"PageSize": size}))
    assert len(pages) > 1 and all(len(page[key]) <= size for page in pages), [len(page[key]) for page in pages]
    items = [item for page in pages for item in page[key]]
    whole = getattr(client, method)(**arguments)[key]
    assert items == whole, (items, whole)
    return items


def shown(tags):
    return {tag["Key"]: tag["Value"] for tag in tags}


def tags(**pairs):
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


entering = operator()
