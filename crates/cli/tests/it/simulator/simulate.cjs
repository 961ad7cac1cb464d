// Decides cases of `wharf policy evaluate`, one on a line, with @cloud-copilot/iam-simulate in the folder of the first
// argument. Its evaluator is asked directly: what it offers on top leaves session policies out, or condition keys that
// the action does not list.
const path = require("node:path");
const fs = require("node:fs");
const { createRequire } = require("node:module");

const folder = process.argv[2];
const engine = path.join(folder, "node_modules", "@cloud-copilot", "iam-simulate", "dist", "cjs");
const part = (name) => require(path.join(engine, name));
const { authorize } = part("core_engine/CoreSimulatorEngine.js");
const { AwsRequestImpl } = part("request/request.js");
const { RequestContextImpl } = part("requestContext.js");
const { DiscoveryContextKeyConstraints } = part("context_keys/discoveryContextKeyConstraints.js");
const { loadPolicy } = createRequire(path.join(folder, "index.js"))("@cloud-copilot/iam-policy");

const everyone = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const fullResourceControl = { Version: "2012-10-17", Statement: everyone };
const load = (policy, name) => loadPolicy(policy, { name });
const loadAll = (policies) => policies.map((policy, at) => load(policy, `policy-${at}`));
const levels = (all) => all.map((level, at) => ({ orgIdentifier: `level-${at}`, policies: loadAll(level) }));

function decide(given) {
  // A key that has several values by its nature stays a list.
  const values = Object.entries(given.context).map(([key, list]) => [
    key,
    list.length === 1 && key !== "aws:TagKeys" ? list[0] : list,
  ]);
  const { arn, accountId } = given.resource;
  const context = new RequestContextImpl(Object.fromEntries(values));
  return authorize({
    request: new AwsRequestImpl(given.principal.arn, { resource: arn, accountId }, given.action, context),
    sessionPolicy: given.sessionPolicies.length ? load(given.sessionPolicies[0], "session") : undefined,
    identityPolicies: loadAll(given.identityPolicies),
    serviceControlPolicies: levels(given.scps),
    resourceControlPolicies: levels(given.rcps.map((level) => [fullResourceControl, ...level])),
    resourcePolicy: given.resourcePolicy ? load(given.resourcePolicy, "resource") : undefined,
    permissionBoundaries: given.permissionBoundaries.length ? loadAll(given.permissionBoundaries) : undefined,
    vpcEndpointPolicies: undefined,
    simulationParameters: {
      simulationMode: "Strict",
      discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]),
    },
    serviceSettings: { s3: {} },
  }).result;
}

const lines = fs.readFileSync(0, "utf8").trim().split("\n");
process.stdout.write(lines.map((line) => `${decide(JSON.parse(line))}\n`).join(""));
