import { z } from "zod";
import { exportItem, exportLocale, exportSize } from "../../exports/shapes.ts";
import { endpoint } from "../../kernel/endpoint.ts";
import { id } from "../../kernel/shapes.ts";
import { line, text } from "../../kernel/text.ts";
import { ticketExportSource } from "./shapes.ts";

const refused = ["tickets.field_unknown", "tickets.field_not_sortable", "tickets.text_too_short"] as const;

export const ticketExportEndpoints = {
  size: endpoint({
    id: "tickets.exportSize",
    method: "POST",
    path: "/api/tickets/exports/size",
    permission: "tickets.export",
    summary: "How many tickets an export would hold (counted up to 1,000,000), and how many a file holds at most",
    body: z.object({ source: ticketExportSource }),
    output: exportSize,
    errors: refused,
  }),
  start: endpoint({
    id: "tickets.export",
    method: "PUT",
    path: "/api/tickets/exports/:exportId",
    permission: "tickets.export",
    summary: "Export tickets as an Excel file, written in the background; the same id again is the same export",
    params: z.object({ exportId: id }),
    body: exportLocale.extend({
      source: ticketExportSource,
      /** Name of the list or view: the file is called by it. */
      title: line(80, 1),
      /** Columns by name or `f:<code>`, in order; unknown ones are left out. */
      columns: z.array(text(60)).min(1).max(60),
    }),
    output: exportItem,
    errors: [...refused, "exports.too_large", "exports.nothing", "exports.too_many"],
  }),
} as const;
