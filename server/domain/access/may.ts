import type { Role } from "./role";

/** Every right that a procedure can require, as `noun:verb`. */
export const RIGHTS = [
  "overview:read",
  "station:read",
  "station:write",
  "station:command",
  "message:read",
  "session:read",
  "session:command",
  "session:export",
  "tariff:read",
  "tariff:write",
  "tariff:publish",
  "driver:read",
  "driver:write",
  "partner:read",
  "partner:write",
  "invoice:read",
  "invoice:write",
  "payment:write",
  "team:read",
  "team:write",
  "settings:read",
  "settings:write",
  "audit:read",
] as const;

export type Right = (typeof RIGHTS)[number];

const READ: readonly Right[] = ["overview:read", "station:read", "session:read", "tariff:read"];

const OPERATE: readonly Right[] = [
  ...READ,
  "station:write",
  "station:command",
  "message:read",
  "session:command",
  "session:export",
  "driver:read",
  "driver:write",
  "partner:read",
];

const RIGHTS_OF: Readonly<Record<Role, ReadonlySet<Right>>> = {
  owner: new Set(RIGHTS),
  operator: new Set<Right>([...OPERATE, "team:read", "settings:read"]),
  tariff_manager: new Set<Right>([...READ, "tariff:write", "tariff:publish", "partner:read"]),
  finance: new Set<Right>([
    ...READ,
    "session:export",
    "driver:read",
    "driver:write",
    "partner:read",
    "partner:write",
    "invoice:read",
    "invoice:write",
    "payment:write",
    "audit:read",
    "settings:read",
  ]),
  technician: new Set<Right>([
    "overview:read",
    "station:read",
    "station:write",
    "station:command",
    "message:read",
    "session:read",
    "session:command",
  ]),
  viewer: new Set(READ),
};

/**
 * The only table of permissions. The server checks it for every procedure, the portal only hides
 * what would be refused.
 */
export const may = (role: Role, right: Right): boolean => RIGHTS_OF[role].has(right);
