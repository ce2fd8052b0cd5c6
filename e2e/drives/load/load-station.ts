/** One station of the load: a minimal OCPP 1.6 client with one call in flight at a time. */
import WebSocket from "ws";
import { STATION_PASSWORD } from "@/e2e/drives/faults/create-operator";
import { TOKEN } from "./gateway-under-load";

const CALL_TIMEOUT_MS = 30_000;
const STEP_MS = 10_000;

export class LoadStation {
  /** MeterValues that were acknowledged. */
  metered = 0;
  #socket: WebSocket | undefined;
  #nextId = 1;
  #pending:
    | { id: string; resolve: (answer: Record<string, unknown>) => void; reject: (error: Error) => void }
    | undefined;
  #registerWh = 1_000_000;
  #atMs = 0;
  #transactionId: unknown;

  constructor(
    readonly url: string,
    readonly id: string,
    /** every reading departs from the schema in a way that can be read */
    readonly isFlawed: boolean,
  ) {}

  async connect(): Promise<void> {
    const socket = new WebSocket(`${this.url}/${this.id}`, ["ocpp1.6"], {
      auth: `${this.id}:${STATION_PASSWORD}`,
      perMessageDeflate: false,
    });
    await new Promise<void>((resolve, reject) => socket.once("open", resolve).once("error", reject));
    socket.on("message", (data) => this.#receive(Buffer.isBuffer(data) ? data.toString("utf8") : "[]"));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#pending?.reject(new Error(`${this.id} lost its socket`)));
    this.#socket = socket;
  }

  async boot(): Promise<void> {
    await this.#call("BootNotification", { chargePointVendor: "Atlantic Charge", chargePointModel: "AC-22 Duo" });
    const status = { connectorId: 1, errorCode: "NoError", status: "Available" };
    await this.#call("StatusNotification", { ...status, timestamp: new Date().toISOString() });
  }

  /** @param samples number of readings of the session; they lie in the past, ten seconds apart */
  async start(samples: number): Promise<void> {
    this.#atMs = Date.now() - (samples + 2) * STEP_MS;
    const { idTagInfo } = await this.#call("Authorize", { idTag: TOKEN });
    if ((idTagInfo as { status?: string } | undefined)?.status !== "Accepted") throw new Error("the token is refused");
    const begin = { connectorId: 1, idTag: TOKEN, meterStart: this.#registerWh, timestamp: this.#tick() };
    this.#transactionId = (await this.#call("StartTransaction", begin))["transactionId"];
  }

  async meter(samples: number, isOver: () => boolean): Promise<void> {
    for (let left = samples; left > 0 && !isOver(); left -= 1) {
      this.#registerWh += 60;
      const sampledValue = [
        { value: String(this.#registerWh), measurand: "Energy.Active.Import.Register", unit: "Wh" },
        { value: "21600", measurand: "Power.Active.Import", unit: "W" },
        { value: "31.3", measurand: "Current.Import", unit: "A" },
        { value: "230", measurand: "Voltage", unit: "V" },
      ];
      const flaw = this.isFlawed ? { vendorExtension: "x" } : {};
      const meterValue = [
        { timestamp: this.#tick(), sampledValue: [{ ...sampledValue[0], ...flaw }, ...sampledValue.slice(1)] },
      ];
      await this.#call("MeterValues", { connectorId: 1, transactionId: this.#transactionId, meterValue });
      this.metered += 1;
    }
  }

  async stop(): Promise<void> {
    const end = { transactionId: this.#transactionId, meterStop: this.#registerWh, timestamp: this.#tick() };
    await this.#call("StopTransaction", { ...end, reason: "Local" });
  }

  leave(): void {
    this.#socket?.terminate();
  }

  #tick(): string {
    this.#atMs += STEP_MS;
    return new Date(this.#atMs).toISOString();
  }

  async #call(action: string, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
    const id = `${this.id}-${this.#nextId}`;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.id}: ${action} is not answered`)), CALL_TIMEOUT_MS);
      const done = () => {
        clearTimeout(timer);
        this.#pending = undefined;
      };
      this.#pending = {
        id,
        resolve: (answer) => (done(), resolve(answer)),
        reject: (error) => (done(), reject(error)),
      };
      this.#socket?.send(JSON.stringify([2, id, action, payload]));
    });
  }

  #receive(text: string): void {
    const [kind, id, third, fourth] = JSON.parse(text) as unknown[];
    const pending = this.#pending;
    if (pending === undefined || pending.id !== id) return;
    if (kind === 3) pending.resolve(third as Record<string, unknown>);
    else pending.reject(new Error(`${this.id}: ${String(third)} ${String(fourth)}`));
  }
}
