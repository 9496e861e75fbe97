import type { Request, Response } from "express";
import type { Env } from "../../env.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { ACCESS_TOKEN_MS } from "./access-token.ts";
import { SESSION_MS } from "./refresh-token.ts";

export const REFRESH_COOKIE = "cd_refresh";
export const MEDIA_COOKIE = "cd_media";

export interface SessionCookies {
  refresh: string;
  media: string;
}

const flags = (env: Env, path: string) => ({ httpOnly: true, sameSite: "strict", secure: env.APP_URL.startsWith("https:"), path }) as const;

/** `cd_refresh` reaches only /api/auth, `cd_media` only /api/calls; neither is readable by scripts or sent from other sites. */
export function setSessionCookies(env: Env, res: Response, { refresh, media }: SessionCookies): void {
  res.cookie(REFRESH_COOKIE, refresh, { ...flags(env, "/api/auth"), maxAge: SESSION_MS });
  res.cookie(MEDIA_COOKIE, media, { ...flags(env, "/api/calls"), maxAge: ACCESS_TOKEN_MS });
}

export function clearSessionCookies(env: Env, res: Response): void {
  res.clearCookie(REFRESH_COOKIE, flags(env, "/api/auth"));
  res.clearCookie(MEDIA_COOKIE, flags(env, "/api/calls"));
}

/** A cookie of the request (RFC 6265 §5.4); undefined when it is not there or not readable. */
export function cookieOf(req: Request, name: string): string | undefined {
  for (const pair of (req.headers.cookie ?? "").split(";")) {
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
export function refuseForeignOrigin(env: Env, req: Request): void {
  const { origin } = req.headers;
  if (origin === undefined) return;
  const hosts = [new URL(env.APP_URL).host, req.headers.host];
  if (!URL.canParse(origin) || !hosts.includes(new URL(origin).host)) throw new AppError("auth.forbidden");
}
