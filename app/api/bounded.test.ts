import { expect, test } from "vitest";
import { textUpTo } from "./bounded";

const post = (body: BodyInit) =>
  new Request("http://portal.test", { method: "POST", body, duplex: "half" } as RequestInit);

test("a body within the limit is read whole, byte for byte", async () => {
  expect(await textUpTo(post('{"name":"Évora"}'), 17)).toBe('{"name":"Évora"}');
  expect(await textUpTo(new Request("http://portal.test"), 10)).toBe("");
});

test("a longer one is given up at the limit, whatever length it said or did not say", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  expect(await textUpTo(post(endless), 10_000)).toBeNull();
  expect(pulled).toBeLessThan(20);
});
