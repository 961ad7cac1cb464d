"""Runs the behaviours in a service's folder, each in an account of its own, and prints a line of JSON for each.

`run.py iam` runs those of IAM; `run.py iam users` those of a file. Each is run again without each of the operations that
it declares, and must notice (see `recorder`). What the service's model has and its table, `SERVED`, has not must be refused as
unknown.
"""

import importlib
import json
import os
import pathlib
import sys
import time

import lab
import oci
import recorder

service, nouns = sys.argv[1], sys.argv[2:]
files = sorted(path.stem for path in (pathlib.Path(__file__).parent / service).glob("*.py"))
for noun in nouns or files:
    importlib.import_module(f"{service}.{noun}")
sees = recorder.Recorder(lab.recorded.events, oci.events)
for behaviour in recorder.BEHAVIOURS:
    begun = time.monotonic()
    print(behaviour.name, file=sys.stderr)
    recorder.run(behaviour, sees, lab.account())
    for operation in behaviour.operations:
        recorder.withhold(behaviour, sees, operation, lab.account())
    report = {"behaviour": behaviour.name, "service": service, "checked": behaviour.operations}
    print(json.dumps({**report, "seconds": round(time.monotonic() - begun, 3)}), flush=True)

# The registry protocol has no model.
if service != "distribution":
    client, served = lab.entering.client(service), set(os.environ["SERVED"].split())
    for method, operation in client.meta.method_to_api_mapping.items():
        if operation not in served:
            is_query = client.meta.service_model.metadata["protocol"] == "query"
            lab.refused("InvalidAction" if is_query else "UnknownOperationException", getattr(client, method))
