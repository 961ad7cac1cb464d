"""Runs the scripts of `wharf export` against moto, an AWS-compatible server that others wrote, in this process.

A stand-in for the aws command line hands every command over to this process (starting the real one takes most of a second). It reads
the command by the SDK's own models, so that an option which the operation does not have, or a value of the wrong shape, is refused, and
records it. What moto lacks, and only that, is answered by the stand-in.

arguments: the folder of the companies, the seed, which part of them of how many
"""
import gc
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile

import jmespath
from botocore import xform_name
from botocore.credentials import Credentials
from botocore.exceptions import ClientError, ParamValidationError
from botocore.session import Session
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID as MANAGEMENT
from moto.organizations import utils as organizations

ADMINISTRATOR = "OrganizationAccountAccessRole"
# A function of the shell in place of the program; the script is run as it is.
STAND_IN = r"""
aws() {
  local status out err
  exec 9<>"/dev/tcp/127.0.0.1/$STAND_IN_PORT"
  printf '%s\0' "${AWS_ACCESS_KEY_ID-}" "${AWS_SECRET_ACCESS_KEY-}" "${AWS_SESSION_TOKEN-}" "$#" "$@" >&9
  IFS= read -r -d '' status <&9
  IFS= read -r -d '' out <&9
  IFS= read -r -d '' err <&9
  exec 9>&-
  if [ -n "$out" ]; then printf '%s\n' "$out"; fi
  if [ -n "$err" ]; then printf '%s\n' "$err" >&2; fi
  return "$status"
}
"""
READS = ("get-", "list-", "describe-", "assume-role")


class Refused(Exception):
    """What an AWS endpoint would refuse."""

    def __init__(self, code, operation):
        super().__init__(f"An error occurred ({code}) when calling the {operation} operation: refused by the test")


class Aws:
    """The command line, the server, and what was asked of it."""

    def __init__(self):
        self.clients = {}
        self.keys = Credentials("testing", "testing")
        self.session = Session()
        self.session._credentials = self.keys
        self.begin()

    def begin(self):
        self.accounts = {}
        self.commands = []
        self.settings = {}
        self.templates = {}
        self.registry_policies = {}
        self.refuse = lambda account, command: False
        self.closed = set()
        self.confused = set()

    def client(self, service, region, keys):
        """A client that signs with these keys: one object for all, because making one takes longer than what is asked of it."""
        if (service, region) not in self.clients:
            self.clients[(service, region)] = self.session.create_client(service, region_name=region)
        self.keys.access_key, self.keys.secret_key, self.keys.token = keys[0], keys[1], keys[2] or None
        return self.clients[(service, region)]

    def account(self, keys):
        if keys not in self.accounts:
            self.accounts[keys] = self.client("sts", "us-east-1", keys).get_caller_identity()["Account"]
        return self.accounts[keys]

    def run(self, keys, words):
        """What a command prints."""
        service, command, *rest = words
        options = {}
        for word in rest:
            if word.startswith("--"):
                options[word[2:]] = []
                last = options[word[2:]]
            else:
                last.append(word)
        query = options.pop("query", [None])[0]
        output = options.pop("output", ["json"])[0]
        region = options.pop("region", ["us-east-1"])[0]
        account = self.account(keys)
        client = self.client(service, region, keys)
        operation = {xform_name(name, "-"): name for name in client.meta.service_model.operation_names}[command]
        shape = client.meta.service_model.operation_model(operation).input_shape
        members = shape.members if shape else {}
        names = {xform_name(name, "-"): name for name in members}
        arguments = {names[option]: value(members[names[option]], given) for option, given in options.items()}
        self.commands.append((account, service, command, arguments))
        if self.refuse(account, command):
            raise Refused("AccessDeniedException", operation)
        answer = self.answer(client, account, region, operation, arguments)
        answer.pop("ResponseMetadata", None)
        if query:
            answer = jmespath.search(query, answer)
        return text(answer) if output == "text" else json.dumps(answer, default=str)

    def answer(self, client, account, region, operation, arguments):
        place = (account, region)
        if operation == "AssumeRole":
            target = arguments["RoleArn"].split(":")[4]
            assert arguments["RoleArn"].endswith(f":role/{ADMINISTRATOR}"), arguments
            if target in self.closed:
                raise Refused("AccessDenied", operation)
            if target in self.confused:
                return {"Credentials": {"AccessKeyId": "testing", "SecretAccessKey": "testing", "SessionToken": "testing"}}
        if operation == "PutAccountSetting":
            self.settings[(*place, arguments["name"])] = arguments["value"]
            return arguments
        if operation == "GetCallerIdentity":
            # moto's own answer, which stays the same for a session.
            return {"Account": account}
        if operation == "AddClientIDToOpenIDConnectProvider":
            known = client.get_open_id_connect_provider(OpenIDConnectProviderArn=arguments["OpenIDConnectProviderArn"])
            assert arguments["ClientID"] in known["ClientIDList"], known
            return {}
        if operation == "PutRegistryPolicy":
            # moto knows the three actions of scope V1 only.
            assert self.settings.get((*place, "REGISTRY_POLICY_SCOPE")) == "V2", "a policy that would not be heard"
            self.registry_policies[place] = json.loads(arguments["policyText"])
            return arguments
        if operation == "GetRegistryPolicy":
            if place not in self.registry_policies:
                raise Refused("RegistryPolicyNotFoundException", operation)
            return {"registryId": account, "policyText": json.dumps(self.registry_policies[place])}
        if operation == "DescribeRepositoryCreationTemplates":
            found = [dict(one, prefix=prefix) for (*where, prefix), one in self.templates.items() if tuple(where) == place]
            return {"repositoryCreationTemplates": found}
        if operation in ("CreateRepositoryCreationTemplate", "UpdateRepositoryCreationTemplate"):
            known = (*place, arguments["prefix"])
            if (known in self.templates) == operation.startswith("Create"):
                raise Refused("TemplateAlreadyExistsException" if known in self.templates else "TemplateNotFoundException", operation)
            self.templates[known] = arguments
            return {"repositoryCreationTemplate": arguments}
        method = xform_name(operation)
        if client.can_paginate(method):
            return client.get_paginator(method).paginate(**arguments).build_full_result()
        return getattr(client, method)(**arguments)

    def changes(self):
        return [one for one in self.commands if not one[2].startswith(READS)]


