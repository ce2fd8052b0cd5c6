/** `npm run db:migrate`, and a step of `npm start`. */
import { whenPostgresAnswers } from "./await-database";
import { databaseUrl, readDotEnv, WrongDatabase } from "./env";
import { migrate } from "./migrate";

/** A database that is just being started is worth a wait; whoever runs this is waiting as well. */
const MAX_WAIT_MS = 60_000;

try {
  readDotEnv();
  await whenPostgresAnswers(() => migrate(databaseUrl()), {
    onLine: (line) => console.error(line),
    timeoutMs: MAX_WAIT_MS,
  });
  console.log("The database is at the newest schema.");
} catch (error) {
  if (!(error instanceof WrongDatabase)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
