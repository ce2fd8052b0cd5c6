/** Our messages to stations, over a real socket. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openGateway, type TestGateway } from "@/ocpp-gateway/testing/gateway";
import { heldCommit } from "@/ocpp-gateway/testing/memory-port";
import { connect, type Station, until } from "@/ocpp-gateway/testing/station";
import type { StationCommand } from "@/server/domain/station/command";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway({ callTimeoutMs: 1_500, completeRetryDelaysMs: [1, 1] });
});
afterEach(() => gateway.close());

const reset: StationCommand = { type: "reset", kind: "soft" };
const stop: StationCommand = { type: "remote-stop", session: { by: "number", sessionNumber: 7 } };

const completed = async (count: number) => {
  await until(() => gateway.stationPort.completed.length >= count);
  return gateway.stationPort.completed.map(({ completion }) => completion);
};

const answerTo = (station: Station, frame: readonly unknown[], answer: object) => station.send([3, frame[1], answer]);

test("a command reaches its station, and the answer its command, with the words that were exchanged", async () => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", stop);
  const frame = await station.next();
  expect(frame).toEqual([2, expect.stringMatching(/^[0-9a-f-]{36}$/), "RemoteStopTransaction", { transactionId: 7 }]);
  station.send(`[3,"${String(frame[1])}",{ "status":"Accepted" }]`);
  expect(await completed(1)).toEqual([
    {
      result: { type: "answered", isAccepted: true, status: "Accepted", info: null, variables: [] },
      exchanges: [
        {
          ocppVersion: "1.6",
          messageId: frame[1],
          action: "RemoteStopTransaction",
          request: '{"transactionId":7}',
          answer: '{ "status":"Accepted" }',
          errorCode: null,
          errorDescription: null,
          sentAtMs: expect.any(Number),
          deviations: [],
        },
      ],
    },
  ]);
});

test("commands that waited for the station are sent when it comes, one at a time", async () => {
  gateway.stationPort.request("CP-1", reset);
  gateway.stationPort.request("CP-1", stop);
  const station = await connect(gateway.port);
  const first = await station.next();
  expect(first[2]).toBe("Reset");
  // While the first waits for its answer the station's own messages are handled, and the second
  // command waits.
  expect(await station.request([2, "hb", "Heartbeat", {}])).toMatchObject([3, "hb", {}]);
  answerTo(station, first, { status: "Rejected" });
  const second = await station.next();
  expect(second[2]).toBe("RemoteStopTransaction");
  answerTo(station, second, { status: "Accepted" });
  expect((await completed(2)).map(({ result }) => result)).toMatchObject([{ isAccepted: false }, { isAccepted: true }]);
});

test("an answer comes past the station's own queue of messages", async () => {
  const station = await connect(gateway.port);
  await station.request([2, "0", "Heartbeat", {}]);
  const { commit, release } = heldCommit();
  gateway.stationPort.commit = commit;
  station.send([2, "1", "Authorize", { idTag: "A" }]);
  gateway.stationPort.request("CP-1", reset);
  answerTo(station, await station.next(), { status: "Accepted" });
  expect((await completed(1))[0]?.result).toMatchObject({ isAccepted: true });
  release();
  expect(await station.next()).toMatchObject([3, "1", {}]);
});

test("a command without an answer in time is timed-out, and a late answer completes it once", async () => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  const frame = await station.next();
  expect((await completed(1))[0]).toMatchObject({ result: { type: "timed-out" }, exchanges: [{ answer: null }] });
  answerTo(station, frame, { status: "Accepted" });
  expect((await completed(2))[1]).toMatchObject({
    result: { type: "answered", isAccepted: true },
    exchanges: [{ messageId: frame[1], action: "Reset", answer: '{"status":"Accepted"}' }],
  });
  expect(gateway.stationPort.completed.map(({ commandId }) => commandId)).toEqual(["c1", "c1"]);
  answerTo(station, frame, { status: "Rejected" });
  await until(() => gateway.stationPort.rejected.length === 1);
  expect(gateway.stationPort.rejected[0]).toMatchObject({ errorCode: "UnsolicitedAnswer", messageId: frame[1] });
  expect(gateway.stationPort.completed).toHaveLength(2);
});

test("a late answer is written behind the silence that it corrects, even when that could not be stored at once", async () => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  const frame = await station.next();
  const { commit, release } = heldCommit();
  const { completeCommand } = gateway.stationPort;
  let attempts = 0;
  gateway.stationPort.completeCommand = async (...completion) => {
    attempts++;
    await commit;
    await completeCommand(...completion);
  };
  await until(() => attempts === 1);
  station.send([4, frame[1], "NotSupported", "no", {}]);
  await station.unread();
  release();
  expect((await completed(2)).map(({ result }) => result)).toMatchObject([
    { type: "timed-out" },
    { type: "refused", errorCode: "NotSupported" },
  ]);
});

test("a station that leaves without an answer does not keep its command waiting", async () => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  await station.next();
  station.socket.terminate();
  expect((await completed(1))[0]?.result).toEqual({ type: "timed-out" });
});

test("a socket that a newer one has replaced takes no more commands: they go to the newer one", async () => {
  const older = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  await older.next();
  // from now on the station's end is dead: it neither answers nor closes
  older.socket.pause();
  const newer = await connect(gateway.port);
  gateway.stationPort.request("CP-1", stop);
  const first = await newer.next();
  gateway.stationPort.request("CP-1", reset);
  expect((await completed(1))[0]?.result).toEqual({ type: "timed-out" });
  // the older one has nothing more to wait for, but the command that waits is not for it
  answerTo(newer, first, { status: "Accepted" });
  expect((await newer.next())[2]).toBe("Reset");
  older.socket.terminate();
});

test("an error of the station's is its answer", async () => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  const frame = await station.next();
  station.send([4, frame[1], "NotSupported", "No reset here", {}]);
  const [completion] = await completed(1);
  expect(completion?.result).toEqual({ type: "refused", errorCode: "NotSupported", description: "No reset here" });
  expect(completion?.exchanges).toMatchObject([{ answer: null, errorCode: "NotSupported" }]);
});

test.each([
  ['[4,"%s"]', "GenericError"],
  ['[4,"%s",null,"Broken",{}]', "GenericError"],
  ['[4,"%s",""]', "GenericError"],
  ['[4,"%s",7,"Broken"]', "7"],
])("a CALLERROR without a proper code (%s) settles its command", async (text, errorCode) => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  const frame = await station.next();
  station.send(text.replace("%s", String(frame[1])));
  expect((await completed(1))[0]?.result).toMatchObject({ type: "refused", errorCode });
});

const variable = (name: string) => ({ component: "C", instance: null, evse: null, variable: name });
const settings = (...names: string[]): StationCommand => ({
  type: "set-variables",
  variables: names.map((name, index) => ({ ...variable(name), value: String(index) })),
});
const setResult = (payload: unknown, status = "Accepted") => ({
  setVariableResult: (payload as { setVariableData: object[] }).setVariableData.map((data) => ({
    ...data,
    attributeStatus: status,
    attributeValue: undefined,
  })),
});
const namesIn = (payload: unknown) =>
  (payload as { setVariableData: { variable: { name: string } }[] }).setVariableData.map((data) => data.variable.name);

test("variables that one message may not carry are sent in several, and the command has one result", async () => {
  gateway.stationPort.limits = { items: 2, bytes: null };
  const station = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"] });
  gateway.stationPort.request("CP-1", settings("a", "b", "A", "c", "d"));
  const sent: string[][] = [];
  for (let index = 0; index < 3; index++) {
    const frame = await station.next();
    sent.push(namesIn(frame[3]));
    expect(gateway.stationPort.completed).toEqual([]);
    answerTo(station, frame, setResult(frame[3]));
  }
  expect(sent).toEqual([["a", "b"], ["A", "c"], ["d"]]);
  const [completion] = await completed(1);
  expect(completion?.result).toMatchObject({ isAccepted: true, status: "Accepted" });
  expect(completion?.exchanges.map(({ action }) => action)).toEqual(["SetVariables", "SetVariables", "SetVariables"]);
  const { result } = completion ?? {};
  expect(
    result?.type === "answered" && result.variables.map(({ variable: name, value }) => `${name}=${value}`),
  ).toEqual(["a=0", "b=1", "A=2", "c=3", "d=4"]);
});

test("the bytes of a message are bounded as a whole", async () => {
  gateway.stationPort.limits = { items: null, bytes: 300 };
  const station = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"] });
  gateway.stationPort.request("CP-1", settings("x".repeat(40), "y".repeat(40), "z".repeat(40)));
  for (let index = 0; index < 3; index++) {
    const frame = await station.next();
    expect(JSON.stringify(frame).length).toBeLessThanOrEqual(300);
    answerTo(station, frame, setResult(frame[3]));
  }
  expect((await completed(1))[0]?.result).toMatchObject({ isAccepted: true });
});

test("a part that is refused ends the command; what was set before it is reported", async () => {
  gateway.stationPort.limits = { items: 1, bytes: null };
  const station = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"] });
  gateway.stationPort.request("CP-1", settings("a", "b", "c"));
  const first = await station.next();
  answerTo(station, first, setResult(first[3]));
  const second = await station.next();
  station.send([4, second[1], "InternalError", "", {}]);
  expect((await completed(1))[0]).toMatchObject({
    result: {
      type: "answered",
      isAccepted: false,
      status: "InternalError",
      variables: [{ variable: "a", value: "0" }],
    },
    exchanges: [{ errorCode: null }, { errorCode: "InternalError" }],
  });
  expect(await station.unread()).toBe(0);
});

test("1.6 gets several keys one after the other, for it has one a message", async () => {
  const station = await connect(gateway.port);
  const keys = ["HeartbeatInterval", "MeterValueSampleInterval"];
  const variables = keys.map((key) => ({ ...variable(key), component: "", value: "60" }));
  gateway.stationPort.request("CP-1", { type: "set-variables", variables });
  for (const key of keys) {
    const frame = await station.next();
    expect(frame.slice(2)).toEqual(["ChangeConfiguration", { key, value: "60" }]);
    answerTo(station, frame, { status: "Accepted" });
  }
  expect((await completed(1))[0]?.result).toMatchObject({ isAccepted: true, variables: [{}, {}] });
});

test("an answer outside the schema is not taken for a yes", async () => {
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  answerTo(station, await station.next(), { status: "Sure" });
  const [completion] = await completed(1);
  expect(completion).toMatchObject({
    result: { type: "refused", errorCode: "AnswerBreaksSchema" },
    exchanges: [{ answer: '{"status":"Sure"}' }],
  });
});

test("a command that the version does not have completes as unsupported without a CALL", async () => {
  await connect(gateway.port);
  gateway.stationPort.request("CP-1", { type: "get-base-report", requestId: 1 });
  expect(await completed(1)).toEqual([{ result: { type: "unsupported" }, exchanges: [] }]);
});

test("a claim that failed is tried again with the next command", async () => {
  const station = await connect(gateway.port);
  await station.request([2, "0", "Heartbeat", {}]);
  gateway.stationPort.error = new Error("the database is away");
  gateway.stationPort.request("CP-1", reset);
  await until(() => gateway.errors.length === 1);
  gateway.stationPort.error = null;
  gateway.stationPort.request("CP-1", stop);
  expect((await station.next())[2]).toBe("Reset");
});

test("an answer that the database could not store at once is stored by a retry", async () => {
  const { completeCommand } = gateway.stationPort;
  let failures = 0;
  gateway.stationPort.completeCommand = (...completion) =>
    failures++ < 2 ? Promise.reject(new Error("the database is away")) : completeCommand(...completion);
  const station = await connect(gateway.port);
  gateway.stationPort.request("CP-1", reset);
  answerTo(station, await station.next(), { status: "Accepted" });
  expect((await completed(1))[0]?.result).toMatchObject({ isAccepted: true });
  expect(failures).toBe(3);
});

test.each(['"\\u0000"', '"\\ud800"'])(
  "of an answer that Postgres could not keep (%s) what it can is kept",
  async (text) => {
    const station = await connect(gateway.port);
    gateway.stationPort.request("CP-1", { type: "get-variables", variables: [] });
    const frame = await station.next();
    station.send(`[3,"${String(frame[1])}",{"configurationKey":[{"key":"K","readonly":true,"value":${text}}]}]`);
    expect((await completed(1))[0]).toMatchObject({
      result: { type: "answered", variables: [{ variable: "K", value: expect.stringMatching(/^[\u2400\ufffd]$/) }] },
      exchanges: [
        {
          deviations: [{ kind: "unreadable_value", place: "GetConfiguration/configurationKey/value", value: null }],
        },
      ],
    });
  },
);