def value(shape, words):
    """The value of an option."""
    if shape.type_name == "list" and not words[0].startswith("["):
        return words
    (word,) = words
    return json.loads(word) if shape.type_name in ("list", "structure", "map") else word


def text(answer):
    """As `--output text` has it."""
    if answer is None:
        return "None"
    if not isinstance(answer, list):
        return str(answer)
    if any(isinstance(item, list) for item in answer):
        return "\n".join(text(item) for item in answer)
    return "\t".join(str(item) for item in answer)


class Shell:
    """Runs scripts with the stand-in."""

    def __init__(self, aws, folder):
        self.aws = aws
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.prelude = pathlib.Path(folder) / "stand-in.sh"
        self.prelude.write_text(STAND_IN)
        port = self.listener.getsockname()[1]
        self.environment = dict(os.environ, BASH_ENV=str(self.prelude), STAND_IN_PORT=str(port),
                                AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
        for name in ("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_PROFILE"):
            self.environment.pop(name, None)

    def run(self, script):
        """How it ended, and what it said."""
        with tempfile.TemporaryFile("w+") as said:
            shell = subprocess.Popen(["bash", script], env=self.environment, stdout=said, stderr=said)
            self.listener.settimeout(0.02)
            while True:
                try:
                    connection, _ = self.listener.accept()
                except TimeoutError:
                    if shell.poll() is not None:
                        break
                    continue
                with connection:
                    self.serve(connection)
            said.seek(0)
            return shell.returncode, said.read()

    def serve(self, connection):
        received = b""
        while True:
            fields = received.split(b"\0")
            if len(fields) > 4 and len(fields) > 4 + int(fields[3]):
                break
            more = connection.recv(65536)
            assert more, "a command that was cut off"
            received += more
        fields = [field.decode() for field in fields[:-1]]
        keys, words = tuple(fields[:3]), fields[4:]
        try:
            answer = ("0", self.aws.run(keys, words), "")
        except (ClientError, Refused) as error:
            answer = ("254", "", str(error))
        except (KeyError, ParamValidationError, ValueError, NotImplementedError) as error:
            answer = ("252", "", f"no such command: {words} {error!r}")
        connection.sendall(b"".join(part.encode() + b"\0" for part in answer))


class Company:
    """A company's exports, and its accounts and units in moto."""

    def __init__(self, folder):
        self.folder = folder
        self.facts = json.loads((folder / "facts.json").read_text())
        self.script = (folder / "script/apply.sh").read_text()

    def found(self, aws):
        """Founds its organization; what each variable is."""
        client = aws.client("organizations", "us-east-1", ("testing", "testing", ""))
        ids = {"organization": client.create_organization(FeatureSet="ALL")["Organization"]["Id"]}
        ids["root"] = client.list_roots()["Roots"][0]["Id"]
        units = {}
        for unit in self.facts["units"]:
            parent = units.get(unit["parent"], ids["root"])
            made = client.create_organizational_unit(ParentId=parent, Name=unit["name"])["OrganizationalUnit"]
            units[unit["name"]] = made["Id"]
        drawn = organizations.make_random_account_id
        accounts = {}
        for account in self.facts["accounts"]:
            if account["is_management"]:
                accounts[account["name"]] = MANAGEMENT
                continue
            if account["id"]:
                organizations.make_random_account_id = lambda: account["id"]
            name = account["name"]
            made = client.create_account(Email=f"{name}@example.com", AccountName=name)
            accounts[name] = made["CreateAccountStatus"]["AccountId"]
            organizations.make_random_account_id = drawn
        self.accounts = accounts
        of = {"the unit": units, "the account": accounts}
        for variable, kind, name in re.findall(r"^(\w+)='<\w+>' # the id of (the unit|the account) (.+)$", self.script, re.M):
            ids[variable] = of[kind][name]
        return ids

    def filled(self, text, ids):
        return re.sub(r"<(\w+)>", lambda match: ids.get(match[1], match[0]), text)

    def write(self, ids, replaced=(), take_over="no"):
        """The script with its ids filled in as a person would."""
        text = self.script.replace("\ntake_over=no\n", f"\ntake_over={take_over}\n")
        text = re.sub(r"^(\w+)='<\w+>'", lambda match: f"{match[1]}={ids[match[1]]}", text, flags=re.M)
        for old, new in replaced:
            text, times = re.subn(rf"^(account_\w+)={old}$|^(account_\w+)={old} ", rf"\1\2={new} ", text, flags=re.M)
            assert times == 1, (old, times)
        script = self.folder / "filled.sh"
        script.write_text(text)
        return script


def same(live, wanted, what):
    live = json.loads(live) if isinstance(live, str) else live
    assert live == wanted, f"{what}\nlive:   {json.dumps(live, sort_keys=True)}\nwanted: {json.dumps(wanted, sort_keys=True)}"


def is_there(ask, **of):
    try:
        ask(**of)
    except ClientError as error:
        assert error.response["Error"]["Code"].endswith("PolicyNotFoundException"), error
        return False
    return True


def session(aws, account):
    """The keys of an account's administrator."""
    role = f"arn:aws:iam::{account}:role/{ADMINISTRATOR}"
    given = aws.client("sts", "us-east-1", ("testing", "testing", "")).assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]


