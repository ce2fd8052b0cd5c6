import type { Ask } from "./ask";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The facts of one question, JSON-safe (bigint as text); the statement names their types. */
export type Question = { readonly [fact: string]: Json };

/** JSON text of questions, for `jsonb_to_recordset`: each with its number `n` and its asker's `tenantId` beside its own facts. */
export type Told<Asked extends Question> = string & { readonly questions?: Asked };

/** One statement that answers a question for all who ask it at the same time. A row says by `n` whom it answers; a question may get none, or many. */
export type SharedStatement<Asked extends Question, Row = Record<never, never>> = (
  ask: Ask,
  told: Told<Asked>,
) => Promise<readonly (Row & { readonly n: number })[]>;

/** Asks a shared statement in the name of a tenant. */
export type AskTogether = <Asked extends Question, Row>(
  tenantId: string,
  statement: SharedStatement<Asked, Row>,
  question: Asked,
) => Promise<readonly Row[]>;

/** Nobody else asks: a statement of its own. */
export const askAlone =
  (ask: Ask): AskTogether =>
  (tenantId, statement, question) =>
    statement(ask, JSON.stringify([{ ...question, n: 0, tenantId }]));

type Waiting = {
  readonly question: Question;
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Everybody who asks the same statement in one turn of the event loop is answered by one execution of it. */
export function gatherQuestions(ask: Ask): AskTogether {
  const open = new Map<unknown, Waiting[]>();
  return <Asked extends Question, Row>(tenantId: string, statement: SharedStatement<Asked, Row>, asked: Asked) =>
    new Promise<readonly Row[]>((resolve, reject) => {
      const question = { ...asked, tenantId };
      // the rows that come back under this question's number are the statement's own
      const waiting = { question, resolve: resolve as (rows: readonly unknown[]) => void, reject };
      const others = open.get(statement);
      if (others) {
        others.push(waiting);
        return;
      }
      const all: Waiting[] = [waiting];
      open.set(statement, all);
      setImmediate(() => {
        open.delete(statement);
        void answerAll(all, (told) => statement(ask, told));
      });
    });
}

async function answerAll(
  all: readonly Waiting[],
  run: (told: string) => Promise<readonly { readonly n: number }[]>,
): Promise<void> {
  try {
    const rows = await run(JSON.stringify(all.map(({ question }, n) => ({ ...question, n }))));
    const answers = all.map((): unknown[] => []);
    for (const row of rows) answers[row.n]?.push(row);
    all.forEach(({ resolve }, n) => resolve(answers[n] ?? []));
  } catch (error) {
    // handed to each who asked; who asked decides
    for (const { reject } of all) reject(error);
  }
}
