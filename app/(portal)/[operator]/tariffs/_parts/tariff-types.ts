import type { portal } from "@/app/_trpc/server";

type Api = Awaited<ReturnType<typeof portal>>;

/** Tariffs as the server returns them to the pages. */
export type TariffRow = Awaited<ReturnType<Api["tariffs"]["list"]>>[number];
export type TariffDetail = Awaited<ReturnType<Api["tariffs"]["read"]>>;
export type TariffVersion = TariffDetail["versions"][number];
export type TariffAssignment = TariffDetail["assignments"][number];
export type Places = Awaited<ReturnType<Api["tariffs"]["places"]>>;
export type TariffPreview = Awaited<ReturnType<Api["sessions"]["previewTariff"]>>;
