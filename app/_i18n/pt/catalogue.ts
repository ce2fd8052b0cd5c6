import type { english } from "../en/catalogue";
import type { Shape } from "../en/shape";
import { audit } from "./audit";
import { deviations } from "./deviations";
import { drivers } from "./drivers";
import { errors } from "./errors";
import { findings } from "./findings";
import { invoices } from "./invoices";
import { overview } from "./overview";
import { partners } from "./partners";
import { refusals } from "./refusals";
import { sessions } from "./sessions";
import { settings } from "./settings";
import { shell } from "./shell";
import { signIn } from "./sign-in";
import { stationAccess } from "./station-access";
import { stations } from "./stations";
import { tariffs } from "./tariffs";
import { team } from "./team";
import { labels } from "./labels";

/** Every area of the European Portuguese catalogue. */
export const portuguese = {
  labels,
  shell,
  signIn,
  overview,
  stations,
  deviations,
  stationAccess,
  sessions,
  findings,
  tariffs,
  drivers,
  partners,
  invoices,
  team,
  settings,
  audit,
  errors,
  refusals,
} satisfies Shape<typeof english>;
