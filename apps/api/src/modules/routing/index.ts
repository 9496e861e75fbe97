import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";

export function registerRouting(_ctx: AppContext, _mount: Mount): void {}