def everything_is_there(aws, company, ids):
    """What the script made is what the policies of the other export say."""
    own = ("testing", "testing", "")
    sessions = {name: session(aws, account) for name, account in company.accounts.items()}
    looked = 0
    for file in sorted(company.folder.glob("policies/*/*.json")):
        kind, (account, _, rest) = file.parent.name, file.stem.partition(".")
        wanted = json.loads(company.filled(file.read_text(), ids))
        wanted.pop("fill in first", None)
        if kind == "organization":
            client = aws.client("organizations", "us-east-1", own)
            types = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")
            found = [one for type in types for one in client.list_policies(Filter=type)["Policies"]]
            (policy,) = [one["Id"] for one in found if one["Name"] == f"wharf-{file.stem}"]
            same(client.describe_policy(PolicyId=policy)["Policy"]["Content"], wanted, file)
            targets = client.list_targets_for_policy(PolicyId=policy)["Targets"]
            assert ids["root"] in [one["TargetId"] for one in targets], targets
        elif kind == "registry":
            client = aws.client("ecr", rest, sessions[account])
            same(aws.registry_policies[(company.accounts[account], rest)], wanted, file)
            repositories = {one["repositoryName"] for one in client.describe_repositories()["repositories"]}
            of_file = [one for one in company.facts["registries"] if (one["account"], one["region"]) == (account, rest)]
            assert repositories == {one["name"] for one in of_file}, (repositories, of_file)
            for one in of_file:
                name = one["name"]
                assert is_there(client.get_repository_policy, repositoryName=name) == one["policy"], one
                assert is_there(client.get_lifecycle_policy, repositoryName=name) == one["lifecycle"], one
        elif kind == "repository":
            region, _, name = rest.partition(".")
            (name,) = [one["name"] for one in company.facts["registries"] if one["name"].replace("/", ".") == name]
            same(aws.client("ecr", region, sessions[account]).get_repository_policy(repositoryName=name)["policyText"], wanted, file)
        else:
            client = aws.client("iam", "us-east-1", sessions[account])
            if kind == "trust":
                same(client.get_role(RoleName=rest)["Role"]["AssumeRolePolicyDocument"], wanted, file)
                if "ec2.amazonaws.com" in json.dumps(wanted):
                    profile = client.get_instance_profile(InstanceProfileName=rest)["InstanceProfile"]
                    assert [role["RoleName"] for role in profile["Roles"]] == [rest], profile
            else:
                same(client.get_role_policy(RoleName=rest, PolicyName="wharf")["PolicyDocument"], wanted, file)
        looked += 1
    assert looked > 3, looked


