/** Two operators on one deployment: neither reads, changes, follows nor impersonates the other. */
import { get } from "node:http";
import { z } from "zod";
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { ApiRefusal, PortalApi } from "@/e2e/specs/portal/portal-api";
import { expect, OTHER_OWNER, OWNER, type Page, test } from "@/e2e/specs/portal/test";
import { attemptHandshake, rawStation } from "./raw-station";
import { newDriver, newStation, sessionAt } from "@/e2e/specs/portal/world";

const MINE = OTHER_OWNER.operator;
const THEIRS = OWNER.operator;

const Ids = z.object({
  stationId: z.string(),
  sessionId: z.string(),
  tariffId: z.string(),
  driverId: z.string(),
  partnerId: z.string(),
  invoiceId: z.string(),
});
type Ids = z.infer<typeof Ids>;

/** The id of one object of each kind of the demo operator. */
async function idsOf(api: PortalApi): Promise<Ids> {
  const first = async (path: string, id: string): Promise<unknown> => {
    const answer = await api.query(path, {}, z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]));
    const rows = Array.isArray(answer) ? answer : Object.values(answer).find((value) => Array.isArray(value));
    return z.array(z.record(z.string(), z.unknown())).parse(rows)[0]?.[id];
  };
  return Ids.parse({
    stationId: await first("stations.list", "stationId"),
    sessionId: await first("sessions.list", "id"),
    tariffId: await first("tariffs.list", "id"),
    driverId: await first("drivers.list", "driverId"),
    partnerId: await first("partners.list", "partnerId"),
    invoiceId: await first("billing.list", "invoiceId"),
  });
}

const pagesOf = (ids: Ids): readonly string[] => [
  "/stations",
  `/stations/${ids.stationId}`,
  "/sessions",
  `/sessions/${ids.sessionId}`,
  "/tariffs",
  `/tariffs/${ids.tariffId}`,
  `/tariffs/${ids.tariffId}/edit`,
  "/drivers",
  `/drivers/${ids.driverId}`,
  "/partners",
  `/partners/${ids.partnerId}`,
  "/invoices",
  `/invoices/${ids.invoiceId}`,
  "/team",
  "/settings",
  "/audit",
];

const readsOf = (ids: Ids): readonly (readonly [string, object])[] => [
  ["stations.get", { stationId: ids.stationId }],
  ["sessions.read", { sessionId: ids.sessionId }],
  ["tariffs.read", { tariffId: ids.tariffId }],
  ["drivers.get", { driverId: ids.driverId }],
  ["partners.get", { partnerId: ids.partnerId }],
  ["billing.get", { invoiceId: ids.invoiceId }],
  ["billing.file", { invoiceId: ids.invoiceId }],
];

const changesOf = (ids: Ids): readonly (readonly [string, object])[] => [
  ["stations.rotateCredential", { stationId: ids.stationId }],
  ["stations.revokeCredential", { stationId: ids.stationId }],
  ["stations.setRegistration", { stationId: ids.stationId, registration: "rejected" }],
  ["stations.command", { stationId: ids.stationId, command: { type: "reset", kind: "hard" } }],
  ["stations.remove", { stationId: ids.stationId }],
  ["sessions.stop", { sessionId: ids.sessionId }],
  ["tariffs.retire", { tariffId: ids.tariffId }],
  ["billing.issue", { invoiceId: ids.invoiceId }],
  ["billing.credit", { invoiceId: ids.invoiceId, reason: "not mine to credit" }],
];

const refusalOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "answered",
    (error: unknown) => (error instanceof ApiRefusal ? error.code : String(error)),
  );

test("no page of the other operator opens, under neither operator's address", async ({ apiOf, signedIn }) => {
  const ids = await idsOf(await apiOf(OWNER));
  const page = await signedIn(OTHER_OWNER);
  const statusAt = async (path: string) => (await page.request.get(path)).status();
  expect(await statusAt(`/${MINE}/stations`)).toBe(200);
  for (const path of ["", ...pagesOf(ids)]) expect(await statusAt(`/${THEIRS}${path}`), path).toBe(404);
  for (const path of pagesOf(ids).filter((one) => /[0-9a-f]{8}-/.test(one))) {
    expect(await statusAt(`/${MINE}${path}`), path).toBe(404);
    await page.goto(`/${MINE}${path}`);
    await expect(page.getByText("Nothing at this address"), path).toBeVisible();
  }
  await page.goto(`/${THEIRS}/stations`);
  await expect(page.getByText("Nothing at this address")).toBeVisible();
});

