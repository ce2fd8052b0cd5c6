/** `npm run operator`: founds an operator on this deployment and says where its owner comes in. */
import { parseArgs } from "node:util";
import { whenDatabaseAnswers } from "@/db/await-database";
import { WrongDatabase } from "@/db/env";
import { actAs, closePools } from "@/db/process";
import { Refusal } from "@/server/domain/refusal";
import { envOrExit } from "@/server/env";
import { CreateOperator, createOperator } from "./create-operator";
import { INVITATION_DAYS } from "./invite-member";

const HELP = `npm run operator -- --name "Ribeira Charge" --slug ribeira --owner ana@ribeira.example
  --name TEXT        the operator's name
  --slug WORD        its part of the portal's addresses
  --owner ADDRESS    e-mail address of its first owner, who is invited
  --time-zone ZONE   where it thinks                          (Europe/Lisbon)
  --currency CODE    what it counts in                        (EUR)
  --language en|pt   of letters to its team                   (en)`;

/** Whoever runs this is waiting as well. */
const MAX_WAIT_MS = 30_000;

const stringOption = (preset?: string) =>
  ({ type: "string", ...(preset === undefined ? {} : { default: preset }) }) as const;

const { values } = parseArgs({
  options: {
    name: stringOption(),
    slug: stringOption(),
    owner: stringOption(),
    "time-zone": stringOption("Europe/Lisbon"),
    currency: stringOption("EUR"),
    language: stringOption("en"),
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await run();

async function run(): Promise<number> {
  const { "time-zone": timeZone, language: locale, ...rest } = values;
  const parsed = CreateOperator.safeParse({ ...rest, timeZone, locale });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) console.error(`--${nameOf(String(path[0]))}: ${message}`);
    console.error(HELP);
    return 2;
  }
  actAs("portal");
  try {
    envOrExit();
    const { url } = await whenDatabaseAnswers("portal", () => createOperator(parsed.data), {
      onLine: (line) => console.error(line),
      timeoutMs: MAX_WAIT_MS,
    });
    console.log(
      `${parsed.data.name} is founded. Its owner comes in here, once, within ${INVITATION_DAYS} days:\n${url}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof WrongDatabase)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await closePools();
  }
}

function nameOf(field: string): string {
  if (field === "timeZone") return "time-zone";
  return field === "locale" ? "language" : field;
}
