import type { Get15118EVCertificateRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x M01, M02: no provider of contract certificates is connected to this CSMS. */
export const get15118EVCertificate = reportV2<Get15118EVCertificateRequest>(
  "Get15118EVCertificate",
  ({ action }) => ({ info: action }),
  '{"status":"Failed","exiResponse":""}',
);
