import type { portal } from "@/app/_trpc/server";

type Billing = Awaited<ReturnType<typeof portal>>["billing"];
type Answer<Name extends keyof Billing> = Billing[Name] extends (...input: never[]) => infer Promised
  ? Awaited<Promised>
  : never;

export type InvoicePage = Answer<"list">;
export type Ageing = Answer<"ageing">;
export type BillingOverview = Answer<"overview">;
export type Entity = BillingOverview["legalEntities"][number];
export type RunRow = Entity["runs"][number];
export type BillingRun = Answer<"previewPeriod">;
export type RunDetail = Answer<"run">;
export type InvoiceDetail = Answer<"get">;
