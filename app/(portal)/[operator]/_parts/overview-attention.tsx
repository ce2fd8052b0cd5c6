import { Link } from "@/app/_ui/action/link";
import { getTranslator } from "@/app/_i18n/translator";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { StatusDot } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";
import { getFindingText } from "./finding-text";
import type { Attention } from "./overview-types";

const TONE: Readonly<Record<Attention["kind"], Tone>> = {
  faulted: "bad",
  offline: "bad",
  hold: "warn",
  "needs-price": "warn",
  finding: "warn",
  "session-finding": "warn",
  overdue: "warn",
  payment: "bad",
  email: "warn",
  "never-connected": "idle",
};

/**
 * Where the many of a kind are seen together, below the operator's base; kinds without such a list
 * lead to their newest.
 */
const PLACE: Readonly<Partial<Record<Attention["kind"], string>>> = {
  faulted: "/stations?state=faulted",
  offline: "/stations?state=offline",
  hold: "/sessions?billing=hold",
  "needs-price": "/sessions?billing=needs_price",
  finding: "/stations?state=finding",
  overdue: "/invoices?state=overdue",
  "never-connected": "/stations?state=offline",
};

const SUBJECT: Readonly<Record<string, string>> = {
  station: "/stations",
  session: "/sessions",
  invoice: "/invoices",
  invitation: "/team",
};

/** What wants a person, most pressing first; each line leads to where it is mended. */
export async function OverviewAttention({ base, attention }: { base: string; attention: readonly Attention[] }) {
  const [t, findingText] = await Promise.all([getTranslator("overview"), getFindingText()]);
  if (attention.length === 0) {
    return (
      <p className="flex items-center gap-2 py-1.5 text-muted">
        <StatusDot tone="good" />
        {t("allFine")}
      </p>
    );
  }
  return (
    <ul className="-mx-1">
      {attention.map((trouble) => (
        <li key={trouble.kind}>
          <Link
            href={base + placeOf(trouble)}
            className="flex items-center gap-2.5 rounded-md px-1 py-1 hover:bg-hover pointer-coarse:py-2"
          >
            <StatusDot tone={TONE[trouble.kind]} />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(`kind.${trouble.kind}`, { count: trouble.count })}</span>
              <span className="block truncate text-xs text-muted">{names(trouble, t, findingText)}</span>
            </span>
            {trouble.since !== null && (
              <span className="text-xs text-faint">
                <RelativeTime at={trouble.since} />
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Of a single trouble the thing itself, else the list of them, else the newest. */
function placeOf({ kind, count, subject }: Attention): string {
  const list = PLACE[kind];
  if (count > 1 && list !== undefined) return list;
  const place = SUBJECT[subject.type];
  if (place === undefined) return list ?? (kind === "payment" || kind === "email" ? "/invoices" : "");
  if (place === "/team") return place;
  return `${place}/${subject.id}${kind === "finding" ? "?tab=events" : ""}`;
}

function names(
  { subjectCount, examples }: Attention,
  t: Awaited<ReturnType<typeof getTranslator<"overview">>>,
  /** a finding that is about no thing with a name is called by its code */
  findingText: (code: string) => string,
): string {
  const listed = examples.map(findingText).join(", ");
  return subjectCount > examples.length && examples.length > 0
    ? t("moreThan", { names: listed, more: String(subjectCount - examples.length) })
    : listed;
}