def changes_nothing(aws, shell, script, expected):
    code, said = shell.run(script)
    assert code == 1 and expected in said, (code, said)
    assert not aws.changes(), aws.changes()


def fault(aws, shell, company, ids, number):
    """One of the faults, in an organization where nothing was made yet."""
    entered = re.findall(r"^enter '?([\w-]+)'? ", company.script, re.M)
    names = sorted({one for one in entered if company.accounts[one] != MANAGEMENT})
    name = names[number % len(names)]
    account = company.accounts[name]
    others = {str(one) for one in company.accounts.values()}
    one_digit = (account[:at] + str(digit) + account[at + 1 :] for at in range(11, 0, -1) for digit in range(10))
    mistyped = next(one for one in one_digit if one not in others)
    match number % 8:
        case 0:
            # The very fault that was reported: one digit, and no session.
            aws.closed = {mistyped}
            changes_nothing(aws, shell, company.write(ids, [(account, mistyped)]), f"the organization has no account {mistyped}")
        case 1:
            aws.closed = {account}
            changes_nothing(aws, shell, company.write(ids), f"({account}) cannot be entered")
        case 2:
            aws.confused = {account}
            changes_nothing(aws, shell, company.write(ids), f"the credentials are of the account {MANAGEMENT}, not of {name}")
        case 3:
            other = next((one for one in company.accounts.values() if one != account), mistyped)
            expected = "has the id of something else" if other != mistyped else "the organization has no account"
            changes_nothing(aws, shell, company.write(ids, [(account, other)]), expected)
        case 5:
            # A mistyped id that is the management account's, into which no role is taken.
            expected = f"{MANAGEMENT} is the management account, not {name}"
            if MANAGEMENT in company.accounts.values():
                expected = "has the id of something else"
            changes_nothing(aws, shell, company.write(ids, [(account, MANAGEMENT)]), expected)
        case 6:
            # Ids that were filled in at each other's place.
            by_name = [one["name"] for one in company.facts["accounts"] if not one["id"] and not one["is_management"]]
            if len(by_name) > 1:
                first, second = (next(key for key, given in ids.items() if given == company.accounts[one]) for one in by_name[:2])
                swapped = dict(ids, **{first: ids[second], second: ids[first]})
                changes_nothing(aws, shell, company.write(swapped), f"is {by_name[1]}, not {by_name[0]}: nothing was changed")
        case 7:
            of_others(aws, shell, company, ids)
        case 4:
            # It stops where it fails, and goes on when it is run again.
            last = 3 + number % 7
            aws.refuse = lambda _, command: not command.startswith(READS) and len(aws.changes()) >= last
            code, said = shell.run(company.write(ids))
            assert code == 1 and "run this again" in said, (code, said)
            assert len(aws.changes()) == last, aws.changes()


