/**
 * The variable that holds a station's own password: AuthorizationKey of 1.6,
 * SecurityCtrlr.BasicAuthPassword of 2.x (A01).
 */
import type { CommandOf, StationCommand, VariableName } from "./command";

const BASIC_AUTH_PASSWORD = ["securityctrlr", "basicauthpassword"];
const AUTHORIZATION_KEY = ["", "authorizationkey"];

/** The name of the password's variable in an OCPP version. */
export const credentialVariable = (ocppVersion: string | null): VariableName =>
  ocppVersion === "1.6"
    ? { component: "", instance: null, evse: null, variable: "AuthorizationKey" }
    : { component: "SecurityCtrlr", instance: null, evse: null, variable: "BasicAuthPassword" };

/** Names are compared without case (CiString). */
export function isCredentialVariable({ component, variable }: VariableName): boolean {
  const name = [component.toLowerCase(), variable.toLowerCase()].join("/");
  return name === BASIC_AUTH_PASSWORD.join("/") || name === AUTHORIZATION_KEY.join("/");
}

/** The password that a command sets, the last one that it names; null when it sets none. */
export const passwordIn = (command: StationCommand): string | null =>
  command.type === "set-variables" ? (passwordsOf(command).at(-1)?.value ?? null) : null;

const passwordsOf = ({ variables }: CommandOf<"set-variables">) => variables.filter(isCredentialVariable);
