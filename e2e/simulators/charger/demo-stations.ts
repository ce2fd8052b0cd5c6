/**
 * The list of stations that the demo network plays. The demo's seed writes it; it is validated
 * here.
 */
import { readFile } from "node:fs/promises";
import { type CurrentKind } from "./car";
import { OCPP_VERSIONS, type OcppVersion } from "./ocpp-version";
import { asPayload } from "./rpc";

export type DemoStation = {
  readonly id: string;
  readonly password: string;
  readonly version: OcppVersion;
  readonly connectors: number;
  readonly powerKw: number;
  readonly kind: CurrentKind;
  /** None: no car comes unless a remote start brings it. */
  readonly tokens: readonly string[];
};

/**
 * Reads the list from a file; undefined while there is no such file yet.
 * @throws a sentence for anything malformed
 */
export async function readStationsFile(path: string): Promise<readonly DemoStation[] | undefined> {
  try {
    return parseStations(await readFile(path, "utf8"), path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Parses the list; `source` names it in the error. */
export function parseStations(json: string, source: string): readonly DemoStation[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new Error(`${source}: expected an array of stations`);
  return list.map((item: unknown, index) => parseStation(item, `${source}, station ${index + 1}`));
}

function parseStation(item: unknown, where: string): DemoStation {
  const { id, password, version, connectors, powerKw, kind, tokens } = asPayload(item);
  const check = (isValid: boolean, sentence: string) => {
    if (!isValid) throw new Error(`${where}: ${sentence}`);
  };
  check(typeof id === "string" && id !== "", "id must be a text");
  check(typeof password === "string", "password must be a text");
  const spoken = OCPP_VERSIONS.find((known) => known === version);
  if (spoken === undefined) throw new Error(`version must be one of ${OCPP_VERSIONS.join(", ")}`);
  check(kind === undefined || kind === "AC" || kind === "DC", 'kind must be "AC" or "DC"');
  check(Array.isArray(tokens), "tokens must be an array of texts");
  return {
    id: String(id),
    password: String(password),
    version: spoken,
    connectors: positive(connectors, 2),
    powerKw: positive(powerKw, 22),
    kind: kind === "DC" ? "DC" : "AC",
    tokens: Array.isArray(tokens) ? tokens.map(String) : [],
  };
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === "number" && value > 0 ? value : otherwise;
}