test("no query and no mutation reaches the other operator's data", async ({ apiOf, product, signedIn }) => {
  const ids = await idsOf(await apiOf(OWNER));
  const { request } = await signedIn(OTHER_OWNER);
  for (const slug of [MINE, THEIRS]) {
    const api = new PortalApi(request, product.portalUrl, slug);
    for (const [path, input] of readsOf(ids))
      expect(await refusalOf(api.query(path, input, z.unknown())), `${slug} ${path}`).toBe("NOT_FOUND");
    for (const [path, input] of changesOf(ids))
      expect(await refusalOf(api.mutate(path, input, z.unknown())), `${slug} ${path}`).toBe("NOT_FOUND");
  }
  const mine = await apiOf(OTHER_OWNER);
  for (const query of ["Parque", "Lisboa", "Ana Martins", "Nordlicht"])
    expect(await mine.query("overview.search", { query }, z.array(z.unknown())), query).toEqual([]);
  const lists = ["stations.list", "sessions.list", "drivers.list", "partners.list", "billing.list", "audit.list"];
  for (const path of lists)
    expect(JSON.stringify(await mine.query(path, {}, z.unknown()), text), path).not.toMatch(
      /Lisboa|Ribeira|demo\.corrente/,
    );
});

const text = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

test("no file and no stream of the other operator is served", async ({ apiOf, product, signedIn }) => {
  const ids = await idsOf(await apiOf(OWNER));
  const { request } = await signedIn(OTHER_OWNER);
  const files = ["sessions", "stations", `stations/${ids.stationId}/messages`];
  for (const file of files) expect((await request.get(`/api/export/${THEIRS}/${file}`)).status(), file).toBe(404);
  expect((await request.get(`/api/live/${THEIRS}`)).status()).toBe(404);
  const mine = await request.get(`/api/export/${MINE}/stations`);
  expect(await mine.text()).toMatch(/VN-BRE-01/);
  expect(await mine.text()).not.toMatch(/PT-LIS|DE-HAM/);
  expect(await (await request.get(`/api/export/${MINE}/stations/${ids.stationId}/messages`)).text()).not.toMatch(
    /BootNotification|Heartbeat/,
  );

  const theirs = await openStream(product.portalUrl, THEIRS, await cookieOf(await signedIn(OWNER)));
  const own = await openStream(product.portalUrl, MINE, await cookieOf(await signedIn(OTHER_OWNER)));
  // the demo's chargers send all the time; the other stream must stay empty
  await theirs.until(5);
  expect(own.received).toEqual([]);
  for (const stream of [theirs, own]) stream.stop();
});

test("a station cannot sign in with the other operator's password, nor end its sessions", async ({
  apiOf,
  product,
}) => {
  const [theirs, mine] = [await apiOf(OWNER), await apiOf(OTHER_OWNER)];
  const station = await newStation(theirs, "THEIRS");
  const ownStation = await newStation(mine, "MINE", { kind: "AC", maxPowerW: 22_000 }, "Bremen Überseestadt");
  expect(await attemptHandshake(product, { ...station, password: ownStation.password }, "ocpp1.6")).toMatchObject({
    status: 401,
  });
  expect(await attemptHandshake(product, { ...ownStation, password: station.password }, "ocpp1.6")).toMatchObject({
    status: 401,
  });

  const { uid } = await newDriver(theirs, "THEIRS");
  const { identity: id, password, stationId } = station;
  const charger = new SimulatedCharger({ id, password, version: "1.6", url: `${product.gatewayUrl}/ocpp` });
  await charger.powerUp();
  await charger.plugIn(1);
  await charger.start(1, { token: uid, registerWh: 0 });
  const raw = await rawStation(product, ownStation, "ocpp1.6");
  // the other operator's card is unknown here, and its session number is no session here
  expect(await raw.call("Authorize", { idTag: uid })).toEqual({ idTagInfo: { status: "Invalid" } });
  const end = { transactionId: charger.transactionId(1), meterStop: 99_000, timestamp: new Date().toISOString() };
  expect(await raw.call("StopTransaction", end)).toEqual({});
  await raw.leave();
  expect((await sessionAt(theirs, stationId)).row).toMatchObject({ state: "active", energyMilliWh: 0n });
  await charger.stop(1, { registerWh: 1 });
  await charger.shutdown();
});

type Listener = {
  readonly received: readonly string[];
  readonly until: (count: number) => Promise<void>;
  readonly stop: () => void;
};

/** Opens an operator's live stream; `received` holds the events that it sent. */
function openStream(portalUrl: string, operator: string, cookie: string): Promise<Listener> {
  const received: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return new Promise((resolve, reject) => {
    const request = get(`${portalUrl}/api/live/${operator}`, { headers: { cookie } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The stream of ${operator} answered ${response.statusCode}`));
      response.setEncoding("utf8").on("data", (chunk: string) => {
        received.push(...chunk.split("\n").filter((line) => line.startsWith("data:")));
        for (const { count, resolve } of waiting) if (received.length >= count) resolve();
      });
      response.on("error", () => undefined);
      resolve({
        received,
        until: (count) =>
          new Promise((resolve) => (received.length >= count ? resolve() : waiting.push({ count, resolve }))),
        stop: () => request.destroy(),
      });
    });
    request.on("error", reject);
  });
}

const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
