export type StationAddress = {
  readonly identity: string;
  /** The path as it came, when it is written in another way than "/ocpp/{identity}". */
  readonly unusualPath: string | null;
};

/**
 * The station that "/ocpp/{identity}" names, percent-decoded (OCPP-J 1.6 §3.1.1); null for any
 * other address. An empty segment names nobody, so slashes too many mean nothing, as does the case
 * of "ocpp".
 */
export function stationAddress(url: string): StationAddress | null {
  const path = pathOf(url);
  const [prefix, encoded, ...more] = segmentsOf(path);
  if (prefix?.toLowerCase() !== "ocpp" || encoded === undefined || more.length > 0) return null;
  const identity = decodedIdentity(encoded);
  if (identity === null) return null;
  return { identity, unusualPath: path === `/ocpp/${encoded}` ? null : path.slice(0, 300) };
}

/** The last segment of a path that is no station's: mostly what a charger appended as its id. */
export function lastSegment(url: string): string | null {
  const last = segmentsOf(pathOf(url)).at(-1);
  return last === undefined ? null : decodedIdentity(last);
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? "";

const segmentsOf = (path: string): readonly string[] => path.split("/").filter((segment) => segment !== "");

function decodedIdentity(encoded: string): string | null {
  try {
    const identity = decodeURIComponent(encoded);
    return /^[^\p{Control}]{1,255}$/u.test(identity) ? identity : null;
  } catch {
    return null; // percent signs that encode nothing name no station
  }
}
