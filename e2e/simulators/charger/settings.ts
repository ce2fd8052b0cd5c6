/**
 * A station's configuration: 1.6 configuration keys, or 2.0.1 variables named `Component.Variable`.
 */

export type Setting = {
  readonly name: string;
  readonly kind: "integer" | "boolean" | "text";
  readonly isReadOnly: boolean;
  readonly value: string;
};

export type ChangeResult = "changed" | "unknown" | "read-only" | "wrong-value";

/** Roles of settings that the simulation reads; each version maps them to its own names. */
export type SettingRole =
  | "heartbeatS"
  | "meterIntervalS"
  | "maxAttempts"
  | "retryIntervalS"
  | "authorizeRemote"
  | "connectorCount";

export class Settings {
  readonly #byName = new Map<string, Setting>();
  /** Called with the name of every setting that took a new value. */
  onChange: (name: string) => void = () => undefined;

  constructor(
    settings: readonly Setting[],
    private readonly nameByRole: Readonly<Record<SettingRole, string>>,
  ) {
    for (const setting of settings) this.#byName.set(setting.name, setting);
  }

  all(): readonly Setting[] {
    return [...this.#byName.values()];
  }

  find(name: string): Setting | undefined {
    return this.#byName.get(name);
  }

  /**
   * Sets a value for the central system: unknown names, read-only settings and values of the wrong
   * kind are refused.
   */
  change(name: string, value: string): ChangeResult {
    const setting = this.#byName.get(name);
    if (setting === undefined) return "unknown";
    if (setting.isReadOnly) return "read-only";
    if (!fits(setting.kind, value)) return "wrong-value";
    this.#put(setting, value);
    return "changed";
  }

  /** Sets a value for the station itself, read-only settings included. */
  assign(role: SettingRole, value: number): void {
    const setting = this.#byName.get(this.nameByRole[role]);
    if (setting !== undefined) this.#put(setting, String(value));
  }

  number(role: SettingRole): number {
    return Number(this.#byName.get(this.nameByRole[role])?.value ?? "0");
  }

  flag(role: SettingRole): boolean {
    return this.#byName.get(this.nameByRole[role])?.value.toLowerCase() === "true";
  }

  /** Whether this version gives `name` to this role. */
  hasRole(name: string, role: SettingRole): boolean {
    return this.nameByRole[role] === name;
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
