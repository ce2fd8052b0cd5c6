/** The roles a member of an operator may hold. One role per membership. */
export const ROLES = ["owner", "operator", "tariff_manager", "finance", "technician", "viewer"] as const;

export type Role = (typeof ROLES)[number];

export const isRole = (value: string): value is Role => ROLES.some((role) => role === value);
