"""The operator's interface facts as a model of botocore's, so that boto3 has a client of the service `wharf`."""

import json
import pathlib
import tempfile

import boto3
import botocore.session

FACTS = json.loads((pathlib.Path(__file__).parents[6] / "api" / "wharf.json").read_text())


def shape(facts):
    facts = dict(facts)
    if "members" in facts:
        facts["members"] = {name: {"shape": of} for name, of in facts["members"].items()}
    if "member" in facts:
        facts["member"] = {"shape": facts["member"]}
    return facts


def operation(name, facts):
    shapes = {side: {"shape": facts[side]} for side in ("input", "output") if side in facts}
    errors = [{"shape": fault} for fault in facts["errors"]]
    return {"name": name, "http": {"method": "POST", "requestUri": "/"}, "errors": errors, **shapes}


def write(folder):
    named = ("apiVersion", "endpointPrefix", "jsonVersion", "protocol", "signingName", "targetPrefix")
    metadata = {name: FACTS[name] for name in named}
    metadata |= {"serviceId": FACTS["service"], "serviceFullName": FACTS["service"], "signatureVersion": "v4"}
    operations = {name: operation(name, facts) for name, facts in FACTS["operations"].items()}
    shapes = {name: shape(facts) for name, facts in FACTS["shapes"].items()}
    files = {
        "service-2": {"version": "2.0", "metadata": metadata, "operations": operations, "shapes": shapes},
        "paginators-1": {"pagination": FACTS["pagination"]},
    }
    place = pathlib.Path(folder, FACTS["service"], FACTS["apiVersion"])
    place.mkdir(parents=True)
    for name, document in files.items():
        (place / f"{name}.json").write_text(json.dumps(document))


folder = tempfile.TemporaryDirectory()
write(folder.name)


def session():
    """A session whose clients know the service."""
    core = botocore.session.get_session()
    core.get_component("data_loader").search_paths.append(folder.name)
    return boto3.Session(botocore_session=core)
