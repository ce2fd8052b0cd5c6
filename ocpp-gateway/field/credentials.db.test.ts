/**
 * The password of a station that is set over OCPP (2.0.1 A01.FR.03, 1.6's security whitepaper
 * alike): what opens a connection while it is under way, and after each answer.
 */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { basicCredentials } from "@/ocpp-gateway/connection/basic-credentials";
import { openFieldGateway, type Version } from "@/ocpp-gateway/field/testing/field-station";
import { connect, rejectedHandshake, type Station } from "@/ocpp-gateway/testing/station";
import { requestCommand } from "@/server/commands/request-command";
import { credentialVariable } from "@/server/domain/station/credential-variable";
import { authenticateStation } from "@/server/station-port";
import { revokeCredential } from "@/server/stations/revoke-credential";
import { rotateCredential } from "@/server/stations/rotate-credential";

const gateway = openFieldGateway("credentials");
const NEW = "another-password-17";

/** A socket whose connection is recorded. */
async function connectWith(tenant: FreshTenant, version: Version, password: string): Promise<Station> {
  const { identity } = tenant.station;
  const station = await connect(gateway.port(), { identity, password, subprotocols: [`ocpp${version}`] });
  await station.request([2, "1", "Heartbeat", {}]);
  return station;
}

/** Whether each of the passwords is refused or opens, asked in this order. */
async function verdicts(tenant: FreshTenant, version: Version, passwords: readonly string[]) {
  const all: (string | number)[] = [];
  for (const password of passwords) {
    const { identity } = tenant.station;
    const refused = rejectedHandshake(gateway.port(), { identity, password, subprotocols: [`ocpp${version}`] });
    all.push(
      await refused.then(
        ({ status }) => status,
        () => "opens",
      ),
    );
  }
  return all;
}

const setPassword = (tenant: FreshTenant, version: Version, value: string) => {
  const variables = [{ ...credentialVariable(version), value }];
  const command = { type: "set-variables", variables } as const;
  return writeTenant(tenant.tenantId, (db) =>
    requestCommand(db, { stationId: tenant.station.id, command, requestedBy: null }),
  );
};

const commandOf = async ({ tenantId }: FreshTenant) => {
  const [row] = await readTenant(
    tenantId,
    (db) => queryOf(db)<{ state: string; payload: string }>`
      select state, payload::text as payload from station_commands order by requested_at desc limit 1`,
  );
  return row;
};

