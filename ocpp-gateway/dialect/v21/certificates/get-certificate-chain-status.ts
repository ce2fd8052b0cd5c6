import type { GetCertificateChainStatusRequest, GetCertificateChainStatusResponse } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 M07.FR.02, M07.FR.05: nothing is looked up from here, and the answer is stale at once. */
export const getCertificateChainStatus = reportV21<GetCertificateChainStatusRequest>(
  "GetCertificateChainStatus",
  ({ certificateStatusRequests }) => ({ info: certificateStatusRequests.flatMap(({ urls }) => urls).join(" · ") }),
  (_outcome, { certificateStatusRequests }, call): GetCertificateChainStatusResponse => ({
    certificateStatus: certificateStatusRequests.map(({ certificateHashData, source }) => ({
      certificateHashData,
      source,
      status: "Failed",
      nextUpdate: new Date(call.receivedAtMs).toISOString(),
    })),
  }),
);
