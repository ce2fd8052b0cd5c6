import type { portal } from "@/app/_trpc/server";

type OverviewApi = Awaited<ReturnType<typeof portal>>["overview"];

export type Overview = Awaited<ReturnType<OverviewApi["get"]>>;
export type LiveNow = Overview["live"];
export type SiteState = LiveNow["sites"][number];
export type Attention = Overview["attention"][number];
