"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/app/_trpc/client";
import { toast } from "@/app/_ui/feedback/toast";
import { type EditorModel, toContent } from "./editor-model";

/** The draft as the server last knew it; ids are null for what was never saved. */
export type DraftState = {
  readonly tariffId: string | null;
  readonly versionId: string | null;
  readonly version: number;
  readonly updatedAtMs: number | null;
};

const written = (model: EditorModel): string => JSON.stringify([model.name.trim(), toContent(model)]);

/**
 * Saving, publishing and discarding of what is on the screen. Saving first is part of publishing.
 */
export function useDraft(operator: string, start: DraftState, model: EditorModel) {
  const t = useTranslations("tariffs");
  const router = useRouter();
  const trpc = useTRPC();
  const [draft, setDraft] = useState(start);
  const [savedText, setSavedText] = useState(() => (start.tariffId === null ? null : written(model)));
  const create = useMutation(trpc.tariffs.create.mutationOptions());
  const change = useMutation(trpc.tariffs.saveDraft.mutationOptions());
  const publishing = useMutation(trpc.tariffs.publish.mutationOptions());
  const discarding = useMutation(trpc.tariffs.discardDraft.mutationOptions());
  const now = written(model);
  const isDirty = savedText !== now;
  useLeaveWarning(isDirty && savedText !== null);

  async function save() {
    const { tariffId, versionId, updatedAtMs } = draft;
    const [name, content] = [model.name, toContent(model)];
    const saved =
      tariffId === null
        ? await create.mutateAsync({ name, content })
        : await change.mutateAsync({ tariffId, name, content, versionId, seenAtMs: updatedAtMs });
    setDraft(saved);
    setSavedText(now);
    return { saved, isNew: tariffId === null };
  }

  return {
    draft,
    isDirty,
    /** there is something that no published version says */
    isAhead: isDirty || draft.versionId !== null,
    isSaving: create.isPending || change.isPending,
    error: create.error ?? change.error,
    save: async () => {
      const { saved, isNew } = await save();
      toast.done(t("editor.saved"));
      // the address of the draft, without asking for the page anew: what is being typed stays
      if (isNew) window.history.replaceState(null, "", `/${operator}/tariffs/${saved.tariffId}/edit`);
    },
    publish: async () => {
      const current = isDirty ? (await save()).saved : draft;
      const { tariffId, versionId, updatedAtMs } = current;
      if (tariffId === null || versionId === null || updatedAtMs === null) return;
      const { version } = await publishing.mutateAsync({ tariffId, versionId, seenAtMs: updatedAtMs });
      toast.done(t("editor.published", { version: String(version) }));
      router.push(`/${operator}/tariffs/${tariffId}`);
      router.refresh();
    },
    discard: async () => {
      const { tariffId, versionId } = draft;
      if (tariffId === null || versionId === null) return;
      const { tariffRemains } = await discarding.mutateAsync({ tariffId, versionId });
      toast.done(t("editor.discarded"));
      router.push(tariffRemains ? `/${operator}/tariffs/${tariffId}` : `/${operator}/tariffs`);
      router.refresh();
    },
  };
}

function useLeaveWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isOn]);
}
