import type { ErrorCode, Language, Problem } from "@cloverdesk/contracts";

/** Codes the server never sends: what the page itself finds out about a request. */
const LOCAL = {
  "page.offline": {
    zh: "连不上服务器，请检查网络后重试。",
    en: "The server cannot be reached. Check the network and try again.",
  },
  "page.unknown": {
    zh: "出现意外问题，请重试；若反复出现，请联系管理员。",
    en: "Something unexpected happened. Try again; if it keeps happening, tell an administrator.",
  },
} as const;

export type ApiErrorCode = ErrorCode | keyof typeof LOCAL;

let catalogue: Partial<typeof import("./catalogue.ts").ERRORS> = {};

/** Loads the words of errors. Without them (no network, a newer version of the page) an error says what the server said. */
export async function loadCatalogue(): Promise<void> {
  try {
    catalogue = (await import("./catalogue.ts")).ERRORS;
  } catch {
    // The answer itself is still told: see `errorText`.
  }
}

/** A refused or failed request. `title` is what the server said; `fields` maps a field's path to what is wrong with it; `retryAfter` is in seconds. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly title: string | undefined;
  readonly fields: Record<string, string>;
  readonly retryAfter: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ApiErrorCode, status: number, problem?: Partial<Problem>) {
    super(`${code} (${status})`);
    this.code = code;
    this.status = status;
    this.title = problem?.title;
    this.fields = problem?.fields ?? {};
    this.retryAfter = problem?.retryAfter;
    this.requestId = problem?.requestId;
  }
}

/** Reads an answer that is not 2xx; tolerates bodies that are no problem+json (a proxy's error page). */
export async function toApiError(status: number, body: unknown): Promise<ApiError> {
  await loadCatalogue();
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  const code = typeof problem.code === "string" ? (problem.code as ErrorCode) : byStatus(status);
  return new ApiError(code, status, problem);
}

function byStatus(status: number): ApiErrorCode {
  if (status === 401) return "auth.required";
  if (status === 403) return "auth.forbidden";
  if (status === 404) return "request.not_found";
  if (status === 413) return "request.too_large";
  if (status === 502 || status === 503 || status === 504) return "server.unavailable";
  return status >= 500 ? "server.failed" : "page.unknown";
}

/** What happened, in the user's words; of a code that this page does not know, in the words of the server. */
export function errorText(error: unknown, language: Language): string {
  if (!(error instanceof ApiError)) return LOCAL["page.unknown"][language];
  const known: typeof catalogue & Partial<typeof LOCAL> = { ...LOCAL, ...catalogue };
  return known[error.code]?.[language] ?? error.title ?? LOCAL["page.unknown"][language];
}

export const isCode = (error: unknown, ...codes: ApiErrorCode[]): boolean => error instanceof ApiError && codes.includes(error.code);

/** Whether the same request would be refused again: it asks for what is not there, or for what cannot be asked. */
export const isFinal = (error: unknown): boolean => error instanceof ApiError && [400, 404, 422].includes(error.status);
