import type { ChangeConfigurationRequest, ChangeConfigurationResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

/** 1.6 §5.3: one key at a time; several in one command are another version's word. */
export const changeConfiguration = outbound<"set-variables", ChangeConfigurationRequest, ChangeConfigurationResponse>(
  "1.6",
  "ChangeConfiguration",
  {
    toPayload({ variables }) {
      const [first, ...more] = variables;
      return first && more.length === 0 ? { key: first.variable, value: first.value } : null;
    },
    toResult({ status }, { variables }) {
      const isSet = status === "Accepted" || status === "RebootRequired";
      const answers = variables.map(({ value, ...name }) => ({
        ...name,
        status,
        value: isSet ? value : null,
        isReadOnly: null,
      }));
      return answered(isSet, status, null, answers);
    },
  },
);
