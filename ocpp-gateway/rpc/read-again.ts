/** Reads refused frames again, when a person asks for it: with today's dialects and settings. */
import { ALL_DIALECTS } from "@/ocpp-gateway/dialect/all-dialects";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import { readFrame } from "@/ocpp-gateway/rpc/frame";
import { interpret } from "@/ocpp-gateway/rpc/handle-call";
import type { AnnouncedReread, ClaimedReread, KeptFrame, ReadFrame } from "@/server/station-port";

/** Watches for requests; one is carried out after the other. `close` waits for the one in hand. */
export function readAgainWhenAnnounced({ stationPort, logError }: GatewayContext): {
  readonly close: () => Promise<void>;
} {
  let last: Promise<void> = Promise.resolve();
  const carryOut = async (announced: AnnouncedReread): Promise<void> => {
    try {
      const claimed = await stationPort.claimReread(announced);
      if (claimed)
        await stationPort.completeReread(
          claimed,
          claimed.frames.map((frame) => readKept(claimed, frame)),
        );
    } catch (error) {
      logError({ err: error, ...announced }, "Frames could not be read again");
    }
  };
  const unwatch = stationPort.watchRereads((announced) => {
    last = last.then(() => carryOut(announced));
  });
  return {
    close: async () => {
      unwatch();
      await last;
    },
  };
}

/** Pure: what a frame of the message log says to the dialect of its version. */
export function readKept({ station, isAccepted }: ClaimedReread, kept: KeptFrame): ReadFrame {
  const dialect = ALL_DIALECTS.find(({ ocppVersion }) => ocppVersion === kept.ocppVersion);
  if (!dialect) return { frame: kept, ok: false, reason: `OCPP ${kept.ocppVersion} is not spoken here` };
  const frame = readFrame(kept.raw);
  if (frame.type === "broken") return { frame: kept, ok: false, reason: frame.reason };
  if (frame.type !== "call" && frame.type !== "send") {
    return { frame: kept, ok: false, reason: "It answers no call that is still open" };
  }
  const link = {
    dialect,
    station,
    // its socket is gone: the frame stands alone, and is the same whenever it is read again
    connectedAtMs: kept.receivedAtMs,
    registration: { allows: () => isAccepted },
  };
  const messages = frame.type === "call" ? dialect.inbound : (dialect.unanswered ?? new Map());
  const read = interpret(link, frame, kept.receivedAtMs, messages);
  return read.ok
    ? { frame: kept, ok: true, event: read.event, exchange: read.exchange }
    : { frame: kept, ok: false, reason: read.reason };
}
