import type { Deviation } from "@/server/domain/station/deviation";

/** How a frame departs from OCPP-J and is read all the same, since it can only be meant one way. */
export type FrameFlaw = Pick<Deviation, "kind" | "value"> & { readonly part: "frame" | "frame/messageId" };

export const NO_FLAWS: readonly FrameFlaw[] = [];

/** As deviations of the message that came in the frame. */
export function frameDeviations(action: string, flaws: readonly FrameFlaw[]): readonly Deviation[] {
  return flaws.map(({ kind, part, value }) => ({ kind, place: `${action}/${part}`, value }));
}
