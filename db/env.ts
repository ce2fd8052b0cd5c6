/** The only place where db/ reads the environment. */
export const databaseUrl = (): string => {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === "")
    throw new Error("DATABASE_URL is not set: start with `npm start`, or name a Postgres 15 or newer.");
  return url;
};
