import type { portal } from "@/app/_trpc/server";

type Api = Awaited<ReturnType<typeof portal>>;

export type DriverPage = Awaited<ReturnType<Api["drivers"]["list"]>>;
export type DriverRow = DriverPage["rows"][number];
export type DriverDetail = Awaited<ReturnType<Api["drivers"]["get"]>>;
export type PartnerPage = Awaited<ReturnType<Api["partners"]["list"]>>;
export type PartnerRow = PartnerPage["rows"][number];
export type PartnerDetail = Awaited<ReturnType<Api["partners"]["get"]>>;
export type RoamingPrice = Awaited<ReturnType<Api["partners"]["prices"]>>[number];
export type Seller = Awaited<ReturnType<Api["drivers"]["sellers"]>>[number];
export type TokenRow = DriverDetail["tokens"][number];
export type Account = DriverDetail["account"];
export type HolderSessions = Awaited<ReturnType<Api["drivers"]["sessions"]>>;
export type ImportReport = Awaited<ReturnType<Api["drivers"]["import"]>>;

/** Whose tokens a screen shows: one part serves drivers and partners. */
export type Holder =
  | { readonly kind: "driver"; readonly driverId: string }
  | { readonly kind: "partner"; readonly partnerId: string };
