/** OCPP 2.x: the station's device model, each variable under the name `Component.Variable`. */
import { type Setting, Settings } from "./settings";

export type VariableName = { readonly component: string; readonly variable: string };

export function settingName({ component, variable }: VariableName): string {
  return `${component}.${variable}`;
}

export function variableName(setting: Setting): VariableName {
  const dot = setting.name.indexOf(".");
  return { component: setting.name.slice(0, dot), variable: setting.name.slice(dot + 1) };
}

export function makeVariables(): Settings {
  return new Settings(VARIABLES, NAME_BY_ROLE);
}

const NAME_BY_ROLE = {
  heartbeatS: "OCPPCommCtrlr.HeartbeatInterval",
  meterIntervalS: "SampledDataCtrlr.TxUpdatedInterval",
  maxAttempts: "OCPPCommCtrlr.MessageAttempts",
  retryIntervalS: "OCPPCommCtrlr.MessageAttemptInterval",
  authorizeRemote: "AuthCtrlr.AuthorizeRemoteStart",
  connectorCount: "ChargingStation.EvseCount",
} as const;

const variable = (name: string, kind: Setting["kind"], value: string, isReadOnly = false): Setting => ({
  name,
  kind,
  value,
  isReadOnly,
});

const VARIABLES: readonly Setting[] = [
  variable("AlignedDataCtrlr.Interval", "integer", "0"),
  variable("AuthCacheCtrlr.Enabled", "boolean", "true"),
  variable("AuthCtrlr.AuthorizeRemoteStart", "boolean", "false"),
  variable("AuthCtrlr.Enabled", "boolean", "true", true),
  variable("AuthCtrlr.LocalAuthorizeOffline", "boolean", "true"),
  variable("AuthCtrlr.LocalPreAuthorize", "boolean", "false"),
  variable("AuthCtrlr.OfflineTxForUnknownIdEnabled", "boolean", "true"),
  variable("ChargingStation.AvailabilityState", "text", "Available", true),
  variable("ChargingStation.EvseCount", "integer", "1", true),
  variable("ClockCtrlr.TimeSource", "text", "Heartbeat", true),
  variable("DeviceDataCtrlr.ItemsPerMessage", "integer", "8", true),
  variable("OCPPCommCtrlr.HeartbeatInterval", "integer", "300"),
  variable("OCPPCommCtrlr.MessageAttemptInterval", "integer", "10"),
  variable("OCPPCommCtrlr.MessageAttempts", "integer", "5"),
  variable("OCPPCommCtrlr.MessageTimeout", "integer", "30", true),
  variable("OCPPCommCtrlr.NetworkConfigurationPriority", "text", "1"),
  variable("OCPPCommCtrlr.OfflineThreshold", "integer", "60"),
  variable("OCPPCommCtrlr.ResetRetries", "integer", "1"),
  variable("OCPPCommCtrlr.UnlockOnEVSideDisconnect", "boolean", "true"),
  variable("OCPPCommCtrlr.WebSocketPingInterval", "integer", "60"),
  variable("SampledDataCtrlr.Enabled", "boolean", "true", true),
  variable("SampledDataCtrlr.TxEndedInterval", "integer", "0"),
  variable("SampledDataCtrlr.TxEndedMeasurands", "text", "Energy.Active.Import.Register"),
  variable("SampledDataCtrlr.TxStartedMeasurands", "text", "Energy.Active.Import.Register"),
  variable("SampledDataCtrlr.TxUpdatedInterval", "integer", "30"),
  variable(
    "SampledDataCtrlr.TxUpdatedMeasurands",
    "text",
    "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC",
  ),
  variable("SecurityCtrlr.OrganizationName", "text", "Atlantic Charge"),
  variable("SecurityCtrlr.SecurityProfile", "integer", "1", true),
  variable("TxCtrlr.EVConnectionTimeOut", "integer", "60"),
  variable("TxCtrlr.StopTxOnEVSideDisconnect", "boolean", "true", true),
  variable("TxCtrlr.StopTxOnInvalidId", "boolean", "true", true),
  variable("TxCtrlr.TxStartPoint", "text", "PowerPathClosed", true),
  variable("TxCtrlr.TxStopPoint", "text", "Authorized,EVConnected", true),
];
