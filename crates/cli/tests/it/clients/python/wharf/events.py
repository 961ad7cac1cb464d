"""Events: looked up, posted to webhooks, and what becomes of those that do not arrive."""

import base64
import datetime
import hashlib
import hmac
import http.server
import json
import threading

from images import push
from lab import due_now, entering, paged, refused
from recorder import checks, eventually


class Receiver(http.server.ThreadingHTTPServer):
    """Answers every post with the same status, and keeps them."""

    def __init__(self, status=204):
        super().__init__(("127.0.0.1", 0), Post)
        self.status, self.posts = status, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def tags(self, path="/"):
        return [json.loads(body)["detail"]["image-tag"] for at, _, body in self.posts if at == path]


class Post(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.posts.append((self.path, self.headers, body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        pass


def repositories(own):
    ecr = own.client("ecr")
    for name in ["app", "other"]:
        ecr.create_repository(repositoryName=name)
    return entering.client("wharf"), ecr, {"registryId": own.id}


@checks("CreateWebhook", "ListWebhooks", "DeleteWebhook")
def events_are_posted_where_a_webhook_says(own):
    (wharf, ecr, of), receiver = repositories(own), Receiver()
    given = {"name": "deploy", "url": receiver.url("/deploy"), "repositoryFilter": "app*"}
    made = wharf.create_webhook(**of, **given)
    assert given.items() <= made["webhook"].items() and made["webhook"]["pendingEvents"] == 0, made
    assert wharf.list_webhooks(**of)["webhooks"] == [made["webhook"]]
    push(ecr, "other", "unheard")
    push(ecr, "app", "v1")
    eventually(lambda: receiver.tags("/deploy") == ["v1"])
    # Signed as Standard Webhooks says, with the secret.
    [(_, headers, body)] = receiver.posts
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    secret = base64.b64decode(made["secret"].removeprefix("whsec_"))
    signature = base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{signature}", headers
    refused("WebhookAlreadyExistsException", wharf.create_webhook, **of, **given)
    for more in [{"name": "", }, {"url": "ftp://example.com"}, {"repositoryFilter": "a b"}]:
        refused("InvalidParameterException", wharf.create_webhook, **of, **{**given, "name": "other", **more})
    # What is deleted hears nothing more, and another goes on.
    wharf.create_webhook(**of, name="second", url=receiver.url("/second"))
    wharf.delete_webhook(**of, name="deploy")
    assert [hook["name"] for hook in wharf.list_webhooks(**of)["webhooks"]] == ["second"]
    push(ecr, "app", "v2")
    eventually(lambda: receiver.tags("/second") == ["v2"])
    assert receiver.tags("/deploy") == ["v1"]
    refused("WebhookNotFoundException", wharf.delete_webhook, **of, name="deploy")
    for call, more in [(wharf.list_webhooks, {}), (wharf.create_webhook, given), (wharf.delete_webhook, {"name": "second"})]:
        refused("AccountNotFoundException", call, registryId="000000000001", **more)


def is_dead(own, wharf, hook, count):
    """Makes the next attempts the last ones; whether all have been made."""
    due_now(own.id, "attempts = 7, due_at = 0", "attempts BETWEEN 1 AND 6")
    return len(wharf.list_dead_letters(**hook)["deadLetters"]) == count


@checks("ListDeadLetters", "RedeliverDeadLetters")
def what_did_not_arrive_is_kept_and_sent_again(own):
    (wharf, ecr, of), receiver = repositories(own), Receiver(status=503)
    hook = {**of, "name": "deploy"}
    wharf.create_webhook(**hook, url=receiver.url())
    assert wharf.list_dead_letters(**hook)["deadLetters"] == []
    for repository in ["app", "other"]:
        push(ecr, repository, "v1", note=repository)
    assert wharf.list_webhooks(**of)["webhooks"][0]["pendingEvents"] == 2
    eventually(lambda: is_dead(own, wharf, hook, 2))
    letters = paged(wharf, "list_dead_letters", "deadLetters", **hook)
    assert {letter["reason"] for letter in letters} == {"the receiver answered 503"}, letters
    events = [json.loads(letter["event"])["detail"] for letter in letters]
    assert {event["repository-name"] for event in events} == {"app", "other"}, events
    receiver.status, receiver.posts = 204, []
    first = wharf.redeliver_dead_letters(**hook, maxResults=1)
    rest = wharf.redeliver_dead_letters(**hook, maxResults=1, nextToken=first["nextToken"])
    assert (first["queuedEvents"], rest["queuedEvents"]) == (1, 1) and "nextToken" not in rest, (first, rest)
    eventually(lambda: receiver.tags() == ["v1", "v1"])
    assert wharf.list_dead_letters(**hook)["deadLetters"] == []
    eventually(lambda: wharf.list_webhooks(**of)["webhooks"][0]["pendingEvents"] == 0)
    assert wharf.redeliver_dead_letters(**hook)["queuedEvents"] == 0
    for call in [wharf.list_dead_letters, wharf.redeliver_dead_letters]:
        refused("WebhookNotFoundException", call, **of, name="none")


@checks("ListEvents")
def events_are_looked_up(own):
    wharf, ecr, _ = repositories(own)
    begun = datetime.datetime.now(datetime.timezone.utc)
    push(ecr, "app", "v1")
    ecr.batch_delete_image(repositoryName="app", imageIds=[{"imageTag": "v1"}])

    def told(page):
        events = [json.loads(event) for event in page["events"]]
        return [(event["detail"]["action-type"], event["detail"]["image-tag"]) for event in events if event["account"] == own.id]

    page = wharf.list_events(since=begun)
    assert told(page) == [("PUSH", "v1"), ("DELETE", "v1")], page
    assert wharf.list_events(position=page["position"])["events"] == []
    # In pages of one, in the order in which they happened.
    pages, position = [], {"since": begun}
    while not pages or pages[-1]["events"]:
        pages.append(wharf.list_events(**position, maxResults=1))
        position = {"position": pages[-1]["position"]}
    assert all(len(page["events"]) <= 1 for page in pages), pages
    assert [event for page in pages for event in told(page)] == told(page), pages
    # A later call goes on from the position.
    push(ecr, "app", "v2")
    assert told(wharf.list_events(position=page["position"])) == [("PUSH", "v2")]
    later = begun + datetime.timedelta(hours=1)
    assert wharf.list_events(since=later)["events"] == []
    refused("InvalidParameterException", wharf.list_events, position="none")
    refused("AccessDeniedException", own.client("wharf").list_events)
