import { exportEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { cancelExport, retryExport } from "./commands/stop-export.ts";
import { exportFile, myExports } from "./queries/my-exports.ts";

export function mountExports(ctx: AppContext, mount: Mount): void {
  mount(e.mine, ({ actor }) => myExports(ctx, actor));
  mount(e.cancel, ({ actor, params }) => cancelExport(ctx, actor, params.exportId));
  mount(e.retry, ({ actor, params }) => retryExport(ctx, actor, params.exportId));
  mount(e.download, async ({ actor, params, res }) => {
    const { root, file, name } = await exportFile(ctx, actor, params.exportId);
    res.attachment(name);
    res.type("xlsx").setHeader("Cache-Control", "private, no-store");
    await new Promise<void>((resolve, reject) => res.sendFile(file, { root }, (error) => (error ? reject(error) : resolve())));
  });
}
