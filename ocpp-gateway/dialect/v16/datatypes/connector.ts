/** 1.6 connector n is EVSE n with one connector; connector 0 is the station as a whole. */
export function toEvse(connectorId: number): { evse: number; connector: number } {
  return { evse: connectorId, connector: connectorId === 0 ? 0 : 1 };
}
