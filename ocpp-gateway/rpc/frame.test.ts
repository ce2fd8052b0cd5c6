import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callText, errorText, readFrame, resultText } from "@/ocpp-gateway/rpc/frame";

const id = fc.string({ minLength: 1, maxLength: 36, unit: "grapheme-ascii" });
const payload = fc.dictionary(fc.string(), fc.jsonValue());
const space = fc.constantFrom("", " ", "\n", "\t ", "\r\n");

describe("a frame is read as it was written", () => {
  test("every CALL comes back with its id, its action and its payload, byte for byte", () => {
    fc.assert(
      fc.property(id, fc.string(), payload, space, (messageId, action, body, gap) => {
        const text = JSON.stringify(body, null, gap.trim() === "" ? 0 : 2);
        const raw = `${gap}[${gap}2${gap},${gap}${JSON.stringify(messageId)}${gap},${JSON.stringify(action)},${gap}${text}${gap}]${gap}`;
        const known = { type: "call", messageId, answerId: messageId, action, flaws: [] };
        expect(readFrame(raw)).toEqual({ ...known, payload: JSON.parse(text), text, raw });
      }),
    );
  });

  test("every CALLRESULT does too", () => {
    fc.assert(
      fc.property(id, payload, (messageId, body) => {
        const text = JSON.stringify(body);
        const frame = readFrame(resultText(messageId, text));
        expect(frame).toMatchObject({ type: "result", messageId, payload: JSON.parse(text), text });
      }),
    );
  });

  test("what we write as CALLERROR is one, and its description stays within 255 characters", () => {
    fc.assert(
      fc.property(id, fc.string({ maxLength: 400 }), (messageId, description) => {
        const frame = readFrame(errorText(messageId, "InternalError", description));
        expect(frame).toMatchObject({ type: "error", messageId, errorCode: "InternalError" });
        expect(frame).toHaveProperty("description", description.slice(0, 255));
      }),
    );
  });

  test("numbers keep the digits they were sent with", () => {
    expect(readFrame('[2,"1","MeterValues",{"value":1.10, "big":12345678901234567890}]')).toHaveProperty(
      "text",
      '{"value":1.10, "big":12345678901234567890}',
    );
  });

  test("an id that ends with a backslash does not swallow the action", () => {
    expect(readFrame(callText('a\\"\\', "Heartbeat", "{}"))).toMatchObject({ messageId: 'a\\"\\', text: "{}" });
  });

  test("null is an empty payload", () => {
    expect(readFrame('[2,"1","Heartbeat",null]')).toMatchObject({ payload: {}, text: "null" });
  });
});

describe("a frame that departs from the form and can only mean one thing", () => {
  test.each([
    ['[2,"1","Heartbeat"]', "1", "{}", "missing_field"],
    ['[2,"1","Heartbeat",{"a":1},{"b":2}]', "1", '{"a":1}', "unknown_field"],
    ['[2,17,"Heartbeat",{}]', 17, "{}", "wrong_type"],
    [`[2,"${"x".repeat(37)}","Heartbeat",{}]`, "x".repeat(37), "{}", "too_long"],
  ])("%s is read, and its flaw is noted", (raw, answerId, text, kind) => {
    const frame = readFrame(raw);
    expect(frame).toMatchObject({ type: "call", messageId: String(answerId), answerId, text, flaws: [{ kind }] });
    expect(readFrame(raw, { isStrict: true })).toMatchObject({ type: "broken", flaw: "not-a-frame" });
  });

  test("an answer with a part too many, or without its payload, is the answer to its question", () => {
    expect(readFrame('[3,"1",{"a":1},"x"]')).toMatchObject({ type: "result", messageId: "1", text: '{"a":1}' });
    expect(readFrame('[3,"1"]')).toMatchObject({ type: "result", messageId: "1", payload: {} });
  });
});

