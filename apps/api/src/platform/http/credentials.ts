import type { Request } from "express";
import { AppError } from "./app-error.ts";

/** What a request brings along to show who sends it. */
export interface Credentials {
  /** Token of `Authorization: Bearer …` (RFC 6750). */
  bearer: string | undefined;
  cookie(name: string): string | undefined;
  method: string;
  /** Path of the endpoint as declared (`/api/calls/:callId`), empty before routing. */
  path: string;
  /** Where it comes from, behind the proxies that are trusted. */
  address: string;
}

export function credentialsOf(req: Request): Credentials {
  return {
    bearer: /^Bearer (\S+)$/i.exec(req.headers.authorization ?? "")?.[1],
    cookie: (name) => cookieOf(req.headers.cookie, name),
    method: req.method,
    path: (req.route as { path?: string } | undefined)?.path ?? "",
    address: req.ip ?? "",
  };
}

/** A cookie of a `Cookie` header (RFC 6265 §5.4); undefined when it is not there or not readable. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Refuses what another site's page sends with our cookies; the second lock beside SameSite. Programs without an Origin pass. */
export function refuseForeignOrigin(appUrl: string, req: Request): void {
  const { origin } = req.headers;
  if (origin === undefined) return;
  const hosts = [new URL(appUrl).host, req.headers.host];
  if (!URL.canParse(origin) || !hosts.includes(new URL(origin).host)) throw new AppError("auth.forbidden");
}
