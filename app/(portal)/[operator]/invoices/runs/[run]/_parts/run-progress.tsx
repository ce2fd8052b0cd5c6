import { getTranslator } from "@/app/_i18n/translator";
import { Notice } from "@/app/_ui/feedback/notice";
import { Progress } from "@/app/_ui/feedback/progress";
import type { RunDetail } from "../../../_parts/invoice-types";

/**
 * How far the issued documents have gone out. It is read from what was stored, so it survives a
 * reload.
 */
export async function RunProgress({ run }: { run: RunDetail }) {
  const t = await getTranslator("invoices");
  const { numbered, printed, mailed, mailFailed, stripeFailed } = run.progress;
  if (numbered === 0) return null;
  const isOut = printed === numbered && mailed === numbered;
  return (
    <div className="grid gap-3">
      {!isOut && (
        <div className="grid max-w-120 gap-3">
          <Progress label={t("runPage.printing")} done={printed} total={numbered} />
          <Progress label={t("runPage.mailing")} done={mailed} total={numbered} />
        </div>
      )}
      {isOut && run.invoices.draft === 0 && <Notice tone="good">{t("runPage.allOut")}</Notice>}
      {mailFailed > 0 && <Notice tone="bad">{t("runPage.mailFailed", { count: mailFailed })}</Notice>}
      {stripeFailed > 0 && <Notice tone="bad">{t("runPage.stripeFailed", { count: stripeFailed })}</Notice>}
    </div>
  );
}
