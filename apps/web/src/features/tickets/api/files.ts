import { type TicketFile, ticketEndpoints } from "@cloverdesk/contracts";
import { toApiError } from "../../../shared/api/errors.ts";
import { ApiError, refresh, urlOf, useSession } from "../../../shared/api/index.ts";

/** Sends a request with bytes as the signed-in person; a refused access token is renewed once. Throws ApiError. */
async function fetchAsMe(url: string, init: RequestInit): Promise<Response> {
  const token = useSession.getState().session?.accessToken ?? null;
  const attempt = async (bearer: string | null) => {
    try {
      return await fetch(url, {
        ...init,
        credentials: "same-origin",
        headers: { ...init.headers, authorization: `Bearer ${bearer ?? ""}` },
      });
    } catch {
      throw new ApiError("page.offline", 0);
    }
  };
  const first = await attempt(token);
  const response = first.status === 401 ? await attempt((await refresh(token)).accessToken) : first;
  if (!response.ok) throw toApiError(response.status, await response.json().catch(() => undefined));
  return response;
}

/** Uploads a file under an id of its own; it belongs to the first ticket that names it. */
export async function uploadFile(file: File): Promise<TicketFile> {
  const url = urlOf(ticketEndpoints.upload, { params: { fileId: crypto.randomUUID() }, query: { name: file.name } });
  const response = await fetchAsMe(url, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
  return (await response.json()) as TicketFile;
}

/** Hands a ticket's file to the browser to save. */
export async function saveFile(ticketId: string, file: { id: string; name: string }): Promise<void> {
  const response = await fetchAsMe(urlOf(ticketEndpoints.download, { params: { ticketId, fileId: file.id } }), { method: "GET" });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(url);
}
