import { UUID } from "../../_parts/query";
import { MessagesSquare } from "lucide-react";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { SessionStatus } from "../_parts/session-status";
import type { SessionDetail } from "../_parts/session-types";
import { Documents } from "./_parts/documents";
import { Facts } from "./_parts/facts";
import { Findings } from "./_parts/findings";
import { PriceExplained } from "./_parts/price-explained";
import { SessionChart } from "./_parts/session-chart";
import { StopButton } from "./_parts/stop-button";
import { StopProgress } from "./_parts/stop-progress";
import { WaitingNotice } from "./_parts/waiting-notice";

type Props = { readonly params: Promise<{ operator: string; session: string }> };

export async function generateMetadata() {
  const t = await getTranslator("sessions");
  return { title: t("title") };
}

/**
 * One session: who and where, its course, its price explained, what a person should see, its
 * documents.
 */
export default async function SessionPage({ params }: Props) {
  const { operator, session: sessionId } = await params;
  if (!UUID.test(sessionId)) notFound();
  const t = await getTranslator("sessions");
  const api = await portal(operator);
  const [detail, membership] = await Promise.all([
    orNotFound(api.sessions.read({ sessionId })),
    orNotFound(api.operators.current()),
  ]);
  const { row, facts, price, stop } = detail;
  const { role } = membership;
  const needsTariffs = row.billingState === "needs_price" && may(role, "invoice:write");
  const tariffs = needsTariffs ? await orNotFound(api.tariffs.list({ state: "live" })) : [];
  return (
    <ClientMessages areas={["sessions", "tariffs"]}>
      <LiveRefresh topics={[`session:${sessionId}`, ...(stop ? [`command:${stop.id}`] : [])]} />
      <PageHeader
        crumbs={[{ label: t("title"), href: `/${operator}/sessions` }]}
        title={t("sessionTitle", { number: String(row.number) })}
        status={<SessionStatus row={row} />}
        description={[
          `${row.stationName} ·`,
          t("evse", { number: String(row.evseNumber) }),
          t("at", { site: row.siteName }),
        ].join(" ")}
        actions={
          <>
            {may(role, "message:read") && (
              <LinkButton href={messagesAddress(operator, detail)} icon={<MessagesSquare aria-hidden />}>
                {t("messages")}
              </LinkButton>
            )}
            {row.state === "active" && may(role, "session:command") && <StopButton sessionId={sessionId} />}
          </>
        }
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 content-start gap-6">
          {stop && <StopProgress stop={stop} isEnded={row.state === "ended"} zone={row.timeZone} />}
          <WaitingNotice
            sessionId={sessionId}
            billingState={row.billingState}
            mayBill={may(role, "invoice:write")}
            tariffs={tariffs.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SessionChart detail={detail} />
          <PriceExplained price={price} zone={row.timeZone} />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <Facts operator={operator} row={row} facts={facts} price={price} />
          <Findings findings={detail.findings} zone={row.timeZone} mayDismiss={may(role, "session:command")} />
          <Documents
            operator={operator}
            records={detail.records}
            isUnbilled={row.billingState === "not_billable"}
            zone={row.timeZone}
            mayOpen={may(role, "invoice:read")}
          />
        </div>
      </div>
    </ClientMessages>
  );
}

/**
 * The station's raw messages around this session: a minute before the start, a minute after what
 * came last.
 */
function messagesAddress(operator: string, { row, facts }: SessionDetail): string {
  const MINUTE_MS = 60_000;
  const from = new Date(Math.min(row.startedAtMs, facts.startReceivedAtMs) - MINUTE_MS).toISOString();
  const last = Math.max(row.endedAtMs ?? 0, facts.endReceivedAtMs ?? 0);
  const range = new URLSearchParams({
    tab: "messages",
    from,
    ...(last > 0 ? { to: new Date(last + MINUTE_MS).toISOString() } : {}),
  });
  return `/${operator}/stations/${row.stationId}?${range.toString()}`;
}
