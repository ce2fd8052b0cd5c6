import { databaseUrl } from "./env";
import { migrate } from "./migrate";

await migrate(databaseUrl());
console.log("The database is at the newest schema.");
