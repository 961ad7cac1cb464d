"""A client of the registry protocol. Each call says which operation of the table it is, so that the recorder sees it as it sees
boto3's."""

import http.client
import json
import os
import types
import urllib.parse

from botocore.hooks import HierarchicalEmitter

from lab import REGION, aside

events = HierarchicalEmitter()
ENDPOINT = urllib.parse.urlsplit(os.environ["AWS_ENDPOINT_URL"])
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"


class Answer:
    def __init__(self, parsed):
        self.status, self.body = parsed.get("status", 200), parsed.get("body", b"")
        self.headers = parsed.get("headers", {})

    def expect(self, status, code=None):
        """This answer, if it has the status and, of those that refuse, the code."""
        assert self.status == status, (self.status, self.body, self.headers)
        if code:
            assert [error["code"] for error in self.json()["errors"]] == [code], self.body
        return self

    def json(self):
        return json.loads(self.body)


class Registry:
    """A registry of an account, as a principal with its token."""

    def __init__(self, principal, account, region=REGION):
        self.host = f"{account}.dkr.ecr.{region}.localhost:{ENDPOINT.port}"
        self.authorization = None
        if principal:
            given = principal.client("ecr", region, session=aside).get_authorization_token()
            self.authorization = "Basic " + given["authorizationData"][0]["authorizationToken"]

    def call(self, operation, method, path, body=None, service="distribution", **headers):
        model = types.SimpleNamespace(name=operation, service_model=types.SimpleNamespace(service_name=service))
        event = f"{service}.{operation}"
        _, withheld = events.emit_until_response(f"before-call.{event}", model=model)
        if withheld:
            return Answer(withheld[1])
        response, parsed = self.send(method, path, body, headers)
        events.emit(f"after-call.{event}", model=model, http_response=response, parsed=parsed)
        return Answer(parsed)

    def send(self, method, path, body, headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Host", self.host)
        if self.authorization:
            headers.setdefault("Authorization", self.authorization)
        connection = http.client.HTTPConnection(ENDPOINT.hostname, ENDPOINT.port, timeout=60)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        parsed = {"status": response.status, "body": response.read()}
        parsed["headers"] = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        # Redirections and what is held already are no refusals.
        return types.SimpleNamespace(status_code=response.status if response.status >= 400 else 200), parsed

    def start(self, name, **query):
        return self.call("StartUpload", "POST", f"/v2/{name}/blobs/uploads/?{urllib.parse.urlencode(query)}")

    def push_blob(self, name, content, digest):
        query = urllib.parse.urlencode({"digest": digest})
        return self.call("PushBlob", "POST", f"/v2/{name}/blobs/uploads/?{query}", content)

    def blob(self, name, digest, operation="GetBlob", **headers):
        method = "HEAD" if operation == "HeadBlob" else "GET"
        return self.call(operation, method, f"/v2/{name}/blobs/{digest}", **headers)

    def manifest(self, name, reference, method="GET", **headers):
        headers.setdefault("Accept", f"{MANIFEST}, {INDEX}")
        return self.call("GetManifest", method, f"/v2/{name}/manifests/{reference}", **headers)

    def put_manifest(self, name, reference, text, media_type=MANIFEST):
        headers = {"Content_Type": media_type, "service": "ecr"}
        return self.call("PutImage", "PUT", f"/v2/{name}/manifests/{reference}", text, **headers)
