import { expect, test } from "vitest";
import { hideSecretsIn, hideSecretVariables, isSecretVariable } from "./secret-variable";

const KEY = "s3cr3t-of-the-station";

test.each([
  ["1.6 ChangeConfiguration", { key: "AuthorizationKey", value: KEY }],
  ["1.6 GetConfiguration", { configurationKey: [{ key: "AuthorizationKey", readonly: false, value: KEY }] }],
  [
    "2.0.1 SetVariables",
    {
      setVariableData: [
        { attributeValue: KEY, component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } },
      ],
    },
  ],
  ["2.0.1 GetVariables", { getVariableResult: [{ attributeValue: KEY, variable: { name: "BasicAuthPassword" } }] }],
  [
    "2.0.1 NotifyReport",
    { reportData: [{ variable: { name: "BasicAuthPassword" }, variableAttribute: [{ type: "Actual", value: KEY }] }] },
  ],
  ["2.0.1 NotifyEvent", { eventData: [{ actualValue: KEY, variable: { name: "WifiPassword" } }] }],
  ["2.0.1 SetNetworkProfile", { connectionData: { apn: { apn: "iot", apnPassword: KEY } } }],
  [
    "a command of ours",
    { type: "set-variables", variables: [{ component: "", variable: "WifiPassword", value: KEY }] },
  ],
])("the secret in %s is hidden, and all else stays", (_, message) => {
  const text = hideSecretsIn(JSON.stringify(message));
  expect(text).not.toContain(KEY);
  expect(text).toBe(JSON.stringify(message).replace(KEY, "•••"));
});

test.each([
  ["a number", { key: "AuthorizationKey", value: 48_151_623 }],
  ["a list", { key: "WifiPassword", value: ["48151623"] }],
  ["a number under the secret's own name", { apn: { apnPassword: 48_151_623 } }],
  [
    "an object in a list's place",
    { variable: { name: "BasicAuthPassword" }, variableAttribute: { type: "Actual", value: 48_151_623 } },
  ],
])("a secret that is %s is hidden too", (_, message) => {
  expect(hideSecretsIn(JSON.stringify(message))).not.toContain("48151623");
});

test("a whole frame is read as well as a payload", () => {
  expect(
    hideSecretsIn(JSON.stringify([2, "1", "ChangeConfiguration", { key: "AuthorizationKey", value: KEY }])),
  ).not.toContain(KEY);
});

test("a message without a secret stays as it came, spaces and all", () => {
  const text = '{ "key": "HeartbeatInterval",\n "value": "60" }';
  expect(hideSecretsIn(text)).toBe(text);
});

test("a broken message that names a secret is not kept", () => {
  expect(hideSecretsIn(`{"key":"AuthorizationKey","value":"${KEY}"`)).not.toContain(KEY);
});

test("names that only sound alike, and what is no text, are left alone", () => {
  expect(isSecretVariable("AuthorizeRemoteTxRequests")).toBe(false);
  expect(isSecretVariable("AuthorizationCacheEnabled")).toBe(false);
  expect(hideSecretVariables({ key: "AuthorizationKey", readonly: true, at: 12n })).toEqual({
    key: "AuthorizationKey",
    readonly: true,
    at: 12n,
  });
});
