/** The name of this gateway process, given when the port opens. */
let gatewayId: string | null = null;

export const setThisGateway = (id: string | null): void => {
  gatewayId = id;
};

/** Throws when the port is not open: a gateway without a name cannot hold stations. */
export function thisGateway(): string {
  if (gatewayId === null) throw new Error("the station port is not open");
  return gatewayId;
}
