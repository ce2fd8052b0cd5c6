import { type StationCommand, traitsOf } from "@/server/domain/station/command";
import type { StationEvent } from "@/server/domain/station/event";
import type { BootOutcome } from "@/server/domain/station/outcome";

/**
 * What was answered to the station's last BootNotification on this connection, and so what it may
 * say. Without one it may say everything: a station that merely reconnects does not boot (OCPP-J
 * 1.6 §5.4), it has shown its password, and its message may be the end of a session that was
 * waiting for a network.
 */
export class Registration {
  #status: BootOutcome["registration"] | null = null;
  /** Made when first needed: hardly any station is ever kept waiting. */
  #requested: Set<StationEvent["type"]> | null = null;

  booted(status: BootOutcome["registration"]): void {
    this.#status = status;
    this.#requested = null;
  }

  /** A rejected station is not spoken to (2.0.1 B03.FR.03). */
  get isRejected(): boolean {
    return this.#status === "rejected";
  }

  /**
   * While it is pending, a station may send what was requested of it (1.6 §4.2, 2.0.1 B02.FR.02).
   */
  requested(command: StationCommand): void {
    if (this.#status !== "pending") return;
    this.#requested ??= new Set();
    const permitted = traitsOf(command).permits?.(command);
    if (permitted) this.#requested.add(permitted);
  }

  /**
   * Everything else is a SecurityError until it is accepted (OCPP-J 1.6 erratum 3.10, 2.0.1
   * B02.FR.09, B03.FR.07).
   */
  allows({ type }: StationEvent): boolean {
    if (this.#status === null || this.#status === "accepted" || type === "booted") return true;
    return this.#requested?.has(type) ?? false;
  }
}
