"""Behaviours, the operations that each declares, and whether it calls them and looks at what comes of them.

A behaviour is a function that takes an account of its own. It is run once as it is. Then it is run again for each
operation that it declares, with that operation *withheld*: the call does not leave the client, which is told what it was
told in the first run, in another account. A behaviour that passes then has not looked at the operation's effect, or at what
a reading operation says.
"""

import copy
import time
import types

BEHAVIOURS = []


class Behaviour:
    def __init__(self, function, operations, always_refused=False):
        self.function, self.operations, self.always_refused = function, operations, always_refused
        self.service, noun = function.__module__.split(".")
        self.name = f"{self.service}.{noun}.{function.__name__}"


def checks(*operations):
    """Declares the operations of the folder's service whose effects a function checks."""

    def declare(function):
        BEHAVIOURS.append(Behaviour(function, operations))
        return function

    return declare


def refuses(*operations):
    """Declares operations that a function calls and that are always refused: the refusal is their effect."""

    def declare(function):
        BEHAVIOURS.append(Behaviour(function, operations, always_refused=True))
        return function

    return declare


def eventually(holds):
    """Waits for what a node does by itself, a moment after the answer. Without the operation that it comes of, not for long."""
    end = time.monotonic() + (3 if Recorder.withheld else 30)
    while not holds():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.05)


class Recorder:
    """Sees the calls that emitters tell of, and withholds one operation if told to."""

    withheld = None

    def __init__(self, *emitters):
        self.answers, self.refusals, self.withheld_times = {}, set(), 0
        for emitter in emitters:
            emitter.register("before-call", self.before)
            emitter.register("after-call", self.after)

    def before(self, model, **_):
        operation = (model.service_model.service_name, model.name)
        if operation != self.withheld:
            return None
        self.withheld_times += 1
        answer = copy.deepcopy(self.answers.get(operation, {}))
        answer["ResponseMetadata"] = {"HTTPStatusCode": 200}
        return types.SimpleNamespace(status_code=200), answer

    def after(self, model, http_response, parsed, **_):
        operation = (model.service_model.service_name, model.name)
        if http_response.status_code >= 300:
            self.refusals.add(operation)
        elif self.withheld is None:
            self.answers[operation] = copy.deepcopy(parsed)


def run(behaviour, recorder, account):
    """Runs a behaviour as it is: what it declares it has called, with success or, where it says so, without."""
    recorder.answers, recorder.refusals = {}, set()
    behaviour.function(account)
    seen = recorder.refusals - set(recorder.answers) if behaviour.always_refused else recorder.answers
    called = {operation for service, operation in seen if service == behaviour.service}
    assert called.issuperset(behaviour.operations), f"declared and not called: {set(behaviour.operations) - called}"


def withhold(behaviour, recorder, operation, account):
    """Runs a behaviour without an operation: it must notice."""
    Recorder.withheld, recorder.withheld_times = (behaviour.service, operation), 0
    try:
        behaviour.function(account)
    except Exception as error:
        assert recorder.withheld_times, f"{behaviour.name} fails before it calls {operation}: {error!r}"
        return
    finally:
        Recorder.withheld = None
    raise AssertionError(f"{behaviour.name} declares {operation} and does not notice when it does nothing")
