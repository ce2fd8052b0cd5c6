import { expect, test } from "vitest";
import { type ModelProfile, settingsFor } from "./model-profile";
import { profileFor, SHIPPED_PROFILES } from "./shipped-profiles";

const OWN: readonly ModelProfile[] = [
  { vendor: "Acme", model: "One", firmware: "", settings: { clock: "untrusted", silenceS: 600 } },
  { vendor: "Acme", model: "One", firmware: "2.", settings: { clock: "trusted" } },
  { vendor: "Acme", model: "One XL", firmware: "", settings: { ping: "never" } },
];
const acme = (model: string, firmwareVersion: string | null) => ({ vendor: " ACME ", model, firmwareVersion });

test("a profile is about a vendor's models and firmware that begin with its words", () => {
  expect(settingsFor(acme("one", "1.9"), [], OWN)).toEqual({ clock: "untrusted", silenceS: 600 });
  expect(settingsFor(acme("Two", "1.9"), [], OWN)).toEqual({});
  expect(settingsFor({ ...acme("One", "1"), vendor: "Acme Ltd" }, [], OWN)).toEqual({});
});

test("the longer firmware and the longer model decide, and leave the rest as it is", () => {
  expect(settingsFor(acme("One", "2.1"), [], OWN)).toEqual({ clock: "trusted", silenceS: 600 });
  expect(settingsFor(acme("One XL", "2.1"), [], OWN)).toEqual({ clock: "trusted", silenceS: 600, ping: "never" });
});

test("an operator's own profile goes before a shipped one, however general", () => {
  const shipped: readonly ModelProfile[] = [
    { vendor: "Acme", model: "One", firmware: "2.1.7", settings: { clock: "untrusted", ping: "never" } },
  ];
  expect(settingsFor(acme("One", "2.1.7"), shipped, OWN)).toEqual({ clock: "trusted", silenceS: 600, ping: "never" });
});

test("of a station that has not reported its model nothing is known", () => {
  expect(profileFor({ vendor: null, model: null, firmwareVersion: null }, OWN)).toEqual({});
});

test.each(SHIPPED_PROFILES)("the shipped profile of $vendor $model has a source and an effect", (profile) => {
  expect(profile.source).toMatch(/^https:\/\//);
  expect(Object.keys(profile.settings)).not.toEqual([]);
  const reported = { ...profile, model: `${profile.model}x`, firmwareVersion: `${profile.firmware}.1` };
  expect(profileFor(reported, [])).toEqual(profile.settings);
});
