"""A data folder under a program, with a clock that the script moves: what `write.py` and `check.py` share.

Every process of a script, its own included, has libfaketime in it and reads how far its clock is off from one file. So a
script can let a day pass, and a folder that is a year old is opened as if it were two minutes old.
"""

import glob
import hashlib
import json
import os
import select
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

MANAGEMENT = "111122223333"
REGISTRY = "222233334444"
HOME, AWAY = "us-east-1", "eu-west-1"
# The port is free: a script runs in a network namespace of its own.
ENDPOINT = "http://127.0.0.1:5000"
# Fixtures, known to everybody who reads this.
ROOT_KEY = ("AKIAWHARFUPGRADE0001", "a/fixture/of/the/upgrade/test/no+secret1")
CLIENTS = []


def clock(seconds):
    """Has every process be that far from the machine's clock."""
    path = os.environ["FAKETIME_TIMESTAMP_FILE"]
    with open(path + ".new", "w") as file:
        file.write(f"{seconds:+d}s\n")
    os.replace(path + ".new", path)


def under_a_clock(folder, seconds):
    """Begins the script anew, under a clock of its own."""
    if "FAKETIME_TIMESTAMP_FILE" in os.environ:
        return
    libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
    assert libraries, "libfaketime is missing; by hand: apt-get install faketime"
    os.environ.update(
        LD_PRELOAD=libraries[0],
        FAKETIME_TIMESTAMP_FILE=os.path.join(folder, "clock"),
        FAKETIME_NO_CACHE="1",
        # Timers go on as they are, and files have the times that they have.
        FAKETIME_DONT_FAKE_MONOTONIC="1",
        NO_FAKE_STAT="1",
    )
    clock(seconds)
    os.execv(sys.executable, [sys.executable, "-B", *sys.argv])


def pause(seconds):
    """`time.sleep` waits until a time of the clock that is moved."""
    select.select([], [], [], seconds)


def until(what, holds, seconds=30):
    """What `holds` gives, once that is true."""
    end, wait = time.monotonic() + seconds, 0.02
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        pause(wait)
        wait = min(2 * wait, 0.5)
    raise AssertionError(f"not within {seconds} seconds: {what}")


class Node:
    """The program on a data folder."""

    def __init__(self, wharf, data, database=None):
        self.wharf, self.data, self.process = wharf, data, None
        self.environment = {name: os.environ[name] for name in os.environ if not name.startswith(("AWS_", "WHARF_"))}
        if database:
            self.environment["WHARF_DATABASE"] = database

    def start(self, **environment):
        log = open(os.path.join(os.path.dirname(self.data), "log"), "ab")
        command = [self.wharf, "serve", "--data", self.data, "--listen", "127.0.0.1:5000", "--restore-days", "7"]
        self.process = subprocess.Popen(
            command, env={**self.environment, **environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        until("the node answers", self.answers)

    def answers(self):
        assert self.process.poll() is None, f"the node ended with {self.process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", 5000), 1).close()
        except OSError:
            return False
        return True

    def stop(self):
        # A node that stops waits for idle connections to be closed by those who opened them.
        while CLIENTS:
            CLIENTS.pop().close()
        self.process.terminate()
        until("the node stops", lambda: self.process.poll() is not None)
        assert self.process.returncode == 0, self.process.returncode

    def kill(self):
        self.process.kill()
        self.process.wait()

    def run(self, *words):
        """A command that succeeds; what it prints."""
        command = [self.wharf, *words, "--data", self.data]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{words}: {done.returncode} {done.stdout} {done.stderr}"
        return done.stdout

    def json(self, *words):
        return json.loads(self.run(*words, "--format", "json"))

    def findings(self):
        """What `wharf doctor` says. It fails where the machine does not know the registry's names."""
        command = [self.wharf, "doctor", "--data", self.data, "--format", "json"]
        return json.loads(subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout)

    def json_lines(self, *words):
        return [json.loads(line) for line in self.run(*words, "--format", "json").splitlines()]


def client(service, key, region=HOME):
    """A client with an access key, or with the credentials of a session."""
    if isinstance(key, dict):
        key = (key["AccessKeyId"], key["SecretAccessKey"], key.get("SessionToken"))
    identity, secret, *session = key
    made = boto3.client(
        service,
        region_name=region,
        endpoint_url=ENDPOINT,
        aws_access_key_id=identity,
        aws_secret_access_key=secret,
        aws_session_token=session[0] if session else None,
        config=Config(retries={"max_attempts": 1}),
    )
    CLIENTS.append(made)
    return made


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def layer(ecr, name, content):
    """Pushes a layer; its descriptor."""
    upload = ecr.initiate_layer_upload(repositoryName=name)["uploadId"]
    ecr.upload_layer_part(
        repositoryName=name, uploadId=upload, partFirstByte=0, partLastByte=len(content) - 1, layerPartBlob=content
    )
    ecr.complete_layer_upload(repositoryName=name, uploadId=upload, layerDigests=[digest(content)])
    return {"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": digest(content), "size": len(content)}


def put(ecr, name, document, tag=None):
    """Pushes a manifest; its descriptor."""
    text = json.dumps(document)
    tagged = {"imageTag": tag} if tag else {}
    image = ecr.put_image(repositoryName=name, imageManifest=text, **tagged)["image"]
    assert image["imageId"]["imageDigest"] == digest(text.encode()), image
    return {"mediaType": document["mediaType"], "digest": digest(text.encode()), "size": len(text)}


def push(ecr, name, content, tag=None, **more):
    """Pushes an image with one layer of that content; its descriptor."""
    document = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {
            **layer(ecr, name, json.dumps({"architecture": "amd64", "os": "linux", "of": content}).encode()),
            "mediaType": "application/vnd.oci.image.config.v1+json",
        },
        "layers": [layer(ecr, name, content.encode())],
        **more,
    }
    return put(ecr, name, document, tag)


def index(ecr, name, children, tag=None):
    """Pushes an index; its descriptor."""
    platforms = [{"os": "linux", "architecture": name} for name in ["amd64", "arm64"]]
    manifests = [{**child, "platform": platform} for child, platform in zip(children, platforms)]
    kind = "application/vnd.oci.image.index.v1+json"
    return put(ecr, name, {"schemaVersion": 2, "mediaType": kind, "manifests": manifests}, tag)


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def request(method, path, token, body=b"", headers=(), account=REGISTRY, region=HOME):
    """A request of the distribution protocol: its status, headers and body."""
    asked = urllib.request.Request(ENDPOINT + path, data=body or None, method=method, headers=dict(headers))
    asked.add_header("Host", f"{account}.dkr.ecr.{region}.localhost:5000")
    asked.add_header("Authorization", f"Basic {token}")
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def token(ecr):
    return ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
