import type { GetCertificateStatusRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x M06: no OCSP responder is queried from here. */
export const getCertificateStatus = reportV2<GetCertificateStatusRequest>(
  "GetCertificateStatus",
  ({ ocspRequestData: { responderURL } }) => ({ info: responderURL }),
  '{"status":"Failed"}',
);
