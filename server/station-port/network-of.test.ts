import { expect, test } from "vitest";
import { networkOf } from "./network-of";

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:0db8:0001::6", "2001:db8:1::/48"],
  ["2001:db8::6", "2001:db8::/48"],
  ["fe80::1%eth0", "fe80::/48"],
  ["::1", "::/48"],
  ["unknown", "unknown"],
  ["203.0.113.77:5000", "unknown"],
])("%s lies in %s", (address, network) => expect(networkOf(address)).toBe(network));
