/**
 * A command whose variables are more than a station takes in one message: split in several calls,
 * in their order, with one result. Pure.
 */
import type { CommandOf, CommandResult, StationCommand, VariableName } from "./command";

/** How much one message may carry; null: the station has named no bound. */
export type CallLimits = { readonly items: number | null; readonly bytes: number | null };

type WithVariables = CommandOf<"get-variables" | "set-variables">;

const hasVariables = (command: StationCommand): command is WithVariables =>
  command.type === "get-variables" || command.type === "set-variables";

/**
 * The parts of a command, each of which one message carries: ItemsPerMessage and BytesPerMessage of
 * DeviceDataCtrlr (2.0.1 B05.FR.11, B06.FR.05), GetConfigurationMaxKeys of 1.6, and no variable
 * twice in one SetVariables (B05.FR.13). A variable that is too large alone goes alone.
 * @param bytesOf the size of the message that carries a part
 */
export function splitCommand(
  command: StationCommand,
  { items, bytes }: CallLimits,
  bytesOf: (part: StationCommand) => number,
): readonly StationCommand[] {
  if (!hasVariables(command) || command.variables.length < 2) return [command];
  const parts: VariableName[][] = [];
  for (const variable of command.variables) {
    const last = parts.at(-1);
    const fits =
      last !== undefined &&
      (items === null || last.length < items) &&
      !(command.type === "set-variables" && last.some((other) => nameOf(other) === nameOf(variable))) &&
      (bytes === null || bytesOf(partOf(command, [...last, variable])) <= bytes);
    if (fits) last.push(variable);
    else parts.push([variable]);
  }
  return parts.map((variables) => partOf(command, variables));
}

/** The variables are the command's own, so each has what its type wants. */
const partOf = (command: WithVariables, variables: readonly VariableName[]): StationCommand =>
  ({ ...command, variables }) as StationCommand;

/** Names are compared without case (CiString). */
const nameOf = ({ component, instance, evse, variable }: VariableName): string =>
  JSON.stringify([component.toLowerCase(), instance?.toLowerCase() ?? "", evse, variable.toLowerCase()]);

/**
 * One result of the parts that were sent. The first that was not answered ends the command: what
 * follows it was not sent. Variables that were answered before it are reported all the same.
 * @param total how many parts there are
 */
export function joinResults(command: StationCommand, results: readonly CommandResult[], total: number): CommandResult {
  const [only] = results;
  if (only && total === 1) return only;
  const answers = results.filter((result) => result.type === "answered");
  const variables = answers.flatMap((answer) => answer.variables);
  const failure = results.find((result) => result.type !== "answered");
  if (failure) {
    if (variables.length === 0) return failure;
    const status = failure.type === "refused" ? failure.errorCode : "NoAnswer";
    return { type: "answered", isAccepted: false, status, info: sentOf(results.length, total), variables };
  }
  if (answers.length < total)
    return {
      type: "answered",
      isAccepted: false,
      status: "Incomplete",
      info: sentOf(results.length, total),
      variables,
    };
  const accepted = answers.find(({ isAccepted }) => isAccepted);
  const refused = answers.find(({ isAccepted }) => !isAccepted);
  // what is read is worth having in part; what is set is done when all of it is
  const decisive = command.type === "get-variables" ? (accepted ?? refused) : (refused ?? needingReboot(answers));
  const { isAccepted, status, info } = decisive ?? { isAccepted: true, status: "Accepted", info: null };
  return { type: "answered", isAccepted, status, info, variables };
}

const needingReboot = <Answer extends { readonly status: string }>(answers: readonly Answer[]): Answer | undefined =>
  answers.find(({ status }) => status === "RebootRequired") ?? answers[0];

const sentOf = (sent: number, total: number): string => `${sent} of ${total} messages were sent`;
