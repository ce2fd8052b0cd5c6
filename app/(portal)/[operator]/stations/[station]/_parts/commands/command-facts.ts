import type { getTranslator } from "@/app/_i18n/translator";
import type { CommandOf, CommandType, StationCommand } from "@/server/domain/station/command";
import type { CommandRow } from "../../../_parts/station-types";

type Translator = Awaited<ReturnType<typeof getTranslator<"stations">>>;

/** What exactly was asked, beside the command's name. */
export function commandFacts(command: CommandRow["command"], t: Translator): string {
  const place = (evse: number | null) =>
    evse === null || evse === 0 ? t("command.wholeStation") : t("form.evse", { number: String(evse) });
  const facts = FACTS[command.type] as ((command: StationCommand, t: Translator, place: Place) => string) | undefined;
  return facts?.(command, t, place) ?? "";
}

type Place = (evse: number | null) => string;

/** A command without input needs no line. */
const FACTS: {
  readonly [Type in CommandType]?: (command: CommandOf<Type>, t: Translator, place: Place) => string;
} = {
  "remote-start": ({ evse, token }, _t, place) => `${place(evse)} · ${token.uid}`,
  "remote-stop": ({ session }) => (session.by === "number" ? `#${session.sessionNumber}` : session.transactionId),
  reset: ({ kind }, t) => t(`command.${kind}`),
  "unlock-connector": ({ evse }, _t, place) => place(evse),
  "change-availability": ({ evse, operative }, t, place) =>
    `${place(evse)} · ${t(operative ? "command.operative" : "command.inoperative")}`,
  "trigger-message": ({ message, evse }, t, place) => `${t(`command.messages.${message}`)} · ${place(evse)}`,
  "get-variables": ({ variables }) => variables.map(({ variable }) => variable).join(", "),
  "set-variables": ({ variables }) => variables.map(({ variable, value }) => `${variable} = ${value}`).join(", "),
};
