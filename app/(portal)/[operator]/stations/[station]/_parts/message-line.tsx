import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { JsonView } from "@/app/_ui/text/json-view";
import { TimeText } from "@/app/_ui/text/time-text";
import type { MessageRow } from "../../_parts/station-types";
import { ReadAgainDialog, type RefusedLine } from "./reread/read-again-dialog";

/**
 * One message in a line, its JSON below when opened. It stays open while newer ones come in above
 * it.
 */
export async function MessageLine(props: {
  stationId: string;
  message: MessageRow;
  zone: string;
  /** itself, when it can be read again */
  refused: readonly RefusedLine[];
}) {
  const { stationId, message, zone, refused } = props;
  const [t, rereadText] = await Promise.all([getTranslator("stations"), getTranslator("deviations")]);
  const isRefused = message.errorCode !== null;
  const Arrow = message.direction === "in" ? ArrowDownLeft : ArrowUpRight;
  return (
    <details className="group/message border-b border-line last:border-b-0">
      <summary className="flex min-h-7 items-center gap-3 px-3 hover:bg-hover pointer-coarse:min-h-11">
        <Arrow
          aria-hidden
          className={`size-3.5 shrink-0 ${message.direction === "in" ? "text-muted" : "text-accent-text"}`}
        />
        <span className="sr-only">{t(`messages.${message.direction}`)}</span>
        <span className="w-52 shrink-0 truncate font-medium max-sm:w-auto max-sm:flex-1">
          {message.action ?? t("messages.frame")}
        </span>
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-muted max-sm:hidden">
          {message.request.slice(0, 160)}
        </span>
        {message.rereadAt !== null && <Badge tone="good">{rereadText("again.rereadAt")}</Badge>}
        {isRefused ? (
          <Badge tone={message.rereadAt === null ? "bad" : "idle"}>{message.errorCode}</Badge>
        ) : (
          message.answer === null && (
            <Badge tone={message.direction === "out" ? "warn" : "idle"}>{t("messages.unanswered")}</Badge>
          )
        )}
        <span className="text-xs text-muted">
          <TimeText at={message.receivedAt} zone={zone} style="seconds" />
        </span>
      </summary>
      <div className="grid gap-3 bg-canvas px-3 py-3 lg:grid-cols-2">
        <Part title={t("messages.request")} text={message.request} />
        {message.answer !== null && <Part title={t("messages.answer")} text={message.answer} />}
        {message.errorDescription !== null && message.errorDescription !== "" && (
          <p className="text-bad-text lg:col-span-2">{message.errorDescription}</p>
        )}
        <p className="text-xs text-muted lg:col-span-2">
          {t(`messages.${message.direction}`)} · OCPP {message.ocppVersion} ·{" "}
          {t("messages.id", { id: message.messageId ?? "–" })} ·{" "}
          <TimeText at={message.receivedAt} zone={zone} style="full" />
          {message.rereadAt !== null && (
            <>
              {" · "}
              {rereadText("again.rereadAt")} <TimeText at={message.rereadAt} zone={zone} style="full" />
            </>
          )}
        </p>
        {isRefused && (
          <div className="empty:hidden lg:col-span-2">
            <ReadAgainDialog stationId={stationId} zone={zone} refused={refused} label={rereadText("again.button")} />
          </div>
        )}
      </div>
    </details>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs font-medium text-muted">{title}</p>
      <JsonView value={text} what={title} />
    </div>
  );
}
