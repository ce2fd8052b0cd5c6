import { addFinding } from "@/server/findings/add-finding";
import type { EventContext } from "@/server/station-events/event-context";
import type { SecurityEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/**
 * Of the critical events (2.0.1 part 2 appendix 1), those that are no everyday matter such as a
 * start or a set clock.
 */
const ALARMING: ReadonlySet<string> = new Set([
  "FailedToAuthenticateAtCsms",
  "CsmsFailedToAuthenticate",
  "AttemptedReplayAttacks",
  "TamperDetectionActivated",
  "InvalidFirmwareSignature",
  "InvalidFirmwareSigningCertificate",
  "InvalidCsmsCertificate",
  "InvalidChargingStationCertificate",
  "InvalidTLSVersion",
  "InvalidTLSCipherSuite",
  "InvalidMessages",
  "MemoryExhaustion",
  "SecurityLogWasCleared",
]);

/** Every notice is kept in its event; the alarming ones are put before a person. */
export async function onSecurityEvent({ handle, station }: EventContext, event: SecurityEvent): Promise<Outcome> {
  const { kind, info } = event;
  if (ALARMING.has(kind)) {
    const { stationId } = station;
    await addFinding(handle, {
      code: "SECURITY_EVENT",
      severity: "warning",
      stationId,
      sessionId: null,
      data: { kind, info },
    });
  }
  return { type: "done" };
}
