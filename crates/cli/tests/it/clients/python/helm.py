"""Helm as a library: a chart is packaged, pushed, and pulled, and comes back byte for byte.

REGISTRY is the registry's host, PASSWORD its password, HELM_CACHE_HOME a folder for what Helm keeps; the repository `charts/web` is there.
"""

import asyncio
import hashlib
import os
import pathlib

import helm_sdkpy

REGISTRY, PASSWORD = os.environ["REGISTRY"], os.environ["PASSWORD"]
FILES = {
    "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.2.3\nappVersion: '7'\ndescription: A chart\n",
    "values.yaml": "replicas: 2\n",
    "templates/config.yaml": (
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  replicas: '{{ .Values.replicas }}'\n"
    ),
}


async def refused(action, what):
    try:
        await action
    except Exception as error:
        return str(error)
    raise AssertionError(f"must be refused: {what}")


async def main():
    chart = pathlib.Path("web")
    for name, text in FILES.items():
        file = chart / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    pathlib.Path("packed").mkdir()
    config = helm_sdkpy.Configuration(plain_http=True)
    archive = pathlib.Path(await helm_sdkpy.Package(config).run(str(chart), "packed"))

    login = helm_sdkpy.RegistryLogin(config)
    await refused(login.run(REGISTRY, "AWS", "wrong", plain_http=True), "a wrong password")
    await login.run(REGISTRY, "AWS", PASSWORD, plain_http=True)
    push = helm_sdkpy.Push(config)
    await push.run(str(archive), f"oci://{REGISTRY}/charts", plain_http=True)
    absent = await refused(push.run(str(archive), f"oci://{REGISTRY}/absent", plain_http=True), "an absent repository")
    assert "absent/web" in absent, absent

    # The library's `Pull` ends the process; what shows a chart pulls its newest version first, which it keeps.
    show = helm_sdkpy.Show(config)
    assert (await show.values(f"oci://{REGISTRY}/charts/web")).strip() == "replicas: 2"
    assert "version: 1.2.3\n" in await show.chart(f"oci://{REGISTRY}/charts/web")
    kept = [file for file in pathlib.Path(os.environ["HELM_CACHE_HOME"]).rglob("*") if file.is_file()]
    assert archive.read_bytes() in [file.read_bytes() for file in kept], kept
    await refused(show.chart(f"oci://{REGISTRY}/charts/absent"), "an absent chart")
    print("sha256:" + hashlib.sha256(archive.read_bytes()).hexdigest())


asyncio.run(main())
