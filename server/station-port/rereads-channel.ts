/** The Postgres channel on which gateways learn of frames to be read again: "tenant/reread". */
export const REREADS_CHANNEL = "corrente_rereads";
