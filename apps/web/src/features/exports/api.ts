import { type ExportItem, exportEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { saveAs } from "../../shared/api/bytes.ts";
import { call, queryClient } from "../../shared/api/index.ts";
import { withItem } from "./items.ts";

/** My exports of the last days, newest first. */
export const exportsQuery = queryOptions({
  queryKey: ["exports"],
  queryFn: ({ signal }) => call(exportEndpoints.mine, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { live: true },
});

/** Shows an export as the server has just told it. */
export function keepExport(item: ExportItem): void {
  queryClient.setQueryData(exportsQuery.queryKey, (old) => old && { items: withItem(old.items, item) });
}

export const cancelExport = async (id: string): Promise<void> =>
  keepExport(await call(exportEndpoints.cancel, { params: { exportId: id } }));
export const retryExport = async (id: string): Promise<void> => keepExport(await call(exportEndpoints.retry, { params: { exportId: id } }));
export const fetchFile = ({ id, fileName }: ExportItem): Promise<void> =>
  saveAs(exportEndpoints.download, { params: { exportId: id } }, fileName);
