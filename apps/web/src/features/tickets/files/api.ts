import { type TicketFile, ticketEndpoints } from "@cloverdesk/contracts";
import { bytesOf, fetchAsMe, saveAs } from "../../../shared/api/bytes.ts";
import { urlOf } from "../../../shared/api/index.ts";

/** Uploads a file under an id of its own; it belongs to the first ticket that names it. Throws when the signal ends it. */
export async function uploadFile(file: File, signal: AbortSignal): Promise<TicketFile> {
  const url = urlOf(ticketEndpoints.upload, { params: { fileId: crypto.randomUUID() }, query: { name: file.name } });
  const response = await fetchAsMe(url, { method: "POST", body: file, signal, headers: { "content-type": "application/octet-stream" } });
  return (await response.json()) as TicketFile;
}

/** Hands a ticket's file to the browser to save. */
export const saveFile = (ticketId: string, file: { id: string; name: string }): Promise<void> =>
  saveAs(ticketEndpoints.download, { params: { ticketId, fileId: file.id } }, file.name);

/** A picture of a ticket, to be shown. */
export const previewOf = (ticketId: string, fileId: string): Promise<Blob> =>
  bytesOf(ticketEndpoints.download, { params: { ticketId, fileId }, query: { preview: "true" } });
