import type { getTranslator } from "@/app/_i18n/translator";
import type { CommandRow } from "../../../_parts/station-types";

type Translator = Awaited<ReturnType<typeof getTranslator<"stations">>>;

/** What exactly was asked, beside the command's name. */
export function commandFacts(command: CommandRow["command"], t: Translator): string {
  const place = (evse: number | null) =>
    evse === null || evse === 0 ? t("command.wholeStation") : t("form.evse", { number: String(evse) });
  switch (command.type) {
    case "remote-start":
      return `${place(command.evse)} · ${command.token.uid}`;
    case "remote-stop":
      return command.session.by === "number" ? `#${command.session.sessionNumber}` : command.session.transactionId;
    case "reset":
      return t(`command.${command.kind}`);
    case "unlock-connector":
      return place(command.evse);
    case "change-availability":
      return `${place(command.evse)} · ${t(command.operative ? "command.operative" : "command.inoperative")}`;
    case "trigger-message":
      return `${t(`command.messages.${command.message}`)} · ${place(command.evse)}`;
    case "get-variables":
      return command.variables.map(({ variable }) => variable).join(", ");
    case "set-variables":
      return command.variables.map(({ variable, value }) => `${variable} = ${value}`).join(", ");
    case "get-base-report":
      return "";
  }
}
