import { getTranslator } from "@/app/_i18n/translator";
import type { Choice } from "@/app/_ui/fields/choice";
import { Notice } from "@/app/_ui/feedback/notice";
import type { SessionDetail } from "../../_parts/session-types";
import { AcceptDialog } from "./accept-dialog";
import { PriceDialog } from "./price-dialog";

/** A session whose bill waits for a person says so first, with what can be done. */
export async function WaitingNotice({
  sessionId,
  billingState,
  mayBill,
  tariffs,
}: {
  sessionId: string;
  billingState: SessionDetail["row"]["billingState"];
  mayBill: boolean;
  tariffs: readonly Choice[];
}) {
  const t = await getTranslator("sessions");
  if (billingState === "hold") {
    return (
      <Notice tone="warn" title={t("holdTitle")} action={mayBill && <AcceptDialog sessionId={sessionId} />}>
        {t("holdText")}
      </Notice>
    );
  }
  if (billingState !== "needs_price") return null;
  return (
    <Notice
      tone="bad"
      title={t("needsPriceTitle")}
      action={mayBill && <PriceDialog sessionId={sessionId} tariffs={tariffs} />}
    >
      {t("needsPriceText")}
    </Notice>
  );
}
