import type { portal } from "@/app/_trpc/server";

type Api = Awaited<ReturnType<typeof portal>>;

/** Sessions as the server returns them to the pages. */
export type SessionPage = Awaited<ReturnType<Api["sessions"]["list"]>>;
export type SessionRow = SessionPage["rows"][number];
export type SessionDetail = Awaited<ReturnType<Api["sessions"]["read"]>>;
export type SessionPrice = NonNullable<SessionDetail["price"]>;
