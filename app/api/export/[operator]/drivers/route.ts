import { requestingMember, fileOf, filterIn, orRefusal } from "@/app/api/export/file-answer";
import { exportDrivers } from "@/server/drivers/export-drivers";
import { DriverFilter } from "@/server/drivers/list-drivers";

type Props = { params: Promise<{ operator: string }> };

/**
 * The whole filtered set of drivers as CSV, a line for each token. The filters are those of the
 * list's address.
 */
export const GET = (request: Request, { params }: Props): Promise<Response> =>
  orRefusal(async () => {
    const { tenantId, slug } = await requestingMember(request, (await params).operator, "driver:read");
    const query = new URL(request.url).searchParams;
    const filter = filterIn(DriverFilter, { text: query.get("q") ?? "", state: query.get("state") ?? undefined });
    return fileOf(exportDrivers(tenantId, filter), `drivers-${slug}`, "csv");
  });
