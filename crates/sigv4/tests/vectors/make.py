#!/usr/bin/env python3
"""Writes vectors.json beside this file: requests signed by botocore, whose signer is independent of ours.

    pip install 'botocore>=1.43,<2' && python3 make.py

The cases follow the topics of AWS's published Signature Version 4 suite; the requests are our own. Run it again
after adding a case, and read the difference: a signature that changes without its request is a finding.
"""

import datetime
import json
import pathlib
from urllib.parse import urlsplit

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2015, 8, 30, 12, 36, 0, tzinfo=datetime.timezone.utc)
KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/q=="
HOST = "example.amazonaws.com"
botocore.auth.get_current_datetime = lambda *_, **__: NOW


def case(name, method="GET", target="/", headers=(), body="", service="service", token=None, expires=None):
    return locals()


QUERY_CALL = "Action=GetCallerIdentity&Version=2011-06-15"
FORM = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
CASES = [
    case("get-vanilla"),
    case("post-vanilla", "POST"),
    case("get-empty-path", target=""),
    case("get-unreserved", target="/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    case("get-utf8-path", target="/%E1%88%B4"),
    case("get-space-in-path", target="/example%20space/"),
    case("get-encoded-percent", target="/a%2520b%2Fc"),
    case("get-reserved-in-path", target="/a:b@c!$&'()*+,;=d"),
    case("get-double-slashes", target="//example//"),
    case("get-dot-segments", target="/./a/./b/../c"),
    case("get-above-root", target="/../../a"),
    case("get-to-root", target="/a/.."),
    case("get-to-root-slash", target="/a/../"),
    case("query-one", target="/?Param1=value1"),
    case("query-empty-value", target="/?Param1="),
    case("query-order-name", target="/?Param2=value2&Param1=value1"),
    case("query-order-name-case", target="/?b=1&B=2&a=3&A=4"),
    case("query-order-value", target="/?Param1=value2&Param1=Value1&Param1=value1"),
    case("query-prefix-names", target="/?a-b=1&a=2&ab=0&a%2Fb=3"),
    case("query-unreserved", target="/?-._~0129AZaz=-._~0129AZaz"),
    case("query-utf8", target="/?%E1%88%B4=caf%C3%A9"),
    case("query-spaces-and-plus", target="/?a%20b=c%20d&plus=1%2B1"),
    case("query-reserved", target="/?p=%21%22%23%24%25%26%27%28%29%2A%2F%3A%3B%3D%3F%40%5B%5D&q=%3D"),
    case("header-trim", headers=[("My-Header1", "   value1  "), ("My-Header2", '  "a   b   c"  ')]),
    case("header-inner-spaces", headers=[("My-Header1", "a    b  c d")]),
    case("header-repeated", headers=[("My-Header1", "value4"), ("My-Header1", "value1 "), ("My-Header1", " value3")]),
    case("header-repeated-case", headers=[("My-Header1", "b"), ("MY-HEADER1", "a")]),
    case("header-order", headers=[("z-last", "1"), ("A-First", "2"), ("Content-Type", "text/plain")]),
    case("header-prefix-names", headers=[("a-b", "1"), ("a", "2"), ("ab", "3")]),
    case("header-empty-value", headers=[("My-Header1", "")]),
    case("header-utf8-value", headers=[("My-Header1", "caf\u00e9")]),
    case("header-date", headers=[("Date", "replaced by the signer")]),
    case("header-port-in-host", headers=[("Host", "localhost:8080")]),
    case("header-content-sha256", "POST", headers=[("X-Amz-Content-Sha256",
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]),
    case("post-form", "POST", headers=[FORM], body=QUERY_CALL, service="sts"),
    case("post-json", "POST", headers=[("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"),
         ("Content-Type", "application/x-amz-json-1.1")], body='{"repositoryNames":["caf\u00e9"]}', service="ecr"),
    case("post-form-in-query", "POST", target="/?" + QUERY_CALL, service="sts"),
    case("session-token", "POST", headers=[FORM], body=QUERY_CALL, service="sts", token=TOKEN),
    case("put-body", "PUT", target="/v2/team%2Fapp", headers=[("Content-Length", "5")], body="hello"),
    case("presigned", target="/?" + QUERY_CALL, service="sts", expires=60),
    case("presigned-session-token", target="/?" + QUERY_CALL, service="sts", token=TOKEN, expires=900),
    case("presigned-headers", target="/?" + QUERY_CALL, headers=[("x-k8s-aws-id", "cluster  one")], service="sts",
         expires=60),
    case("presigned-path-and-query", target="/a/./b%20c?z=%2F&y=1%2B1&X=", service="ecr", expires=604800),
    case("presigned-post", "POST", target="/", headers=[("X-Amz-Target", "A.B")], service="ecr", expires=1),
]


def sign(case):
    host = dict(case["headers"]).get("Host", HOST)
    request = AWSRequest(case["method"], f"http://{host}{case['target']}", data=case["body"].encode())
    for name, value in [("Host", host), *(pair for pair in case["headers"] if pair[0] != "Host")]:
        request.headers[name] = value
    credentials = Credentials(KEY, SECRET, case["token"])
    if case["expires"]:
        signer = botocore.auth.SigV4QueryAuth(credentials, case["service"], "us-east-1", expires=case["expires"])
    else:
        signer = botocore.auth.SigV4Auth(credentials, case["service"], "us-east-1")
    seen = {}
    for step in ("canonical_request", "string_to_sign", "signature"):
        def kept(*arguments, step=step, original=getattr(signer, step)):
            seen[step] = original(*arguments)
            return seen[step]
        setattr(signer, step, kept)
    signer.add_auth(request)
    parts = urlsplit(request.url)
    return {
        "name": case["name"],
        "presigned": bool(case["expires"]),
        "expires": case["expires"],
        "service": case["service"],
        "session_token": case["token"],
        "method": case["method"],
        "unsigned_target": case["target"],
        "path": parts.path,
        "query": parts.query or None,
        "headers": [[name, value] for name, value in request.headers.items()],
        "body": case["body"],
        **seen,
    }


def main():
    vectors = [sign(case) for case in CASES]
    # The one signature that AWS publishes for this very request: if it is wrong, so is everything else.
    assert vectors[0]["signature"] == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    table = {"access_key_id": KEY, "secret": SECRET, "region": "us-east-1", "now_seconds": int(NOW.timestamp()),
             "vectors": vectors}
    path = pathlib.Path(__file__).with_name("vectors.json")
    path.write_text(json.dumps(table, indent=1, ensure_ascii=True) + "\n")
    print(f"{len(vectors)} vectors")


main()
