import { ticketEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { MAX_FILE_BYTES, storeFile, ticketFileFor } from "./files.ts";

export function mountFiles(ctx: AppContext, mount: Mount): void {
  mount(e.upload, async ({ actor, params, query, req, res }) => {
    try {
      if (Number(req.headers["content-length"] ?? 0) > MAX_FILE_BYTES) throw new AppError("request.too_large");
      return await storeFile(ctx, actor, params.fileId, query.name, req.iterator({ destroyOnReturn: false }));
    } catch (error) {
      // What is still on its way of a refused file is not waited for.
      res.setHeader("Connection", "close");
      throw error;
    }
  });
  mount(e.download, async ({ actor, params, query, res }) => {
    const { root, file, name, type } = await ticketFileFor(ctx, actor, params.ticketId, params.fileId, query.preview);
    res.attachment(name);
    res.type(type).setHeader("Cache-Control", "private, no-store");
    await new Promise<void>((resolve, reject) => res.sendFile(file, { root }, (error) => (error ? reject(error) : resolve())));
  });
}
