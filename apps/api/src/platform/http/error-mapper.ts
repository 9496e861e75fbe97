import { ERRORS, type Language, type Problem } from "@cloverdesk/contracts";
import type { NextFunction, Request, Response } from "express";
import type { Logger } from "pino";
import { ZodError } from "zod";
import { AppError } from "./app-error.ts";

/** The one place where errors become problem+json. Anything unknown is logged whole and told as `server.failed`. */
export function errorMapper(log: Logger) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = asAppError(error);
    if (known.code === "server.failed") log.error({ err: error, requestId: req.id, path: req.path }, "request failed");
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

/** What an error is told as. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return new AppError("request.invalid", { fields: fieldsOf(error) });
  const { type, status } = error as { type?: string; status?: number };
  if (type === "entity.too.large") return new AppError("request.too_large");
  if (type === "entity.parse.failed" || status === 400) return new AppError("request.invalid");
  if (isDatabaseAway(error as { code?: string; message?: string })) return new AppError("server.unavailable", { retryAfter: 1 });
  return new AppError("server.failed");
}

const fieldsOf = (error: ZodError): Record<string, string> =>
  Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issue.message]));

const AWAY_CODES = ["ECONNREFUSED", "ECONNRESET", "P1001", "P1002", "P1008", "P1017", "P2024", "P2028"];

/** Connection errors of pg, no connection in time, PostgreSQL shutting down or starting (classes 57 and 08), and Prisma's names for them: a raw query hides them in its message. */
const isDatabaseAway = ({ code = "", message = "" }: { code?: string; message?: string }): boolean =>
  /^(57P0|08)/.test(code) ||
  AWAY_CODES.includes(code) ||
  /Code: `?(57P0\d|08\w{3})|Can't reach database server|Server has closed the connection|^Connection terminated|^connect ENOENT|^timeout exceeded when trying to connect/.test(
    message,
  );
