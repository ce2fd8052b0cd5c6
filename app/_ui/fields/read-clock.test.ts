import { expect, test } from "vitest";
import { readClock } from "./read-clock";

test.each([
  ["7", "07:00"],
  ["07:30", "07:30"],
  ["7:30", "07:30"],
  ["730", "07:30"],
  ["2205", "22:05"],
  ["22h", "22:00"],
  ["22h15", "22:15"],
  [" 0.45 ", "00:45"],
])("reads %j as the time %s", (text, time) => {
  expect(readClock(text)).toBe(time);
});

test.each(["", "24:00", "12:60", "10 pm", "1:5", "noon", "-1", "12345"])("takes %j for no time", (text) => {
  expect(readClock(text)).toBeUndefined();
});
