"""Behaviours, the operations that each declares, and whether it calls them and looks at what comes of them.

A behaviour is a function that takes an account of its own. It is run once as it is. Then it is run again for each
operation that it declares, with that operation *withheld*: the call does not leave the client, which is told that it
succeeded. A behaviour that passes then has not looked at the operation's effect.
"""

import copy
import types

BEHAVIOURS = []


class Behaviour:
    def __init__(self, function, operations):
        self.function, self.operations = function, operations
        self.service, noun = function.__module__.split(".")
        self.name = f"{self.service}.{noun}.{function.__name__}"


def checks(*operations):
    """Declares the operations of the folder's service whose effects a function checks."""

    def declare(function):
        BEHAVIOURS.append(Behaviour(function, operations))
        return function

    return declare


class Recorder:
    """Sees the calls of a session's clients, and withholds one operation if told to."""

    def __init__(self, session):
        self.answers, self.withheld, self.withheld_times = {}, None, 0
        session.events.register("before-call", self.before)
        session.events.register("after-call", self.after)

    def before(self, model, **_):
        operation = (model.service_model.service_name, model.name)
        if operation != self.withheld:
            return None
        self.withheld_times += 1
        answer = {} if reads(model.name) else copy.deepcopy(self.answers[operation])
        answer["ResponseMetadata"] = {"HTTPStatusCode": 200}
        return types.SimpleNamespace(status_code=200), answer

    def after(self, model, http_response, parsed, **_):
        if http_response.status_code < 300 and self.withheld is None:
            self.answers[model.service_model.service_name, model.name] = copy.deepcopy(parsed)


def reads(operation):
    return operation.startswith(("Get", "List", "Describe", "Simulate", "BatchGet", "BatchCheck", "Decode"))


def run(behaviour, recorder, account):
    """Runs a behaviour as it is: what it declares it has called, with success."""
    recorder.answers, recorder.withheld = {}, None
    behaviour.function(account)
    called = {operation for service, operation in recorder.answers if service == behaviour.service}
    assert called.issuperset(behaviour.operations), f"declared and not called: {set(behaviour.operations) - called}"


def withhold(behaviour, recorder, operation, account):
    """Runs a behaviour without an operation: it must notice."""
    recorder.withheld, recorder.withheld_times = (behaviour.service, operation), 0
    try:
        behaviour.function(account)
    except Exception as error:
        assert recorder.withheld_times, f"{behaviour.name} fails before it calls {operation}: {error!r}"
        return
    finally:
        recorder.withheld = None
    raise AssertionError(f"{behaviour.name} declares {operation} and does not notice when it does nothing")
