import { expect, test } from "vitest";
import type { Dialect, InboundMessage } from "@/ocpp-gateway/dialect/dialect";
import { DIRECTIONS } from "@/ocpp-gateway/dialect/directions";
import { parseOrThrow } from "@/ocpp-gateway/dialect/testing/parse-message";
import { validPayload } from "@/ocpp-gateway/dialect/testing/valid-payload";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";
import { outcomeOf } from "@/ocpp-gateway/testing/memory-port";
import { COMMAND_TYPES, type CommandOf, type CommandType } from "@/server/domain/station/command";
import type { StationEvent } from "@/server/domain/station/event";

const DIALECTS = [v16, v201, v21];

const EFFECTS: Record<StationEvent["type"], string> = {
  booted: "vendor, model, serial number and firmware are kept; decides what the station may send",
  seen: "the station is online",
  "status-changed": "the connector's state, and what a person sees of it",
  "token-presented": "the token is looked up",
  "session.started": "a session begins",
  "session.metered": "readings, and of a session its state",
  "session.ended": "a session ends and is billed",
  "fault-noticed": "faults are findings; states of connectors count as such",
  "variables-reported": "the station's configuration",
  "security-noticed": "kept; what is alarming is a finding",
  "vendor-message": "kept and shown",
  "station-reported": "kept and shown",
};

/** What one message may be: the whole of a session. */
const EFFECTS_OF_ACTION: Readonly<Record<string, string>> = {
  TransactionEvent: "a session begins, goes on, or ends and is billed",
};

/** The sample of each command; a name without component is 1.6's, as a session's number is. */
const name = { instance: null, evse: null, variable: "HeartbeatInterval" };
const SAMPLES: { readonly [Type in CommandType]: readonly CommandOf<Type>[] } = {
  "remote-start": [{ type: "remote-start", evse: 1, token: { uid: "A", kind: "iso14443" }, remoteStartId: 1 }],
  "remote-stop": [
    { type: "remote-stop", session: { by: "number", sessionNumber: 1 } },
    { type: "remote-stop", session: { by: "station-id", transactionId: "T" } },
  ],
  reset: [{ type: "reset", kind: "soft" }],
  "unlock-connector": [{ type: "unlock-connector", evse: 1, connector: 1 }],
  "change-availability": [{ type: "change-availability", evse: 1, operative: true }],
  "trigger-message": [{ type: "trigger-message", message: "boot", evse: null }],
  "get-variables": ["", "OCPPCommCtrlr"].map((component) => ({
    type: "get-variables",
    variables: [{ ...name, component }],
  })),
  "set-variables": ["", "OCPPCommCtrlr"].map((component) => ({
    type: "set-variables",
    variables: [{ ...name, component, value: "300" }],
  })),
  "get-base-report": [{ type: "get-base-report", requestId: 1 }],
  "clear-cache": [{ type: "clear-cache" }],
};

type Row = { readonly action: string; readonly version: string; readonly cells: readonly string[] };

const fromStation = DIALECTS.flatMap((dialect) =>
  [...dialect.inbound.values()].map((message) => rowOf(dialect, message, "CALL")),
);

const sentByStation = DIALECTS.flatMap((dialect) =>
  [...(dialect.unanswered?.values() ?? [])].map((message) => rowOf(dialect, message, "SEND")),
);

const toStation = DIALECTS.flatMap((dialect): Row[] => {
  const { toStation, both } = DIRECTIONS[dialect.ocppVersion];
  const commands = commandsOf(dialect);
  return [...toStation, ...both].map((action) => ({
    action,
    version: dialect.ocppVersion,
    cells: [commands.get(action) ?? "not sent yet"],
  }));
});

function rowOf(dialect: Dialect, { action }: InboundMessage, frame: "CALL" | "SEND"): Row {
  const { ocppVersion } = dialect;
  const payload = validPayload(ocppVersion, action);
  const { event, answer } = parseOrThrow(dialect, action, payload);
  const cells = [
    frame === "CALL" ? `\`${answer(outcomeOf(event))}\`` : "none, it is a SEND",
    EFFECTS_OF_ACTION[action] ?? EFFECTS[event.type],
  ];
  return { action, version: ocppVersion, cells };
}

/** By OCPP's name of the message. */
function commandsOf(dialect: Dialect): ReadonlyMap<string, string> {
  const encoded = COMMAND_TYPES.flatMap((type) =>
    SAMPLES[type].map((command) => [dialect.encode(command), `command \`${type}\``] as const),
  );
  return new Map(encoded.flatMap(([call, label]) => (call.type === "call" ? [[call.action, label] as const] : [])));
}

/** Versions that say the same of a message share a line. */
function table(head: readonly string[], rows: readonly Row[]): string {
  const versions = new Map<string, string[]>();
  for (const { action, version, cells } of rows) {
    const line = [action, ...cells].join(" | ");
    versions.set(line, [...(versions.get(line) ?? []), version]);
  }
  const body = [...versions]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, those]) => line.replace(" | ", ` | ${those.join(", ")} | `));
  return [head.join(" | "), head.map(() => "---").join(" | "), ...body].map((line) => `| ${line} |`).join("\n");
}

const counts = (direction: "fromStation" | "toStation") =>
  DIALECTS.map(({ ocppVersion }) => {
    const { both, sent, [direction]: own } = DIRECTIONS[ocppVersion];
    return `${own.length + both.length + (direction === "fromStation" ? sent.length : 0)} of ${ocppVersion}`;
  }).join(", ");

const PAGE = `# OCPP messages

Made from \`ocpp-gateway/dialect\` by \`npx vitest run --project unit ocpp-gateway/conformance -u\`: each message is built from its
official schema with the fields that it requires, read by the dialect, and answered for an accepted token.

## From the station

${counts("fromStation")}; the 1.6 security whitepaper is included. All are taken, and stand in the station's messages with
their answer. "Kept and shown": nothing here acts on it, and it stands among the station's events. Where the answer would need a service that is not here (certificates,
charging schedules), it is the specification's own "no".

${table(["message", "version", "answer", "what becomes of it"], [...fromStation, ...sentByStation])}

## To the station

${counts("toStation")}.

${table(["message", "version", "sent as"], toStation)}
`;

test("docs/conformance/messages.md lists every message of every version as the dialects have them", async () => {
  await expect(PAGE).toMatchFileSnapshot("../../docs/conformance/messages.md");
});
