import { expect, test } from "vitest";
import { Refusal } from "@/server/domain/refusal";
import { REFUSALS } from "./registry";

const ALL = Object.entries(REFUSALS);

test("every code is snake_case, and no two registries share one", async () => {
  const groups = await Promise.all([
    import("./people"),
    import("./network"),
    import("./sessions"),
    import("./tariffs"),
    import("./customers"),
    import("./bills"),
  ]);
  const codes = groups.flatMap((group) => Object.values(group).flatMap((entries) => Object.keys(entries)));
  expect(codes.filter((code) => !/^[a-z]+(_[a-z]+)*$/.test(code))).toEqual([]);
  expect(codes).toHaveLength(ALL.length);
});

test("every refusal says what to do about it in a sentence", () => {
  for (const [, { sentence, action }] of ALL) {
    expect(sentence).toMatch(/^[“A-Z{].*[.]$/);
    expect(action).toMatch(/^[A-Z].*[.]$/);
  }
});

test("a refusal carries its entry's status, and its sentence with the details filled in", () => {
  const refusal = new Refusal("evse_has_charged", { evse: 3 });
  expect(refusal).toMatchObject({ code: "evse_has_charged", status: "CONFLICT", details: { evse: 3 } });
  expect(refusal.message).toBe("EVSE 3 has charged before; its sessions keep it. It cannot be removed.");
});
