import type { CallInput, Endpoint, Output } from "@cloverdesk/contracts";
import { currentLanguage } from "../i18n/index.ts";
import { ApiError, toApiError } from "./errors.ts";

export interface SendOptions {
  signal?: AbortSignal;
  /** Lets the request outlive the page (drafts on leaving). */
  keepalive?: boolean;
}

/** Path with its parameters and query filled in. */
export function urlOf(e: Endpoint, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  const tail = query.toString();
  return tail ? `${path}?${tail}` : path;
}

/** One request for an endpoint, with the given access token. Throws ApiError. */
export async function send<E extends Endpoint>(
  e: E,
  input: CallInput<E>,
  token: string | null,
  options: SendOptions = {},
): Promise<Output<E>> {
  // What the server says in words is read on this page, whatever the browser's own language.
  const headers: Record<string, string> = { accept: "application/json", "accept-language": currentLanguage() };
  if (token) headers.authorization = `Bearer ${token}`;
  if (e.body) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(urlOf(e, input), {
      method: e.method,
      headers,
      credentials: "same-origin",
      body: e.body ? JSON.stringify(input.body ?? {}) : undefined,
      ...options,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("page.offline", 0);
  }
  const text = await response.text().catch(() => "");
  const body = parse(text);
  if (!response.ok) throw await toApiError(response.status, body);
  return body as Output<E>;
}

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
