import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";

/** Every version that is spoken here. */
export const ALL_DIALECTS: readonly Dialect[] = [v16, v201, v21];
