import { EventEmitter } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";

/** Where the server is, as the connection string says. */
export type ServerAddress = { readonly host: string; readonly port: number; readonly security: Security };

/**
 * libpq's sslmode: "preferred" takes what there is, "encrypted" trusts any certificate, "verified"
 * wants one that is signed and named right.
 */
export type Security = "plain" | "preferred" | "encrypted" | "verified";

/** No write for so long, and whoever still spoke to the dead socket has understood. */
const CLOSE_DELAY_MS = 20;
const MAX_CLOSE_DELAY_MS = 500;

/** "May we speak TLS?" (Postgres protocol, SSLRequest). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * The socket given to postgres.js, which drops its own the moment it closes: what is written later
 * (a ROLLBACK) then throws where nobody catches it, or stays in the buffer and spoils the next
 * connection (postgres.js issues 1066, 1154, 1208; open in 3.4.9). This one fails each such
 * statement first. Nagle's algorithm, which stalls small writes by 40 ms, is off.
 */
export class DriverSocket extends EventEmitter {
  readonly host: string;
  readonly port: number;
  /** bytes of before the connection is ready */
  #early: Buffer[] | null = [];
  #wire: Socket;
  #state: "alive" | "ending" | "dead" | "closed" = "alive";
  #failure: Error;
  #diedAtMs = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #hadError = false;

  constructor({ host, port, security }: ServerAddress) {
    super();
    this.host = host;
    this.port = port;
    this.#failure = Object.assign(new Error(`the connection to ${host}:${port} was closed`), {
      code: "CONNECTION_CLOSED",
    });
    this.#wire = connect({ host, port, noDelay: true });
    this.#listen(this.#wire);
    this.#wire.once("connect", () => {
      if (security === "plain") this.#ready(this.#wire);
      else this.#secure(security);
    });
  }

  get readyState(): string {
    return this.#state === "alive" ? this.#wire.readyState : this.#state === "closed" ? "closed" : "opening";
  }

  write(chunk: Buffer, done?: () => void): boolean {
    if (this.#state !== "alive") {
      setImmediate(() => this.#fail());
      done?.();
      return true;
    }
    if (!this.#early) return this.#wire.write(chunk, done);
    this.#early.push(chunk);
    done?.();
    return true;
  }

  end(chunk: Buffer): this {
    if (this.#state === "alive") {
      this.#state = "ending";
      this.#wire.end(chunk);
    }
    return this;
  }

  destroy(): this {
    this.#wire.destroy();
    return this;
  }

  pause(): this {
    this.#wire.pause();
    return this;
  }

  resume(): this {
    this.#wire.resume();
    return this;
  }

  setKeepAlive(isOn: boolean, afterMs: number): this {
    this.#wire.setKeepAlive(isOn, afterMs);
    return this;
  }

  #listen(socket: Socket): void {
    socket.on("error", (error) => {
      this.#hadError = true;
      this.#die(error);
    });
    socket.on("close", () => this.#die(null));
    socket.on("drain", () => this.emit("drain"));
  }

  #secure(security: Security): void {
    const plainSocket = this.#wire;
    plainSocket.write(SSL_REQUEST);
    plainSocket.once("data", (answer) => {
      if (answer[0] !== 83) {
        if (security === "preferred") this.#ready(plainSocket);
        else plainSocket.destroy(new Error("the server does not speak TLS, but sslmode wants it"));
        return;
      }
      const servername = isIP(this.host) === 0 ? { servername: this.host } : {};
      const socket = connectSecurely({
        socket: plainSocket,
        ...servername,
        rejectUnauthorized: security === "verified",
      });
      this.#wire = socket;
      this.#listen(socket);
      socket.once("secureConnect", () => this.#ready(socket));
    });
  }

  #ready(socket: Socket): void {
    socket.on("data", (bytes) => this.emit("data", bytes));
    const earlyWrites = this.#early ?? [];
    this.#early = null;
    for (const chunk of earlyWrites) socket.write(chunk);
  }

  #die(error: Error | null): void {
    if (this.#state === "ending") return this.#close();
    if (this.#state !== "alive") return;
    this.#state = "dead";
    this.#diedAtMs = performance.now();
    if (error) this.#failure = error;
    this.#fail();
  }

  /** Fails what the driver has under way, and closes once nothing more comes. */
  #fail(): void {
    if (this.#state !== "dead") return;
    if (this.listenerCount("error") > 0) this.emit("error", this.#failure);
    clearTimeout(this.#quiet);
    const remainingMs = this.#diedAtMs + MAX_CLOSE_DELAY_MS - performance.now();
    this.#quiet = setTimeout(() => this.#close(), Math.min(CLOSE_DELAY_MS, Math.max(0, remainingMs)));
  }

  #close(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.emit("close", this.#hadError);
  }
}
