import type { CallInput, Endpoint } from "@cloverdesk/contracts";
import { currentLanguage } from "../i18n/index.ts";
import { ApiError, toApiError } from "./errors.ts";
import { urlOf } from "./request.ts";
import { refresh, useSession } from "./session.ts";

/** Sends a request with bytes, or for bytes, as the signed-in person; a refused access token is renewed once. Throws ApiError. */
export async function fetchAsMe(url: string, init: RequestInit): Promise<Response> {
  const token = useSession.getState().session?.accessToken ?? null;
  const attempt = async (bearer: string | null) => {
    try {
      return await fetch(url, {
        ...init,
        credentials: "same-origin",
        headers: { ...init.headers, "accept-language": currentLanguage(), authorization: `Bearer ${bearer ?? ""}` },
      });
    } catch {
      throw new ApiError("page.offline", 0);
    }
  };
  const first = await attempt(token);
  const response = first.status === 401 ? await attempt((await refresh(token)).accessToken) : first;
  if (!response.ok) throw await toApiError(response.status, await response.json().catch(() => undefined));
  return response;
}

/** The bytes that an endpoint answers. */
export async function bytesOf<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Blob> {
  return (await fetchAsMe(urlOf(endpoint, input), { method: endpoint.method })).blob();
}

/** Hands what an endpoint answers to the browser to save. */
export async function saveAs<E extends Endpoint>(endpoint: E, input: CallInput<E>, name: string): Promise<void> {
  const url = URL.createObjectURL(await bytesOf(endpoint, input));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
