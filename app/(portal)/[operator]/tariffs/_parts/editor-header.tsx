"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { useDraft } from "./use-draft";

/** The draft's name and state, and what can be done with it. */
export function EditorHeader({
  operator,
  name,
  draft: { draft, isDirty, isAhead, isSaving, save, publish, discard },
  canPublish,
  isPublishable,
}: {
  operator: string;
  name: string;
  draft: ReturnType<typeof useDraft>;
  canPublish: boolean;
  isPublishable: boolean;
}) {
  const t = useTranslations("tariffs");
  const version = String(draft.version);
  const home = `/${operator}/tariffs`;
  return (
    <PageHeader
      crumbs={[
        { label: t("title"), href: home },
        ...(draft.tariffId === null ? [] : [{ label: name, href: `${home}/${draft.tariffId}` }]),
      ]}
      title={draft.tariffId === null ? t("editor.newTitle") : t("editor.title", { name, version })}
      status={isAhead && <Status tone="warn">{t(isDirty ? "editor.unsaved" : "versionStates.draft")}</Status>}
      actions={
        <>
          {draft.versionId !== null && (
            <ConfirmDialog
              danger
              title={t("editor.discardTitle")}
              action={t("editor.discard")}
              trigger={<Button variant="quiet">{t("editor.discard")}</Button>}
              onConfirm={discard}
            >
              {t("editor.discardText")}
            </ConfirmDialog>
          )}
          <Button
            pending={isSaving}
            disabled={!isDirty}
            // a refusal stays on the page: the editor shows `error`
            onClick={() => void save().catch(() => {})}
          >
            {t("editor.save")}
          </Button>
          {canPublish && (
            <ConfirmDialog
              title={t("editor.publishTitle", { version })}
              action={t("editor.publish")}
              trigger={
                <Button
                  variant="primary"
                  disabled={!isPublishable || !isAhead}
                  title={isPublishable ? undefined : t("editor.publishBlocked")}
                >
                  {t("editor.publish")}
                </Button>
              }
              onConfirm={publish}
            >
              {t("editor.publishText")}
            </ConfirmDialog>
          )}
        </>
      }
    />
  );
}
