import type { GetConfigurationRequest, GetConfigurationResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import type { VariableAnswer, VariableName } from "@/server/domain/station/command";

/**
 * 1.6 §5.8. No key asks for all of them; the answer has no status word, only keys known and
 * unknown.
 */
export const getConfiguration = outbound<"get-variables", GetConfigurationRequest, GetConfigurationResponse>(
  "1.6",
  "GetConfiguration",
  {
    toPayload: ({ variables }) => (variables.length === 0 ? {} : { key: variables.map(({ variable }) => variable) }),
    toResult({ configurationKey = [], unknownKey = [] }) {
      const known = configurationKey.map(
        ({ key, value, readonly }): VariableAnswer => ({
          ...nameOfKey(key),
          status: "Accepted",
          value: value ?? null,
          isReadOnly: readonly,
        }),
      );
      const unknown = unknownKey.map(
        (key): VariableAnswer => ({ ...nameOfKey(key), status: "UnknownKey", value: null, isReadOnly: null }),
      );
      return answered(true, "Accepted", null, [...known, ...unknown]);
    },
  },
);

function nameOfKey(key: string): VariableName {
  return { component: "", instance: null, evse: null, variable: key };
}
