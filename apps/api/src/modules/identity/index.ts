import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";

export function registerIdentity(_ctx: AppContext, _mount: Mount): void {}

import type { Request } from "express";
import type { Actor } from "../../platform/http/actor.ts";
export async function authenticateRequest(_ctx: AppContext, _req: Request): Promise<Actor | null> {
  return null;
}
export async function authenticateSocket(_ctx: AppContext, _token: string): Promise<{ personId: string; groupIds: string[] } | null> {
  return null;
}
