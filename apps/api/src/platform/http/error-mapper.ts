import { ERRORS, type ErrorCode, type Language, type Problem } from "@cloverdesk/contracts";
import type { NextFunction, Request, Response } from "express";
import type { Logger } from "pino";
import { ZodError } from "zod";
import { AppError } from "./app-error.ts";
import { issueText } from "./issue-text.ts";

/** The one place where errors become problem+json. Anything unknown is logged whole and told as `server.failed`. */
export function errorMapper(log: Logger) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = asAppError(error, languageOf(req));
    if (known.code === "server.failed") log.error({ err: error, requestId: req.id, path: req.path }, "request failed");
    // Input that only the database refused: the endpoint's shape should have.
    if (known.code === "server.storage_full")
      log.error({ err: error, requestId: req.id, path: req.path }, "the disk is full, nothing was saved");
    else if (sqlStateOf(error))
      log.warn({ err: error, requestId: req.id, path: req.path, code: known.code }, "request refused by the database");
    send(req, res, known);
  };
}

function send(req: Request, res: Response, error: AppError): void {
  const { status } = ERRORS[error.code];
  const body: Problem = {
    type: `https://cloverdesk.invalid/errors/${error.code}`,
    title: ERRORS[error.code][languageOf(req)],
    status,
    code: error.code,
    requestId: req.id,
    ...(error.detail !== undefined && { detail: error.detail }),
    ...(error.fields && { fields: error.fields }),
    ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }),
  };
  if (error.retryAfter !== undefined) res.setHeader("Retry-After", String(Math.ceil(error.retryAfter)));
  if (status === 401) res.setHeader("WWW-Authenticate", "Bearer");
  res.status(status).type("application/problem+json").send(JSON.stringify(body));
}

export function languageOf(req: Request): Language {
  return req.acceptsLanguages("zh", "en") === "en" ? "en" : "zh";
}

/** Maps an error to its problem+json answer. `language`: of the texts about inputs. */
export function asAppError(error: unknown, language: Language = "en"): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return new AppError("request.invalid", { fields: fieldsOf(error, language) });
  const { type, status } = error as { type?: string; status?: number };
  if (type === "entity.too.large") return new AppError("request.too_large");
  if (type === "entity.parse.failed" || status === 400) return new AppError("request.invalid");
  const refusal = REFUSALS[status ?? 0];
  if (refusal) return new AppError(refusal);
  if (isDatabaseAway(error as { code?: string; message?: string })) return new AppError("server.unavailable", { retryAfter: 1 });
  if (isDiskFull(error)) return new AppError("server.storage_full", { retryAfter: 30 });
  if (sqlStateOf(error)?.startsWith(DATA_EXCEPTION)) return new AppError("request.invalid");
  return new AppError("server.failed");
}

/** Statuses of errors that Express and its parts throw: unsupported charset or encoding, `Range`, `If-Match`, a path that cannot be decoded. */
const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  404: "request.not_found",
  412: "request.changed",
  413: "request.too_large",
  415: "request.unreadable",
  416: "request.not_satisfiable",
};

/** The disk of PostgreSQL (SQLSTATE disk_full), or that of DATA_DIR: full, or the quota is used up. */
const isDiskFull = (error: unknown): boolean =>
  sqlStateOf(error) === "53100" || ["ENOSPC", "EDQUOT"].includes((error as { code?: string } | null)?.code ?? "");

/** For work that is done again by itself: the fault lies in the database's machine, not in the work, and passes. */
export const isPassing = (error: unknown): boolean => ["server.unavailable", "server.storage_full"].includes(asAppError(error).code);

/** SQLSTATE class 22: a value that no column can hold, such as NUL in a text, a number or a moment out of range. */
const DATA_EXCEPTION = "22";
/** Prisma's names for the same: value too long, invalid value, value out of range. */
const PRISMA_DATA_EXCEPTIONS = ["P2000", "P2007", "P2020"];

/** SQLSTATE of a database error: of pg itself, of Prisma's raw queries (in the message) and of its models (in the adapter's cause). */
function sqlStateOf(error: unknown): string | undefined {
  const { code, message, meta } = (error ?? {}) as {
    code?: unknown;
    message?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  if (typeof code === "string" && PRISMA_DATA_EXCEPTIONS.includes(code)) return `${DATA_EXCEPTION}000`;
  const states = [meta?.driverAdapterError?.cause?.originalCode, /Code: `?(\w{5})\b/.exec(String(message))?.[1], code];
  return states.find((each): each is string => typeof each === "string" && /^\d[0-9A-Z]{4}$/.test(each));
}

const fieldsOf = (error: ZodError, language: Language): Record<string, string> =>
  Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issueText(issue, language)]));

const AWAY_CODES = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "P1001", "P1002", "P1008", "P1017", "P2024", "P2028"];

/** Connection errors of pg, no connection in time, PostgreSQL shutting down or starting (classes 57 and 08), and Prisma's names for them: a raw query hides them in its message. */
const isDatabaseAway = ({ code = "", message = "" }: { code?: string; message?: string }): boolean =>
  /^(57P0|08)/.test(code) ||
  AWAY_CODES.includes(code) ||
  /Code: `?(57P0\d|08\w{3})|Can't reach database server|Server has closed the connection|^Connection terminated|connection error and is not queryable|(?:write|read) (?:EPIPE|ECONNRESET)|^connect ENOENT|^timeout exceeded when trying to connect/.test(
    message,
  );
