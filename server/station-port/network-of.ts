import { isIP } from "node:net";

/**
 * The network of an address, as much of it as says where an attempt came from: 203.0.113.0/24,
 * 2001:db8:1::/48; "unknown" for what is no address.
 */
export function networkOf(address: string): string {
  const plain = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  if (isIP(plain) === 4) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  return isIP(plain) === 6 ? `${firstGroups(plain.split("%")[0] ?? "")}::/48` : "unknown";
}

/** The first three of the eight groups of an IPv6 address, without zeros at their end. */
function firstGroups(address: string): string {
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const after = tail === undefined ? [] : tail.split(":").filter((group) => group !== "");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const all = [...groups, ...Array<string>(zeros).fill("0"), ...after];
  const first = all.slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ""));
  while (first.at(-1) === "0") first.pop();
  return first.join(":");
}
