"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { Notice } from "@/app/_ui/feedback/notice";
import { Checkbox } from "@/app/_ui/fields/checkbox";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { TimeText } from "@/app/_ui/text/time-text";
import { RereadReportView } from "./reread-report";

/** A refused frame that can be read again. */
export type RefusedLine = { readonly receivedAt: string; readonly id: string; readonly action: string };

/** While somebody waits for a gateway, we look… */
const LOOK_EVERY_MS = 500;
/** …and for so long. */
const MAX_WAIT_MS = 20_000;

type Requested = { readonly rereadId: string; readonly mode: "preview" | "apply"; readonly atMs: number };

/**
 * Reads refused messages again: those chosen, first as a preview, then for good. Nothing is shown
 * when there is none; the page that reads itself again meanwhile must not close what was opened.
 */
export function ReadAgainDialog(props: {
  stationId: string;
  zone: string;
  refused: readonly RefusedLine[];
  label: string;
}) {
  const t = useTranslations("deviations.again");
  const [open, setOpen] = useState(false);
  if (props.refused.length === 0 && !open) return null;
  return (
    <Dialog
      title={t("title")}
      description={t("hint")}
      wide
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon={<RotateCw aria-hidden />}>
          {props.label}
        </Button>
      }
    >
      {open && <Course {...props} onClose={() => setOpen(false)} />}
    </Dialog>
  );
}

function Course(props: { stationId: string; zone: string; refused: readonly RefusedLine[]; onClose: () => void }) {
  const { stationId, zone, onClose } = props;
  const t = useTranslations("deviations.again");
  const trpc = useTRPC();
  const router = useRouter();
  // those of the moment it was opened: the page may read itself again meanwhile
  const [refused] = useState(props.refused);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(refused.map(({ id }) => id)));
  const [requested, setRequested] = useState<Requested | null>(null);
  const request = useMutation(trpc.stations.readAgain.mutationOptions());
  const { rereadId = "", mode, atMs = 0 } = requested ?? {};
  const found = useQuery(
    trpc.stations.reread.queryOptions(
      { rereadId },
      {
        enabled: requested !== null,
        staleTime: 0,
        refetchInterval: ({ state: { data, dataUpdatedAt } }) =>
          isOver(data?.state) || dataUpdatedAt - atMs > MAX_WAIT_MS ? false : LOOK_EVERY_MS,
      },
    ),
  );
  const start = async (next: Requested["mode"]) => {
    const messages = refused.filter(({ id }) => chosen.has(id)).map(({ receivedAt, id }) => ({ receivedAt, id }));
    const answer = await request.mutateAsync({ stationId, mode: next, messages });
    setRequested({ ...answer, mode: next, atMs: Date.now() });
  };
  const state = found.data?.state;
  const isLate = requested !== null && !isOver(state) && found.dataUpdatedAt - atMs > MAX_WAIT_MS;
  const isWaiting = request.isPending || (requested !== null && !isOver(state) && !isLate);
  const isDone = mode === "apply" && state === "done";
  const close = () => {
    if (isDone) router.refresh();
    onClose();
  };
  return (
    <div className="grid gap-4">
      {requested === null && <Choice refused={refused} zone={zone} chosen={chosen} onChange={setChosen} />}
      {isWaiting && <Notice tone="live">{t("waiting")}</Notice>}
      {isLate && <Notice tone="warn">{t("noGateway")}</Notice>}
      {(state === "failed" || request.isError) && <Notice tone="bad">{t("failed")}</Notice>}
      {found.data?.report && <RereadReportView report={found.data.report} isPreview={mode === "preview"} zone={zone} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={close}>{t("close")}</Button>
        {requested === null && (
          <Button pending={isWaiting} disabled={chosen.size === 0} onClick={() => void start("preview")}>
            {t("preview")}
          </Button>
        )}
        {!isDone && (
          <Button
            variant="primary"
            pending={isWaiting}
            disabled={chosen.size === 0}
            onClick={() => void start("apply")}
          >
            {t("apply")}
          </Button>
        )}
      </div>
    </div>
  );
}

const isOver = (state: string | undefined): boolean => state === "done" || state === "failed";

/** The refused messages that the page shows, each to be chosen. */
function Choice(props: {
  refused: readonly RefusedLine[];
  zone: string;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { refused, zone, chosen, onChange } = props;
  const t = useTranslations("deviations.again");
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t("all")}</legend>
      {refused.length > 1 && (
        <Checkbox
          label={t("all")}
          checked={chosen.size === refused.length}
          indeterminate={chosen.size > 0 && chosen.size < refused.length}
          onCheckedChange={(isChosen) => onChange(new Set(isChosen ? refused.map(({ id }) => id) : []))}
        />
      )}
      {refused.map(({ id, action, receivedAt }) => (
        <div key={id} className="flex items-center gap-3">
          <Checkbox
            className="min-w-0 flex-1"
            label={action}
            checked={chosen.has(id)}
            onCheckedChange={(isChosen) => {
              const next = new Set(chosen);
              if (isChosen) next.add(id);
              else next.delete(id);
              onChange(next);
            }}
          />
          <span className="text-xs text-muted">
            <TimeText at={receivedAt} zone={zone} style="full" />
          </span>
        </div>
      ))}
    </fieldset>
  );
}