describe("what is no frame is returned as broken, never thrown", () => {
  test("any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", size: "xsmall" }), (raw) => {
        expect(readFrame(raw).type).toBe("broken");
      }),
    );
  });

  test("any JSON at all", () => {
    fc.assert(
      fc.property(fc.json(), (raw) => {
        expect(["call", "result", "error", "broken"]).toContain(readFrame(raw).type);
      }),
    );
  });

  test("any array that begins like a frame", () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.array(fc.jsonValue(), { maxLength: 6 }));
    fc.assert(
      fc.property(parts, ([type, rest]) => {
        expect(["call", "result", "error", "broken"]).toContain(readFrame(JSON.stringify([type, ...rest])).type);
      }),
    );
  });

  test("a frame cut anywhere is not JSON, and its id is still known once it was complete", () => {
    const whole = '[2,"msg-1","StopTransaction",{"meterStop":5}]';
    for (let length = 1; length < whole.length; length++) {
      const frame = readFrame(whole.slice(0, length));
      expect(frame).toMatchObject({ type: "broken", flaw: "not-json", messageId: length >= 10 ? "msg-1" : null });
    }
    expect(readFrame(whole.slice(0, -1))).toMatchObject({ action: "StopTransaction", isUnanswered: false });
  });

  test.each([
    ['[2,1.5,"Heartbeat",{}]', "message id"],
    ['[2,{},"Heartbeat",{}]', "message id"],
    [`[2,"${"x".repeat(256)}","Heartbeat",{}]`, "message id"],
    ['[2,"","Heartbeat",{}]', "message id"],
    ['[2,"\\u0000","Heartbeat",{}]', "message id"],
    ['[2,"1",7,{}]', "action"],
    ["{}", "array"],
    ["[]", "message type"],
    ["null", "array"],
  ])("%s", (raw, why) => {
    const frame = readFrame(raw);
    expect(frame).toMatchObject({ type: "broken", flaw: "not-a-frame" });
    expect(frame).toHaveProperty("reason", expect.stringContaining(why));
  });

  test("a broken answer is known to be one, so that nobody answers it", () => {
    expect(readFrame('[3,"x",{')).toMatchObject({ type: "broken", isUnanswered: true });
    expect(readFrame("[4]")).toMatchObject({ type: "broken", isUnanswered: true });
  });
});

describe("2.1 adds two types of frame", () => {
  test("a SEND and a CALLRESULTERROR are read where the version has them", () => {
    expect(readFrame('[6,"1","NotifyPeriodicEventStream",{"id":1}]', { hasSend: true })).toMatchObject({
      type: "send",
      action: "NotifyPeriodicEventStream",
      text: '{"id":1}',
    });
    expect(readFrame('[5,"1","FormatViolation","no instant",{}]', { hasSend: true })).toMatchObject({
      type: "result-error",
      messageId: "1",
      errorCode: "FormatViolation",
    });
  });

  test.each(['[6,"1","NotifyPeriodicEventStream",{}]', '[5,"1","FormatViolation","",{}]'])(
    "%s is an unknown type of message to the versions before, which may say so",
    (raw) => expect(readFrame(raw)).toMatchObject({ flaw: "unknown-message-type", isUnanswered: false }),
  );

  test.each(['[6,"1"]', "[6]", ' [ 6 ,"1","NotifyPeriodicEventStream",{"id":', '[5,"1"]', "[5,7]"])(
    "%s is broken, and not answered either",
    (raw) => expect(readFrame(raw, { hasSend: true })).toMatchObject({ type: "broken", isUnanswered: true }),
  );

  test("a type that 2.1 does not know either may be answered", () => {
    expect(readFrame('[7,"1"]', { hasSend: true })).toMatchObject({
      flaw: "unknown-message-type",
      isUnanswered: false,
    });
    expect(readFrame('[66,"1"]', { hasSend: true })).toMatchObject({
      flaw: "unknown-message-type",
      isUnanswered: false,
    });
  });
});
