import { existsSync } from "node:fs";

/** What no waiting mends; the message says in one sentence, without the password, what is wrong. */
export class WrongDatabase extends Error {
  constructor(message: string) {
    super(message);
    this.name = "WrongDatabase";
  }
}

/** The only place where db/ reads the environment. */
export const databaseUrl = (): string => {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === "")
    throw new WrongDatabase("DATABASE_URL is not set: start with `npm start`, or name a Postgres 15 or newer.");
  if (!/^postgres(ql)?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
    throw new WrongDatabase("DATABASE_URL must be a URL like postgres://user:password@host:5432/corrente.");
  return url;
};

/** The folder that a launched product keeps its state in; null when the processes are run apart. */
export const dataDirectory = (): string | null => process.env.DATA_DIR || null;

/** For a command that is run by itself: what the shell has set already stays. */
export const readDotEnv = (): void => {
  if (existsSync(".env")) process.loadEnvFile(".env");
};
