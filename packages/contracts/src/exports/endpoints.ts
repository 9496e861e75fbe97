import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { id } from "../kernel/shapes.ts";
import { exportItem } from "./shapes.ts";

const exportId = z.object({ exportId: id });
export const exportEndpoints = {
  mine: endpoint({
    id: "exports.mine",
    method: "GET",
    path: "/api/exports",
    permission: "signed-in",
    summary: "My exports of the last seven days, newest first",
    output: z.object({ items: z.array(exportItem) }),
  }),
  cancel: endpoint({
    id: "exports.cancel",
    method: "POST",
    path: "/api/exports/:exportId/cancel",
    permission: "signed-in",
    summary: "Stop an export of mine that is not done yet",
    params: exportId,
    output: exportItem,
    errors: ["exports.not_found", "exports.over"],
  }),
  retry: endpoint({
    id: "exports.retry",
    method: "POST",
    path: "/api/exports/:exportId/retry",
    permission: "signed-in",
    summary: "Run an export of mine again that failed or was cancelled",
    params: exportId,
    output: exportItem,
    errors: ["exports.not_found", "exports.not_over", "exports.too_many"],
  }),
  download: endpoint({
    id: "exports.download",
    method: "GET",
    path: "/api/exports/:exportId/file",
    permission: "signed-in",
    summary: "The finished file; only for the person who asked for it, and audited",
    params: exportId,
    output: z.void(),
    binary: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    errors: ["exports.not_found", "exports.not_ready"],
  }),
} as const;
