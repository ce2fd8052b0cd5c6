import type { SchemaError, OcppVersion, EncodedCommand, ReadAnswer, Receipt } from "@/ocpp-gateway/dialect/dialect";
import { readerOf } from "@/ocpp-gateway/dialect/reading/reader";
import { checkOf } from "@/ocpp-gateway/dialect/schemas";
import type { Deviation } from "@/server/domain/station/deviation";
import type {
  CommandOf,
  CommandResult,
  CommandType,
  StationCommand,
  VariableAnswer,
} from "@/server/domain/station/command";

/** A version's commands by type. A missing type means that the version has no such message. */
export type Encoders = { readonly [Type in CommandType]?: CommandEncoder<Type> };

export type CommandEncoder<Type extends CommandType> = (command: CommandOf<Type>) => EncodedCommand;

export function encodeBy(encoders: Encoders): (command: StationCommand) => EncodedCommand {
  return (command) => {
    // each encoder stands under the type that it takes
    const encode = encoders[command.type] as ((command: StationCommand) => EncodedCommand) | undefined;
    return encode?.(command) ?? { type: "unsupported" };
  };
}

export type Encoding<Type extends CommandType, Request extends object, Response> = {
  /** Null when the version has no word for this command as it stands. */
  readonly toPayload: (command: CommandOf<Type>) => Request | null;
  /** The answer has passed its schema, or was read to what the schema's type says. */
  readonly toResult: (answer: Response, command: CommandOf<Type>) => CommandResult;
};

/** One message to a station: what we say, checked before it leaves, and what its answer means. */
export function outbound<Type extends CommandType, Request extends object, Response>(
  version: OcppVersion,
  action: string,
  { toPayload, toResult }: Encoding<Type, Request, Response>,
): CommandEncoder<Type> {
  const checkRequest = checkOf(version, action, "req");
  const readAnswer = readerOf(version, action, "conf");
  return (command) => {
    const payload = toPayload(command);
    if (payload === null) return { type: "unsupported" };
    const schemaError = checkRequest(payload);
    if (schemaError) return { type: "unencodable", schemaError };
    const read = (raw: unknown, receipt: Receipt): ReadAnswer => {
      const answer = readAnswer(raw, null, receipt);
      if (!answer.ok) return { result: brokenAnswer(answer.schemaError), deviations: [] };
      // The reader has just proved the cast: type and schema have one source.
      const result = toResult(answer.payload as Response, command);
      return { result, deviations: answer.deviations.map(withoutValue) };
    };
    return { type: "call", action, text: JSON.stringify(payload), read };
  };
}

/** A station's configuration holds passwords, so what it answers is not repeated elsewhere. */
const withoutValue = (deviation: Deviation): Deviation => ({ ...deviation, value: null });

/** The station's plain answer: a status word, and in 2.x perhaps why. */
export function answered(
  isAccepted: boolean,
  status: string,
  info: string | null = null,
  variables: readonly VariableAnswer[] = [],
): CommandResult {
  return { type: "answered", isAccepted, status, info, variables };
}

/** What the station did is unknown then; its words stand in the message log. */
function brokenAnswer(schemaError: SchemaError): CommandResult {
  return {
    type: "refused",
    errorCode: "AnswerBreaksSchema",
    description: `The station's answer breaks the schema at ${schemaError.where}: ${schemaError.message}`,
  };
}
