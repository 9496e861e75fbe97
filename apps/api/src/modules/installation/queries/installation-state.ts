import type { InstallationState } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { isAnybodyThere } from "../../identity/index.ts";
import { settingsOf } from "../../settings/index.ts";

export async function installationState(ctx: AppContext): Promise<InstallationState> {
  const { enterprise } = await settingsOf(ctx);
  const name = enterprise.name || null;
  if (ctx.env.DEMO === "on") return { state: "demo", name };
  return { state: name || (await isAnybodyThere(ctx.db.prisma)) ? "live" : "empty", name };
}
