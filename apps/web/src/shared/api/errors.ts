import { ERRORS, type ErrorCode, type Language, type Problem } from "@cloverdesk/contracts";

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

/** A refused or failed request. `fields` maps a field's path to what is wrong with it; `retryAfter` is in seconds. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly fields: Record<string, string>;
  readonly retryAfter: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ApiErrorCode, status: number, problem?: Partial<Problem>) {
    super(`${code} (${status})`);
    this.code = code;
    this.status = status;
    this.fields = problem?.fields ?? {};
    this.retryAfter = problem?.retryAfter;
    this.requestId = problem?.requestId;
  }
}

/** Reads an answer that is not 2xx; tolerates bodies that are no problem+json (a proxy's error page). */
export function toApiError(status: number, body: unknown): ApiError {
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<Problem>;
  const code = typeof problem.code === "string" && problem.code in ERRORS ? (problem.code as ErrorCode) : byStatus(status);
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

/** What happened, in the user's words. */
export function errorText(error: unknown, language: Language): string {
  if (!(error instanceof ApiError)) return LOCAL["page.unknown"][language];
  const text = error.code in ERRORS ? ERRORS[error.code as ErrorCode] : LOCAL[error.code as keyof typeof LOCAL];
  return text[language];
}

export const isCode = (error: unknown, ...codes: ApiErrorCode[]): boolean => error instanceof ApiError && codes.includes(error.code);

/** Whether the same request would be refused again: it asks for what is not there, or for what cannot be asked. */
export const isFinal = (error: unknown): boolean => error instanceof ApiError && [400, 404, 422].includes(error.status);
