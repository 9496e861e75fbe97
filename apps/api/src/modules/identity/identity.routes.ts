import { identityEndpoints as api, type Session } from "@cloverdesk/contracts";
import type { Request, Response } from "express";
import type { Env } from "../../env.ts";
import type { AppContext } from "../../platform/app-context.ts";
import { cookieOf, refuseForeignOrigin } from "../../platform/http/credentials.ts";
import { languageOf } from "../../platform/http/error-mapper.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { ACCESS_TOKEN_MS, issueAccessToken } from "./access-token.ts";
import { addPerson } from "./commands/add-person.ts";
import { makeOneTimeLink } from "./commands/make-one-time-link.ts";
import { refreshSession } from "./commands/refresh-session.ts";
import { requestOneTimeLink } from "./commands/request-one-time-link.ts";
import { resetPassword } from "./commands/reset-password.ts";
import { type SignedIn, signIn } from "./commands/sign-in.ts";
import { signOut, signOutEverywhere } from "./commands/sign-out.ts";
import { updatePreferences } from "./commands/update-preferences.ts";
import { MEDIA_COOKIE } from "./principal.ts";
import { listDevices } from "./queries/devices.ts";
import { getMe } from "./queries/me.ts";
import { listPeople, listRoles } from "./queries/people.ts";
import { SESSION_MS } from "./refresh-token.ts";

/** The refresh token; reaches only /api/auth. */
const REFRESH_COOKIE = "cd_refresh";
const OK = { ok: true } as const;
const refreshCookie = (req: Request): string | undefined => cookieOf(req.headers.cookie, REFRESH_COOKIE);
const addressOf = (req: Request): string => req.ip ?? "";

export function mountIdentity(ctx: AppContext, mount: Mount): void {
  mount(api.signIn, async ({ body, req, res }) => {
    refuseForeignOrigin(ctx.env.APP_URL, req);
    const former = refreshCookie(req);
    const userAgent = req.get("user-agent") ?? "";
    return openSession(ctx, req, res, await signIn(ctx, { ...body, address: addressOf(req), userAgent, former }));
  });
  mount(api.refresh, async ({ req, res }) => {
    refuseForeignOrigin(ctx.env.APP_URL, req);
    const refreshed = refreshSession(ctx, refreshCookie(req), addressOf(req));
    // A cookie that is worth nothing goes; one that could not be looked up stays.
    refreshed.catch((error: { code?: string }) => error.code?.startsWith("auth.refresh_") && clearSessionCookies(ctx.env, res));
    return openSession(ctx, req, res, await refreshed);
  });
  mount(api.signOut, async ({ req, res }) => {
    refuseForeignOrigin(ctx.env.APP_URL, req);
    await signOut(ctx, refreshCookie(req), addressOf(req));
    clearSessionCookies(ctx.env, res);
    return OK;
  });
  mount(api.signOutEverywhere, async ({ actor, res }) => {
    await signOutEverywhere(ctx, actor);
    clearSessionCookies(ctx.env, res);
    return OK;
  });
  mount(api.forgotPassword, async ({ body, req }) => {
    await requestOneTimeLink(ctx, body.loginName, addressOf(req));
    return OK;
  });
  mount(api.resetPassword, async ({ body, req }) => {
    await resetPassword(ctx, body, addressOf(req), languageOf(req));
    return OK;
  });
  mount(api.people, ({ query }) => listPeople(ctx, query));
  mount(api.roles, () => listRoles(ctx));
  mount(api.addPerson, ({ actor, body }) => addPerson(ctx, actor, body));
  mount(api.oneTimeLink, ({ actor, params }) => makeOneTimeLink(ctx, actor, params.personId));
  mount(api.me, ({ actor, req }) => getMe(ctx, actor.personId, languageOf(req)));
  mount(api.updatePreferences, ({ actor, body, req }) => updatePreferences(ctx, actor, body, languageOf(req)));
  mount(api.devices, ({ actor }) => listDevices(ctx, actor));
}

async function openSession(ctx: AppContext, req: Request, res: Response, { personId, sessionId, refresh, at }: SignedIn): Promise<Session> {
  const claims = { personId, sessionId, issuedAt: at };
  res.cookie(REFRESH_COOKIE, refresh, { ...flags(ctx.env, "/api/auth"), maxAge: SESSION_MS });
  const media = issueAccessToken(ctx.env.JWT_SECRET, "media", claims);
  res.cookie(MEDIA_COOKIE, media, { ...flags(ctx.env, "/api/calls"), maxAge: ACCESS_TOKEN_MS });
  return {
    accessToken: issueAccessToken(ctx.env.JWT_SECRET, "api", claims),
    expiresAt: new Date(at.getTime() + ACCESS_TOKEN_MS).toISOString(),
    me: await getMe(ctx, personId, languageOf(req)),
  };
}

/** Not readable by scripts, not sent from other sites, only over TLS where the product is reached by it. */
const flags = (env: Env, path: string) => ({ httpOnly: true, sameSite: "strict", secure: env.APP_URL.startsWith("https:"), path }) as const;

function clearSessionCookies(env: Env, res: Response): void {
  res.clearCookie(REFRESH_COOKIE, flags(env, "/api/auth"));
  res.clearCookie(MEDIA_COOKIE, flags(env, "/api/calls"));
}
