import { ERRORS, type ErrorCode } from "@cloverdesk/contracts";

/** Thrown by commands and queries; mapped to problem+json in one place (error-mapper). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fields: Record<string, string> | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, more: { detail?: string; fields?: Record<string, string>; retryAfter?: number } = {}) {
    super(`${code}: ${ERRORS[code].en}`);
    this.code = code;
    this.detail = more.detail;
    this.fields = more.fields;
    this.retryAfter = more.retryAfter;
  }
}
