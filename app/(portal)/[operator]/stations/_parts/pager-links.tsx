import { Link } from "@/app/_ui/action/link";
import { getTranslator } from "@/app/_i18n/translator";
import { buttonClasses } from "@/app/_ui/action/button-classes";
import type { Query } from "../../_parts/query";

/** Earlier and later pages of a list that the server paints; nothing when there is one page. */
export async function PagerLinks({
  params,
  before,
  after,
  note,
}: {
  params: Query;
  before: string | null;
  after: string | null;
  note?: string;
}) {
  const t = await getTranslator("labels");
  if (before === null && after === null && note === undefined) return null;
  return (
    <div className="flex min-h-9 items-center gap-2 py-1 text-muted">
      {note}
      <span className="ml-auto flex gap-1">
        {before !== null && (
          <Link href={hrefOf(params, { before })} scroll={false} className={buttonClasses("quiet", "sm")}>
            {t("previous")}
          </Link>
        )}
        {after !== null && (
          <Link href={hrefOf(params, { after })} scroll={false} className={buttonClasses("quiet", "sm")}>
            {t("next")}
          </Link>
        )}
      </span>
    </div>
  );
}

function hrefOf(params: Query, cursor: { before?: string; after?: string }): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, before: cursor.before, after: cursor.after })) {
    for (const item of typeof value === "string" ? [value] : (value ?? [])) next.append(name, item);
  }
  return `?${next.toString()}`;
}
