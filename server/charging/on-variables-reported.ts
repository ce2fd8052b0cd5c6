import { touchStation, type EventContext } from "@/server/station-events/event-context";
import { markDone } from "@/server/commands/await-effects";
import { keepVariables } from "@/server/device-model/keep-variables";
import type { VariablesReportedEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/**
 * The station's configuration as it now reports it; with the last part a report that was asked for
 * is done.
 */
export async function onVariablesReported(context: EventContext, event: VariablesReportedEvent): Promise<Outcome> {
  await keepVariables(context, event.variables);
  if (event.isLast) {
    await markDone(context, "get-base-report", { path: "requestId", value: String(event.requestId) });
  }
  touchStation(context);
  return { type: "done" };
}
