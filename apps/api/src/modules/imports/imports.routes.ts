import { importEndpoints as e, IMPORT_MOST_BYTES } from "@cloverdesk/contracts";
import type { Response } from "express";
import type { AppContext } from "../../platform/app-context.ts";
import { AppError } from "../../platform/http/app-error.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { sendWorkbook } from "../exports/index.ts";
import { beginImport } from "./commands/begin-import.ts";
import { cancelImport } from "./commands/cancel-import.ts";
import { commitImport, pauseImport } from "./commands/create-rows.ts";
import { planImport } from "./commands/plan-import.ts";
import { repairColumn, repairRow } from "./commands/repair-rows.ts";
import { storeFile } from "./commands/store-file.ts";
import { undoImport } from "./commands/undo-rows.ts";
import { getImport, importRows, imports, sameFile } from "./queries/imports.ts";
import { faultsOf, type NamedWorkbook, templateFor } from "./queries/workbooks.ts";

export function mountImports(ctx: AppContext, mount: Mount): void {
  // Paths without an id come first: `template` would be taken for one.
  mount(e.list, ({ actor, query }) => imports(ctx, actor, query));
  mount(e.template, async ({ actor, query: { kind, language, categoryId = null, typeId, templateId }, res }) => {
    await send(res, await templateFor(ctx, actor, { kind, language, target: { categoryId, typeId, templateId } }));
  });
  mount(e.sameFile, ({ query }) => sameFile(ctx, query.sha256));
  mount(e.begin, ({ actor, params, body }) => beginImport(ctx, actor, params.importId, body));
  mount(e.upload, async ({ actor, params, req, res }) => {
    try {
      if (Number(req.headers["content-length"] ?? 0) > IMPORT_MOST_BYTES) throw new AppError("request.too_large");
      return await storeFile(ctx, actor, params.importId, req.iterator({ destroyOnReturn: false }));
    } catch (error) {
      // What is still on its way of a refused file is not waited for.
      res.setHeader("Connection", "close");
      throw error;
    }
  });
  mount(e.get, ({ actor, params }) => getImport(ctx, actor, params.importId));
  mount(e.rows, ({ actor, params, query }) => importRows(ctx, actor, params.importId, query));
  mount(e.faults, async ({ actor, params, query, res }) => {
    await send(res, await faultsOf(ctx, actor, params.importId, query.language));
  });
  mount(e.repairRow, ({ actor, params, body }) => repairRow(ctx, actor, params.importId, params.row, body));
  mount(e.repairColumn, ({ actor, params, body }) => repairColumn(ctx, actor, params.importId, body));
  mount(e.plan, ({ actor, params, body }) => planImport(ctx, actor, params.importId, body));
  mount(e.commit, ({ actor, params, body }) => commitImport(ctx, actor, params.importId, body.ready));
  mount(e.pause, ({ actor, params }) => pauseImport(ctx, actor, params.importId));
  mount(e.cancel, ({ actor, params }) => cancelImport(ctx, actor, params.importId));
  mount(e.undo, ({ actor, params }) => undoImport(ctx, actor, params.importId));
}

/** Sends a workbook while it is written; ends with the connection. */
async function send(res: Response, { fileName, workbook }: NamedWorkbook): Promise<void> {
  res.attachment(fileName);
  res.type("xlsx").setHeader("Cache-Control", "private, no-store");
  const left = new AbortController();
  res.once("close", () => left.abort());
  await sendWorkbook(res, workbook, left.signal);
}
