/**
 * What is known of a charger's model beside what its messages show. A setting that is absent leaves
 * it to the messages.
 */
export type ModelSettings = {
  /**
   * What its energy register counts: since it was made, since the session began (whatever its start
   * reports), or kWh under the name of Wh.
   */
  readonly registerMeaning?: (typeof REGISTER_MEANINGS)[number];
  /** untrusted: what it sends live happened when it was received */
  readonly clock?: (typeof CLOCKS)[number];
  /** seconds that a running session may be without a word before it is taken for over */
  readonly silenceS?: number;
  /** never: it answers no ping, so its silence is measured by its messages */
  readonly ping?: (typeof PINGS)[number];
};

export const REGISTER_MEANINGS = ["lifetime", "per_session", "kwh_as_wh"] as const;
export const CLOCKS = ["trusted", "untrusted"] as const;
export const PINGS = ["answers", "never"] as const;

/** Whose settings they are; compared without case, model and firmware by their beginning. */
export type ModelMatch = {
  readonly vendor: string;
  readonly model: string;
  /** "" is every firmware */
  readonly firmware: string;
};

export type ModelProfile = ModelMatch & { readonly settings: ModelSettings };

/** What a station reports of itself; null before its first BootNotification. */
export type ReportedModel = {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmwareVersion: string | null;
};

/**
 * The settings for a station: those of the profiles that match it, the operator's own before the
 * shipped ones, and of each the one for the longest firmware first.
 */
export function settingsFor(
  reported: ReportedModel,
  shipped: readonly ModelProfile[],
  own: readonly ModelProfile[],
): ModelSettings {
  const ordered = [...matching(shipped, reported), ...matching(own, reported)];
  return Object.assign({}, ...ordered.map(({ settings }) => settings)) as ModelSettings;
}

/** Those that match, the most particular last. */
function matching(profiles: readonly ModelProfile[], reported: ReportedModel): readonly ModelProfile[] {
  return profiles.filter((profile) => isAbout(profile, reported)).sort((one, other) => lengthOf(one) - lengthOf(other));
}

const lengthOf = ({ model, firmware }: ModelMatch): number => model.length * 1_000 + firmware.length;

/** Whether a profile is about a station that reports itself so. */
export function isAbout(match: ModelMatch, { vendor, model, firmwareVersion }: ReportedModel): boolean {
  if (vendor === null || model === null) return false;
  return (
    plain(vendor) === plain(match.vendor) &&
    plain(model).startsWith(plain(match.model)) &&
    plain(firmwareVersion ?? "").startsWith(plain(match.firmware))
  );
}

const plain = (text: string): string => text.trim().toLowerCase();
