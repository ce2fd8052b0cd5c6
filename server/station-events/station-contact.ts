import type { StationIdentity } from "@/server/station-events/exchange";

/**
 * When a station was in contact with us. What it did then it reported then: only what it did while
 * it was away can come late.
 */
export type StationContact = {
  readonly connectedAtMs: number;
  /** the connection before: when it began, and when the station was last seen on it */
  readonly previous: { readonly fromMs: number; readonly toMs: number } | null;
  readonly registeredAtMs: number;
  /** by how much its clock is behind ours, as its newest live message showed; null: it is right */
  clockBehindMs: number | null;
};

/** By connection: each has a station object of its own. */
const contacts = new WeakMap<StationIdentity, StationContact>();

export function setContact(station: StationIdentity, contact: StationContact): void {
  contacts.set(station, contact);
}

/** Undefined when the station's connection is not known here: nothing is concluded then. */
export const contactOf = (station: StationIdentity): StationContact | undefined => contacts.get(station);
