/**
 * A minimal durable central system, as the baseline. It parses messages, and answers MeterValues
 * after a commit shared with what arrived meanwhile. It checks no schema, knows no station or
 * session, logs nothing and prices nothing.
 *
 *     node --import tsx e2e/drives/load/reference-server.ts PORT DATABASE_URL
 */
import { createServer } from "node:http";
import postgres from "postgres";
import { type WebSocket, WebSocketServer } from "ws";

const [port = "", databaseUrl = ""] = process.argv.slice(2);
const MAX_MESSAGES = 500;

type Sampled = { readonly value: string; readonly measurand: string; readonly unit: string };
type Metered = {
  readonly connectorId: number;
  readonly transactionId: number;
  readonly meterValue: readonly { readonly timestamp: string; readonly sampledValue: readonly Sampled[] }[];
};
type PendingMessage = {
  readonly socket: WebSocket;
  readonly id: string;
  readonly station: string;
  readonly payload: Metered;
};

const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
await sql`create table reference_values (id bigint generated always as identity primary key,
  station text not null, connector int not null, transaction_id bigint not null, at timestamptz not null,
  measurand text not null, value numeric not null, unit text not null)`;
await sql`create index on reference_values (station, transaction_id, at)`;

let transactionId = 0;
const ANSWERS: Readonly<Record<string, () => unknown>> = {
  BootNotification: () => ({ status: "Accepted", currentTime: new Date().toISOString(), interval: 300 }),
  Authorize: () => ({ idTagInfo: { status: "Accepted" } }),
  StartTransaction: () => ({ transactionId: (transactionId += 1), idTagInfo: { status: "Accepted" } }),
};

let pending: PendingMessage[] = [];
let isWriting = false;

async function drain(): Promise<void> {
  isWriting = true;
  while (pending.length > 0) {
    const batch = pending.slice(0, MAX_MESSAGES);
    pending = pending.slice(MAX_MESSAGES);
    await write(batch);
    for (const { socket, id } of batch) socket.send(`[3,"${id}",{}]`);
  }
  isWriting = false;
}

/** Inserts the batch in one statement, which is one commit. */
async function write(batch: readonly PendingMessage[]): Promise<void> {
  const rows = batch.flatMap(({ station, payload }) =>
    payload.meterValue.flatMap(({ timestamp, sampledValue }) =>
      sampledValue.map(({ value, measurand, unit }) => {
        const { connectorId, transactionId: transaction } = payload;
        return { station, connectorId, transaction, timestamp, value, measurand, unit };
      }),
    ),
  );
  const column = (name: keyof (typeof rows)[number]) => `{${rows.map((row) => `"${row[name]}"`).join(",")}}`;
  await sql`
    insert into reference_values (station, connector, transaction_id, at, measurand, value, unit)
    select * from unnest(${column("station")}::text[], ${column("connectorId")}::int[],
      ${column("transaction")}::bigint[], ${column("timestamp")}::timestamptz[], ${column("measurand")}::text[],
      ${column("value")}::numeric[], ${column("unit")}::text[])`;
}

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false, handleProtocols: () => "ocpp1.6" });
server.on("connection", (socket, request) => {
  const station = decodeURIComponent((request.url ?? "").split("/").at(-1) ?? "");
  socket.on("message", (data) => {
    const [, id, action, payload] = JSON.parse(Buffer.isBuffer(data) ? data.toString("utf8") : "[]") as [
      number,
      string,
      string,
      Metered,
    ];
    if (action !== "MeterValues") return socket.send(JSON.stringify([3, id, ANSWERS[action]?.() ?? {}]));
    pending.push({ socket, id, station, payload });
    if (!isWriting) void drain();
  });
});
http.listen(Number(port), "127.0.0.1", () => console.log("listening"));
