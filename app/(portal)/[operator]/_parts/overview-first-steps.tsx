import { Circle, CircleCheck } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { Link } from "@/app/_ui/action/link";
import type { Overview } from "./overview-types";

type FirstSteps = NonNullable<Overview["firstSteps"]>;

/** Where each step is done, below the operator's base. */
const PLACE: Readonly<Record<FirstSteps[number]["step"], string>> = {
  company: "/settings?tab=entities",
  site: "/settings?tab=sites",
  tariff: "/tariffs/new",
  station: "/stations/new",
  people: "/drivers",
};

/** What a new operator does first, each step with its mark and the way to it. */
export async function OverviewFirstSteps({ base, steps }: { base: string; steps: FirstSteps }) {
  const t = await getTranslator("overview");
  return (
    <ol className="-mx-1">
      {steps.map(({ step, isDone }) => (
        <li key={step}>
          <Link
            href={base + PLACE[step]}
            className="flex items-start gap-2.5 rounded-md px-1 py-1 hover:bg-hover pointer-coarse:py-2"
          >
            {isDone ? (
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good-text" />
            ) : (
              <Circle aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
            )}
            <span className="min-w-0 flex-1">
              <span className={isDone ? "block text-muted" : "block font-medium"}>{t(`step.${step}.what`)}</span>
              {!isDone && <span className="block text-xs text-muted">{t(`step.${step}.why`)}</span>}
            </span>
            <span className="shrink-0 text-xs text-faint">{t(isDone ? "stepDone" : "stepOpen")}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
