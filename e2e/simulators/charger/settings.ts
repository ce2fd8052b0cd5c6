/** What a station lets itself be configured with: 1.6 configuration keys, or 2.0.1 variables named `Component.Variable`. */

export type Setting = {
  readonly name: string;
  readonly kind: "integer" | "boolean" | "text";
  readonly isReadOnly: boolean;
  readonly value: string;
};

export type ChangeResult = "changed" | "unknown" | "read-only" | "wrong-value";

/** The knobs the simulation itself turns by; each version says which of its own names carries them. */
export type Knob =
  | "heartbeatS"
  | "meterIntervalS"
  | "maxAttempts"
  | "retryIntervalS"
  | "authorizeRemote"
  | "connectorCount";

export class Settings {
  readonly #byName = new Map<string, Setting>();
  /** Told the name of every setting that took a new value. */
  onChange: (name: string) => void = () => undefined;

  constructor(
    settings: readonly Setting[],
    private readonly knobs: Readonly<Record<Knob, string>>,
  ) {
    for (const setting of settings) this.#byName.set(setting.name, setting);
  }

  all(): readonly Setting[] {
    return [...this.#byName.values()];
  }

  find(name: string): Setting | undefined {
    return this.#byName.get(name);
  }

  /** Sets as the central system would: unknown names, read-only settings and values of the wrong kind are refused. */
  change(name: string, value: string): ChangeResult {
    const setting = this.#byName.get(name);
    if (setting === undefined) return "unknown";
    if (setting.isReadOnly) return "read-only";
    if (!fits(setting.kind, value)) return "wrong-value";
    this.#put(setting, value);
    return "changed";
  }

  /** Sets as the station itself does, read-only settings included. */
  assign(knob: Knob, value: number): void {
    const setting = this.#byName.get(this.knobs[knob]);
    if (setting !== undefined) this.#put(setting, String(value));
  }

  number(knob: Knob): number {
    return Number(this.#byName.get(this.knobs[knob])?.value ?? "0");
  }

  flag(knob: Knob): boolean {
    return this.#byName.get(this.knobs[knob])?.value.toLowerCase() === "true";
  }

  /** Whether `name` is the name this version gives to `knob`. */
  isKnob(name: string, knob: Knob): boolean {
    return this.knobs[knob] === name;
  }

  #put(setting: Setting, value: string): void {
    this.#byName.set(setting.name, { ...setting, value });
    this.onChange(setting.name);
  }
}

function fits(kind: Setting["kind"], value: string): boolean {
  if (kind === "integer") return /^\d{1,9}$/.test(value);
  if (kind === "boolean") return /^(true|false)$/i.test(value);
  return value.length <= 500;
}