/** Waits until the command has ended. */
async function ended(tenant: FreshTenant): Promise<string> {
  for (;;) {
    const row = await commandOf(tenant);
    if (row && row.state !== "requested" && row.state !== "sent") return row.state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The answer of each version to a password that was set. */
const answer = (version: Version, status: string) =>
  version === "1.6"
    ? { status }
    : {
        setVariableResult: [
          { attributeStatus: status, component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } },
        ],
      };

/** The password that the CALL carries. */
const passwordOf = (payload: unknown): string => {
  const { value, setVariableData } = payload as { value?: string; setVariableData?: { attributeValue: string }[] };
  return value ?? setVariableData?.[0]?.attributeValue ?? "";
};

async function setAndAnswer(version: Version, status: string) {
  const tenant = await freshTenant();
  const station = await connectWith(tenant, version, tenant.password);
  await setPassword(tenant, version, NEW);
  const [, id, , payload] = await station.next();
  expect(passwordOf(payload)).toBe(NEW);
  station.send([3, id, answer(version, status)]);
  const state = await ended(tenant);
  return { tenant, station, state };
}

describe.each(["1.6", "2.0.1"] as const)("%s: a password that is set over OCPP", (version) => {
  test("is the only one from Accepted on", async () => {
    const { tenant, state } = await setAndAnswer(version, "Accepted");
    expect(state).toBe("done");
    expect(await verdicts(tenant, version, [tenant.password, NEW, tenant.password])).toEqual([401, "opens", 401]);
    expect((await commandOf(tenant))?.payload).not.toContain(NEW);
  });

  test("that is rejected leaves the old one alone", async () => {
    const { tenant, state } = await setAndAnswer(version, "Rejected");
    expect(state).toBe("rejected");
    expect(await verdicts(tenant, version, [NEW, tenant.password, NEW])).toEqual([401, "opens", 401]);
  });

  test("that is answered with a CALLERROR leaves the old one alone", async () => {
    const tenant = await freshTenant();
    const station = await connectWith(tenant, version, tenant.password);
    await setPassword(tenant, version, NEW);
    const [, id] = await station.next();
    station.send([4, id, "InternalError", "", {}]);
    expect(await ended(tenant)).toBe("refused");
    expect(await verdicts(tenant, version, [NEW, tenant.password])).toEqual([401, "opens"]);
  });

  test.each([
    ["the new one", [NEW, "old", NEW], ["opens", 401, "opens"]],
    ["the old one", ["old", NEW, "old"], ["opens", 401, "opens"]],
  ])("after RebootRequired both open; used first, %s decides", async (_name, passwords, expected) => {
    const { tenant } = await setAndAnswer(version, "RebootRequired");
    const named = passwords.map((password) => (password === "old" ? tenant.password : password));
    expect(await verdicts(tenant, version, named)).toEqual(expected);
  });

  test("whose answer is outstanding or lost opens, and the first one used decides", async () => {
    const tenant = await freshTenant();
    const station = await connectWith(tenant, version, tenant.password);
    await setPassword(tenant, version, NEW);
    await station.next();
    station.socket.terminate(); // it has taken the password over, and the answer never came
    expect(await verdicts(tenant, version, [NEW, tenant.password])).toEqual(["opens", 401]);
  });

  test("is taken over by a late Accepted, though the old one was used meanwhile", async () => {
    const tenant = await freshTenant();
    const station = await connectWith(tenant, version, tenant.password);
    await setPassword(tenant, version, NEW);
    const [, id] = await station.next();
    expect(await authenticateStation(tenant.station.identity, tenant.password)).not.toBeNull();
    expect(await authenticateStation(tenant.station.identity, NEW)).toBeNull();
    station.send([3, id, answer(version, "Accepted")]);
    expect(await ended(tenant)).toBe("done");
    expect(await verdicts(tenant, version, [tenant.password, NEW])).toEqual([401, "opens"]);
  });

  test("rotated, reaches the station in a form that both readings of its version accept", async () => {
    const tenant = await freshTenant();
    const station = await connectWith(tenant, version, tenant.password);
    await writeTenant(tenant.tenantId, (db) => rotateCredential(db, randomUUID(), { stationId: tenant.station.id }));
    const [, id, , payload] = await station.next();
    const password = passwordOf(payload);
    expect(password).toMatch(version === "1.6" ? /^[0-9a-f]{40}$/ : /^[A-Za-z0-9]{20}$/);
    station.send([3, id, answer(version, "Accepted")]);
    await ended(tenant);
    expect(await verdicts(tenant, version, [tenant.password, password])).toEqual([401, "opens"]);
    // only the first edition of 1.6 has bytes in place of the text
    expect(await opensWithBytes(tenant, Buffer.from(password, "hex"))).toBe(version === "1.6");
  });
});

/** OCPP 1.6's first edition: the header carries the twenty bytes that the digits stand for. */
async function opensWithBytes({ station }: FreshTenant, key: Buffer): Promise<boolean> {
  const header = Buffer.concat([Buffer.from(`${station.identity}:`), key]).toString("base64");
  const shown = basicCredentials(`Basic ${header}`);
  return shown !== null && (await authenticateStation(station.identity, shown.password)) !== null;
}

test("a revoked password closes the socket at once, and only the new one opens another", async () => {
  const tenant = await freshTenant();
  const station = await connectWith(tenant, "2.0.1", tenant.password);
  await setPassword(tenant, "2.0.1", NEW); // under way, unanswered: it goes too
  await station.next();
  const made = await writeTenant(tenant.tenantId, (db) => revokeCredential(db, { stationId: tenant.station.id }));
  expect(await station.closed).toMatchObject({ code: 1008 });
  expect(await verdicts(tenant, "2.0.1", [tenant.password, NEW, made.password])).toEqual([401, 401, "opens"]);
});
