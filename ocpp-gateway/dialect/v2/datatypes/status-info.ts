import type { StatusInfoType } from "@/.generated/ocpp/v21";

/** Why a station said so, in one line: its reason code and what it adds. */
export function toInfo(statusInfo: StatusInfoType | undefined): string | null {
  if (!statusInfo) return null;
  const { reasonCode, additionalInfo } = statusInfo;
  return additionalInfo === undefined ? reasonCode : `${reasonCode}: ${additionalInfo}`;
}
