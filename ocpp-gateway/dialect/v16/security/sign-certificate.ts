import type { SignCertificateRequest } from "@/.generated/ocpp/v16";
import { reportV16 } from "@/ocpp-gateway/dialect/v16/report";

/** 1.6 security whitepaper A02, A03: no certificate authority signs for this CSMS. */
export const signCertificate = reportV16<SignCertificateRequest>(
  "SignCertificate",
  () => ({}),
  '{"status":"Rejected"}',
);
