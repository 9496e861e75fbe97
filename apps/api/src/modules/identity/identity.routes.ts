import { identityEndpoints as api, type Session } from "@cloverdesk/contracts";
import type { Request, Response } from "express";
import type { AppContext } from "../../platform/app-context.ts";
import { languageOf } from "../../platform/http/error-mapper.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { ACCESS_TOKEN_MS, issueAccessToken } from "./access-token.ts";
import { makeOneTimeLink } from "./commands/make-one-time-link.ts";
import { refreshSession } from "./commands/refresh-session.ts";
import { requestOneTimeLink } from "./commands/request-one-time-link.ts";
import { resetPassword } from "./commands/reset-password.ts";
import { type SignedIn, signIn } from "./commands/sign-in.ts";
import { signOut, signOutEverywhere } from "./commands/sign-out.ts";
import { updatePreferences } from "./commands/update-preferences.ts";
import { clearSessionCookies, cookieOf, REFRESH_COOKIE, refuseForeignOrigin, setSessionCookies } from "./cookies.ts";
import { listDevices } from "./queries/devices.ts";
import { getMe } from "./queries/me.ts";

const OK = { ok: true } as const;
const addressOf = (req: Request): string => req.ip ?? "";

export function mountIdentity(ctx: AppContext, mount: Mount): void {
  mount(api.signIn, async ({ body, req, res }) => {
    refuseForeignOrigin(ctx.env, req);
    const former = cookieOf(req, REFRESH_COOKIE);
    const userAgent = req.get("user-agent") ?? "";
    return openSession(ctx, req, res, await signIn(ctx, { ...body, address: addressOf(req), userAgent, former }));
  });
  mount(api.refresh, async ({ req, res }) => {
    refuseForeignOrigin(ctx.env, req);
    const refreshed = refreshSession(ctx, cookieOf(req, REFRESH_COOKIE), addressOf(req));
    // A cookie that is worth nothing goes; one that could not be looked up stays.
    refreshed.catch((error: { code?: string }) => error.code?.startsWith("auth.refresh_") && clearSessionCookies(ctx.env, res));
    return openSession(ctx, req, res, await refreshed);
  });
  mount(api.signOut, async ({ req, res }) => {
    refuseForeignOrigin(ctx.env, req);
    await signOut(ctx, cookieOf(req, REFRESH_COOKIE), addressOf(req));
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
  mount(api.oneTimeLink, ({ actor, params }) => makeOneTimeLink(ctx, actor, params.personId));
  mount(api.me, ({ actor, req }) => getMe(ctx, actor.personId, languageOf(req)));
  mount(api.updatePreferences, ({ actor, body, req }) => updatePreferences(ctx, actor, body, languageOf(req)));
  mount(api.devices, ({ actor }) => listDevices(ctx, actor));
}

async function openSession(ctx: AppContext, req: Request, res: Response, { personId, sessionId, refresh, at }: SignedIn): Promise<Session> {
  const claims = { personId, sessionId, issuedAt: at };
  setSessionCookies(ctx.env, res, { refresh, media: issueAccessToken(ctx.env.JWT_SECRET, "media", claims) });
  return {
    accessToken: issueAccessToken(ctx.env.JWT_SECRET, "api", claims),
    expiresAt: new Date(at.getTime() + ACCESS_TOKEN_MS).toISOString(),
    me: await getMe(ctx, personId, languageOf(req)),
  };
}
