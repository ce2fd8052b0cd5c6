import type { NotifyEVChargingNeedsRequest, NotifyEVChargingNeedsResponse } from "@/.generated/ocpp/v21";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { reportDecoding } from "@/ocpp-gateway/dialect/report";
import type { Version2 } from "@/ocpp-gateway/dialect/v2/message";

/**
 * 2.x K15: no schedule follows. In 2.0.1 that is Rejected (K15.FR.04). In 2.1 a rejected transfer
 * ends the transaction (Q01.FR.04), so only feeding back is rejected.
 */
export const notifyEVChargingNeeds = (version: Version2) =>
  inbound<NotifyEVChargingNeedsRequest>(
    version,
    "NotifyEVChargingNeeds",
    reportDecoding(
      "NotifyEVChargingNeeds",
      ({ evseId, timestamp, chargingNeeds }) => ({
        evse: evseId,
        timestamp,
        info: chargingNeeds.requestedEnergyTransfer,
      }),
      (_outcome, { chargingNeeds }): NotifyEVChargingNeedsResponse => ({
        status: version === "2.0.1" || feedsBack(chargingNeeds) ? "Rejected" : "NoChargingProfile",
      }),
    ),
  );

/** Bidirectional power transfer, which ISO 15118-20 has in the name of the mode. */
const feedsBack = ({ requestedEnergyTransfer }: NotifyEVChargingNeedsRequest["chargingNeeds"]): boolean =>
  requestedEnergyTransfer.includes("BPT");
