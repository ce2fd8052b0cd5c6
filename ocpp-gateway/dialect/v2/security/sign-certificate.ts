import type { SignCertificateRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x A02, A03: no certificate authority signs for this CSMS. */
export const signCertificate = reportV2<SignCertificateRequest>(
  "SignCertificate",
  ({ certificateType }) => ({ info: certificateType }),
  '{"status":"Rejected"}',
);