def of_others(aws, shell, company, ids):
    """What has the names and was made by hand is named, all of it, and left alone until it may be taken over."""
    made = []
    place = None
    for line in company.script.splitlines():
        words = [word.strip("'") for word in line.split(" ")]
        account = company.accounts.get(words[1]) if len(words) > 1 else None
        match words:
            case ["own_guardrail", kind, name]:
                client = aws.client("organizations", "us-east-1", ("testing", "testing", ""))
                content = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ecr:*","Resource":"*"}}'
                client.create_policy(Type=kind, Name=name, Description="By hand.", Content=content)
                made.append(f"policy {name} of the organization (")
            case ["enter", name, _] if account != MANAGEMENT:
                place, keys = f"{name} ({account})", session(aws, account)
            case ["nothing_of_others"]:
                break
            case ["own_role", name] if place:
                trust = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}}'
                client = aws.client("iam", "us-east-1", keys)
                client.create_role(RoleName=name, AssumeRolePolicyDocument=trust, Tags=[{"Key": "wharf:organization", "Value": "other"}])
                made.append(f"role {name} in {place}: its tag wharf:organization is other")
            case ["own_templates", region, prefix, *_] if place:
                aws.templates[(place[-13:-1], region, prefix)] = {"description": "By hand."}
                made.append(f"creation template {prefix} of {place} in {region}: ")
            case ["own_repositories", region, name, *_] if place:
                aws.client("ecr", region, keys).create_repository(repositoryName=name, imageTagMutability="IMMUTABLE")
                made.append(f"repository {name} of {place} in {region}: it has no tag wharf:organization")
            case ["own_registry", region] if place:
                aws.registry_policies[(place[-13:-1], region)] = {"Statement": [{"Sid": "Replica"}]}
                made.append(f"registry policy of {place} in {region}: ")
    assert "\nown_templates " in company.script or "\nif has_template " not in company.script
    changes_nothing(aws, shell, company.write(ids), "were not made for the organization file of")
    code, said = shell.run(company.write(ids))
    assert len(made) > 3 and all(one in said for one in made), (made, said)
    code, said = shell.run(company.write(ids, take_over="yes"))
    assert code == 0 and all(one in said for one in made), (code, said)
    # Who reads along sees what is changed.
    for one in ("iam put-role-policy ci\n", "ecr put-registry-policy us-east-1\n"):
        assert f": aws {one}" in said, said


def run(aws, shell, company, number):
    # What is assumed is refused before anything is asked.
    if "='<" in company.script:
        raw = company.folder / "script/apply.sh"
        changes_nothing(aws, shell, raw, "is assumed: put the real id in its place")
        assert not aws.commands, aws.commands
    ids = company.found(aws)
    # One company shows a fault, the next one what happens when it is run again; examples show both.
    is_example = not company.folder.name.startswith("random")
    if is_example or number % 2 == 0:
        fault(aws, shell, company, ids, number // 2)
    aws.refuse, aws.closed, aws.confused, aws.commands = (lambda *_: False), set(), set(), []
    script = company.write(ids)
    code, said = shell.run(script)
    assert code == 0, said
    everything_is_there(aws, company, ids)
    changed = len(aws.changes())
    # STS was asked before each change, and said that it is the account where the change was made.
    for at, (account, _, command, _) in enumerate(aws.commands):
        if not command.startswith(READS):
            before = aws.commands[at - 1]
            assert (before[0], before[2]) == (account, "get-caller-identity"), (before, command)
    if is_example or number % 2 == 1:
        aws.commands = []
        code, said = shell.run(script)
        assert code == 0, said
        made = [one for one in aws.changes() if one[2].startswith(("create-", "attach-", "add-role", "enable-"))]
        assert not made, made
        if is_example:
            everything_is_there(aws, company, ids)
    # What this organization file asked for and the next one does not goes.
    if (company.folder / "next").exists():
        after = Company(company.folder / "next")
        after.accounts = company.accounts
        code, said = shell.run(after.write(ids))
        assert code == 0, said
        everything_is_there(aws, after, ids)
    return changed


def main():
    folders = sorted(path.parent for path in pathlib.Path(sys.argv[1]).glob("*/facts.json"))
    # What is thrown away in half a minute fits into memory, and looking for it takes a fifth of the time.
    gc.disable()
    part, parts = int(sys.argv[3]), int(sys.argv[4])
    aws = Aws()
    shell = Shell(aws, tempfile.mkdtemp(dir=sys.argv[1]))
    ran = changed = 0
    for number, folder in enumerate(folders):
        # Pairs stay together: a fault, and what is run again.
        if number // 2 % parts != part:
            continue
        ran += 1
        aws.begin()
        with mock_aws():
            try:
                changed += run(aws, shell, Company(folder), number)
            except Exception:
                print(f"{folder.name}, seed {sys.argv[2]}:\n{(folder / 'organization.yaml').read_text()}", file=sys.stderr)
                raise
    print(ran, changed)


main()
