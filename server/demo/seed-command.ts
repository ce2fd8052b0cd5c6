/**
 * `npm run db:seed`, and the launcher's first start: founds the demo operator unless it is there.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { actAs, closePools } from "@/db/process";
import { dataDirectory, readDotEnv } from "@/db/env";
import { liveStations } from "./live-stations";
import { seedDemo } from "./seed-demo";

readDotEnv();
actAs("portal");
await seedDemo(new Date(), (line) => console.log(line));
const folder = dataDirectory();
if (folder !== null)
  await writeFile(join(folder, "demo-stations.json"), `${JSON.stringify(liveStations(), null, 1)}\n`);
await closePools();
