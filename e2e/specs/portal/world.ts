/** Creates stations, drivers and prices and reads sessions through the portal's own API. */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { PortalApi } from "@/e2e/specs/portal/portal-api";

const RegisteredStation = z.object({ stationId: z.string(), identity: z.string(), password: z.string() });
const Tree = z.array(z.object({ siteId: z.string(), name: z.string() }));
const Sellers = z.array(z.object({ legalEntityId: z.string(), name: z.string() }));
const Money = z.object({ netMinor: z.bigint(), taxMinor: z.bigint(), grossMinor: z.bigint() });
const Rating = z.looseObject({
  currency: z.string(),
  anchor: z.string(),
  components: z.array(z.unknown()),
  taxGroups: z.array(z.unknown()),
  totals: Money.loose(),
});

/** A session as its page shows it. */
const Session = z.object({
  row: z.looseObject({
    id: z.string(),
    number: z.number(),
    state: z.string(),
    billingState: z.string(),
    startedAtMs: z.number(),
    endedAtMs: z.number().nullable(),
    energyMilliWh: z.bigint().nullable(),
  }),
  facts: z.looseObject({ isOffline: z.boolean(), tariffName: z.string().nullable(), startReceivedAtMs: z.number() }),
  price: z.object({ kind: z.enum(["final", "running", "expected"]), rating: Rating }).nullable(),
  findings: z.array(z.looseObject({ code: z.string(), severity: z.string() })),
});

const Page = z.object({ rows: z.array(z.looseObject({ id: z.string(), state: z.string() })) });

export type StationAccess = z.infer<typeof RegisteredStation>;
export type PortalSession = z.infer<typeof Session>;
export type ConnectorFacts = { readonly kind: "AC" | "DC"; readonly maxPowerW: number };

export const LISBON_SITE = "Parque das Nações";

/** A unique name: the specs share one product and may run against it again. */
export const uniqueName = (text: string): string => `${text}-${Math.random().toString(36).slice(2, 8).toUpperCase()}`;

export async function siteId(api: PortalApi, name: string): Promise<string> {
  const site = (await api.query("stations.tree", undefined, Tree)).find((one) => one.name === name);
  if (!site) throw new Error(`There is no site ${name}.`);
  return site.siteId;
}

/** Creates a station at a site of the demo; it has never connected. */
export async function newStation(
  api: PortalApi,
  text: string,
  evse: ConnectorFacts = { kind: "AC", maxPowerW: 22_000 },
  site = LISBON_SITE,
): Promise<StationAccess> {
  const identity = uniqueName(text);
  const facts = { siteId: await siteId(api, site), name: `Test ${identity}`, identity, evses: [evse] };
  return api.mutate("stations.register", facts, RegisteredStation);
}

export async function sellerId(api: PortalApi, name: string): Promise<string> {
  const seller = (await api.query("drivers.sellers", undefined, Sellers)).find((one) => one.name === name);
  if (!seller) throw new Error(`There is no legal entity ${name}.`);
  return seller.legalEntityId;
}

export const SELLER = "Ribeira Energia, Lda";

/** Creates a driver with one card; invoices go to the address. */
export async function newDriver(api: PortalApi, text: string): Promise<{ name: string; uid: string; email: string }> {
  const uid = uniqueName(text);
  const driver = { name: `Driver ${uid}`, email: `${uid.toLowerCase()}@drivers.example`, country: "PT", locale: "en" };
  const none = { street: null, postalCode: null, city: null, vatId: null, phone: null };
  const facts = { ...driver, ...none, legalEntityId: await sellerId(api, SELLER), token: { uid, label: null } };
  await api.mutate("drivers.add", facts, z.object({ driverId: z.string() }));
  return { name: driver.name, email: driver.email, uid };
}

const Draft = z.object({ tariffId: z.string(), versionId: z.string() });
const Versions = z.object({ versions: z.array(z.looseObject({ id: z.string(), updatedAtMs: z.number() })) });

/** Creates a price for one station from now on, 23 % VAT included. Returns the tariff's name. */
export async function newPrice(
  api: PortalApi,
  stationId: string,
  { perKwh, perSession }: { readonly perKwh: string; readonly perSession?: string },
): Promise<string> {
  const name = uniqueName("Price");
  const component = (kind: string, price: string, per: string) => ({ kind, price, per, stepSize: 1, vatPercent: "23" });
  const fee = perSession === undefined ? [] : [component("FLAT", perSession, "SESSION")];
  const content = {
    currency: "EUR",
    anchor: "GROSS",
    elements: [{ components: [component("ENERGY", perKwh, "KWH"), ...fee] }],
    idle: { graceSeconds: 0 },
    pausePolicy: "UNBILLED",
  };
  const { tariffId, versionId } = await api.mutate("tariffs.create", { name, content }, Draft);
  const { versions } = await api.query("tariffs.read", { tariffId }, Versions);
  const seenAtMs = versions.find(({ id }) => id === versionId)?.updatedAtMs;
  await api.mutate("tariffs.publish", { tariffId, versionId, seenAtMs }, z.unknown());
  const place = { scope: "station", stationId };
  await api.mutate("tariffs.assign", { tariffId, place, audience: "any", validFrom: null }, z.unknown());
  return name;
}

/** Returns a station's sessions as their pages show them, newest first. */
export async function sessionsAt(api: PortalApi, stationId: string): Promise<readonly PortalSession[]> {
  const { rows } = await api.query("sessions.list", { stationId, sort: "-start" }, Page);
  return Promise.all(rows.map(({ id }) => api.query("sessions.read", { sessionId: id }, Session)));
}

/** Returns the station's only session. */
export async function sessionAt(api: PortalApi, stationId: string): Promise<PortalSession> {
  const [session, ...others] = await sessionsAt(api, stationId);
  if (!session || others.length > 0) throw new Error(`The station has ${others.length + (session ? 1 : 0)} sessions.`);
  return session;
}

/** Repeats a query until its answer is accepted; the error holds the last answer. */
export async function until<T>(
  request: () => Promise<T>,
  isExpected: (answer: T) => boolean,
  timeoutMs = 15_000,
): Promise<T> {
  for (const end = Date.now() + timeoutMs; ; await pause(100)) {
    const answer = await request();
    if (isExpected(answer)) return answer;
    if (Date.now() > end) {
      const shown = JSON.stringify(answer, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
      throw new Error(`Waited ${timeoutMs} ms in vain; last seen: ${shown}`);
    }
  }
}

/** Returns the instant of a wall-clock time in Lisbon, some days ago. */
export function lisbon(daysAgo: number, time: string): Date {
  const day = new Date(Date.now() - daysAgo * 86_400_000);
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Lisbon", dateStyle: "short" }).format(day);
  const zone = new Intl.DateTimeFormat("en", { timeZone: "Europe/Lisbon", timeZoneName: "longOffset" })
    .formatToParts(new Date(`${date}T12:00:00Z`))
    .find(({ type }) => type === "timeZoneName")?.value;
  const offset = zone === "GMT" || zone === undefined ? "Z" : zone.slice(3);
  return new Date(`${date}T${time}:00${offset}`);
}
