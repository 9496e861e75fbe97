import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { id } from "../../kernel/shapes.ts";
import { text } from "../../kernel/text.ts";
import { ticketFile } from "./shapes.ts";

export const ticketFileEndpoints = {
  upload: endpoint({
    id: "tickets.upload",
    method: "POST",
    path: "/api/tickets/files/:fileId",
    permission: "tickets.read",
    summary:
      "Upload a file as the request's raw body, under an id chosen by the page, by whoever may create or work on tickets; it belongs to the first ticket that names it",
    params: z.object({ fileId: id }),
    query: z.object({ name: text(200, 1) }),
    output: ticketFile,
    errors: ["tickets.file_refused", "request.too_large", "tickets.not_allowed"],
  }),
  download: endpoint({
    id: "tickets.download",
    method: "GET",
    path: "/api/tickets/:ticketId/files/:fileId",
    permission: "tickets.read",
    summary: "A file of the ticket, to save or (`preview`) to be shown in the page; every access is audited",
    params: z.object({ ticketId: id, fileId: id }),
    query: z.object({ preview: z.stringbool().default(false) }),
    output: z.unknown(),
    binary: "application/octet-stream",
    errors: ["tickets.not_found"],
  }),
} as const;
