import type { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import type { Permission } from "./permissions.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * One verb of the HTTP API, declared once. The api mounts it, the web calls it, OpenAPI derives from it, and tests check
 * every response against `output`.
 *
 * `permission: "public"` needs no sign-in, `"signed-in"` any valid access token; otherwise the permission point the
 * person's roles must grant (the scope of the grant is applied by the command's policy).
 */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  /** Stable operation id, `module.verb`. */
  id: string;
  method: Method;
  /** Express style path below the origin, e.g. `/api/calls/:callId`. */
  path: string;
  summary: string;
  permission: Permission | "public" | "signed-in";
  params?: P;
  query?: Q;
  body?: B;
  /** Shape of the JSON answer; `z.void()` answers 204. */
  output: O;
  /** What the caller may have to handle besides the kernel's own errors (unauthenticated, forbidden, invalid input). */
  errors?: readonly ErrorCode[];
  /** Answers with bytes instead of JSON (recordings, exports). */
  binary?: string;
}

/** Declares an endpoint and keeps its exact types. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  e: Endpoint<P, Q, B, O>,
): Endpoint<P, Q, B, O> {
  return e;
}

type InputOf<T> = NonNullable<T> extends z.ZodType ? z.input<NonNullable<T>> : unknown;
type ParsedOf<T> = NonNullable<T> extends z.ZodType ? z.output<NonNullable<T>> : unknown;

/** What a caller hands over for an endpoint (before parsing). */
export interface CallInput<E extends Endpoint> {
  params?: InputOf<E["params"]>;
  query?: InputOf<E["query"]>;
  body?: InputOf<E["body"]>;
}

/** What a handler receives (after parsing). */
export interface Parsed<E extends Endpoint> {
  params: ParsedOf<E["params"]>;
  query: ParsedOf<E["query"]>;
  body: ParsedOf<E["body"]>;
}

export type Output<E extends Endpoint> = z.output<E["output"]>;
