import {
  categoryEndpoints as categories,
  ticketEndpoints as e,
  ticketMoveEndpoints as move,
  ticketSetupEndpoints as setup,
  ticketUsageEndpoints as usage,
  ticketExportEndpoints as x,
} from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { AppError } from "../../platform/http/app-error.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { actOnTicket, finishTicket, reopenTicket } from "./commands/act-on-ticket.ts";
import { discardFlow, publishFlow, saveFlow } from "./commands/change-flow.ts";
import { claimTicket } from "./commands/claim-ticket.ts";
import { createTicket } from "./commands/create-ticket.ts";
import { dropDraft, keepDraft } from "./commands/drafts.ts";
import { editTicket } from "./commands/edit-ticket.ts";
import { exportSize, exportTickets } from "./commands/export-tickets.ts";
import { importCategories } from "./commands/import-categories.ts";
import { inBulk } from "./commands/in-bulk.ts";
import { linkTickets } from "./commands/link-tickets.ts";
import { flagTicket, markTicket } from "./commands/mark-ticket.ts";
import { moveToFlow, stopMove } from "./commands/move-to-flow.ts";
import { moveCategory, saveCategory } from "./commands/save-category.ts";
import { removeField, saveField } from "./commands/save-field.ts";
import { activateTemplate, orderTemplates, saveTemplate } from "./commands/save-template.ts";
import { orderTypes, saveType } from "./commands/save-type.ts";
import { commentTicket, copyTicket, urgeTicket } from "./commands/talk-about-ticket.ts";
import { transferTicket } from "./commands/transfer-ticket.ts";
import { myViews, removeView, saveView } from "./commands/views.ts";
import { MAX_FILE_BYTES, storeFile, ticketFileFor } from "./files.ts";
import { beHere } from "./presence.ts";
import { categoryUsage } from "./queries/categories.ts";
import { flowVersionOf, flowVersions, openOnFlow } from "./queries/flow.ts";
import { findTickets, myCounts, myTickets } from "./queries/lists.ts";
import { templateVersions, wholeSetup } from "./queries/setup.ts";
import { startTicket } from "./queries/start.ts";
import { loadTicket, ticketTrack } from "./queries/ticket.ts";
import { fieldUsage, fieldUses, setupChanges } from "./queries/usage.ts";
import { formOf } from "./setup.ts";

export function mountTickets(ctx: AppContext, mount: Mount): void {
  mountSetup(ctx, mount);
  mountLists(ctx, mount);
  mountFiles(ctx, mount);
  mount(e.create, ({ actor, params, body }) => createTicket(ctx, actor, params.ticketId, body));
  mount(e.get, ({ actor, params }) => loadTicket(ctx, actor, params.ticketId));
  mount(e.track, ({ actor, params, query }) => ticketTrack(ctx, actor, params.ticketId, query));
  mount(e.claim, ({ actor, params }) => claimTicket(ctx, actor, params.ticketId));
  mount(e.transfer, ({ actor, params, body }) => transferTicket(ctx, actor, params.ticketId, body.to, body.note));
  mount(e.edit, ({ actor, params, body }) => editTicket(ctx, actor, params.ticketId, body.changes, body.note));
  mount(e.act, ({ actor, params, body }) => actOnTicket(ctx, actor, params.ticketId, params.action, body.node, body));
  mount(e.finish, ({ actor, params, body }) => finishTicket(ctx, actor, params.ticketId, body, body.node));
  mount(e.reopen, ({ actor, params, body }) => reopenTicket(ctx, actor, params.ticketId, body.note));
  mount(e.urge, ({ actor, params, body }) => urgeTicket(ctx, actor, params.ticketId, body.note));
  mount(e.copy, ({ actor, params, body }) => copyTicket(ctx, actor, params.ticketId, body.personIds, body.note));
  mount(e.comment, ({ actor, params, body }) => commentTicket(ctx, actor, params.ticketId, { id: params.commentId, ...body }));
  mount(e.link, ({ actor, params, body }) => linkTickets(ctx, actor, params.ticketId, body.otherId, body.as, body.note));
  mount(e.mark, ({ actor, params, body }) => markTicket(ctx, actor, params.ticketId, body));
  mount(e.here, ({ actor, params, body }) => beHere(ctx, actor, params.ticketId, body));
}

/** Before the routes with a ticket's id, which would take `counts` for one. */
function mountLists(ctx: AppContext, mount: Mount): void {
  mount(e.counts, ({ actor }) => myCounts(ctx, actor));
  mount(e.mine, ({ actor, params, query }) => myTickets(ctx, actor, params.list, query));
  mount(e.search, ({ actor, body }) => findTickets(ctx, actor, body));
  mount(e.start, ({ actor, query }) => startTicket(ctx, actor, query));
  mount(e.keepDraft, ({ actor, params, body }) => keepDraft(ctx, actor, params.ticketId, body));
  mount(e.dropDraft, ({ actor, params }) => dropDraft(ctx, actor, params.ticketId));
  mount(x.size, ({ actor, body }) => exportSize(ctx, actor, body.source));
  mount(x.start, ({ actor, params, body }) => exportTickets(ctx, actor, params.exportId, body));
  mount(e.views, ({ actor }) => myViews(ctx, actor));
  mount(e.saveView, ({ actor, params, body }) => saveView(ctx, actor, params.viewId, body));
  mount(e.removeView, ({ actor, params }) => removeView(ctx, actor, params.viewId));
  mount(e.bulkClaim, ({ actor, body }) => inBulk(body.ids, (id) => claimTicket(ctx, actor, id)));
  mount(e.bulkTransfer, ({ actor, body }) => inBulk(body.ids, (id) => transferTicket(ctx, actor, id, body.to, body.note)));
  mount(e.bulkFinish, ({ actor, body }) =>
    inBulk(body.ids, (id) => finishTicket(ctx, actor, id, { values: {}, seen: {}, note: body.note })),
  );
  mount(e.bulkFlag, ({ actor, body }) => inBulk(body.ids, (id) => flagTicket(ctx, actor, id, body.flag)));
}

function mountFiles(ctx: AppContext, mount: Mount): void {
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

function mountSetup(ctx: AppContext, mount: Mount): void {
  mount(setup.setup, () => wholeSetup(ctx));
  mount(setup.saveField, ({ actor, params, body }) => saveField(ctx, actor, params.code, body));
  mount(setup.removeField, ({ actor, params }) => removeField(ctx, actor, params.code));
  mount(setup.saveType, ({ actor, params, body }) => saveType(ctx, actor, params.typeId, body));
  mount(setup.flow, ({ params, query }) => flowVersionOf(ctx, params.typeId, query.version));
  mount(setup.saveFlow, ({ actor, params, body }) => saveFlow(ctx, actor, params.typeId, body));
  mount(setup.discardFlow, ({ actor, params, body }) => discardFlow(ctx, actor, params.typeId, body.base));
  mount(setup.publishFlow, ({ actor, params, body }) => publishFlow(ctx, actor, params.typeId, body.base));
  mount(setup.flowVersions, ({ params }) => flowVersions(ctx, params.typeId));
  mount(move.openOnFlow, ({ params }) => openOnFlow(ctx, params.typeId));
  mount(move.moveToFlow, ({ actor, params, body }) => moveToFlow(ctx, actor, params, body));
  mount(move.stopMove, ({ actor, params }) => stopMove(ctx, actor, params));
  mount(setup.orderTypes, ({ actor, body }) => orderTypes(ctx, actor, body.ids));
  mount(setup.saveTemplate, ({ actor, params, body }) => saveTemplate(ctx, actor, params.templateId, body));
  mount(setup.switchTemplate, ({ actor, params, body }) => activateTemplate(ctx, actor, params.templateId, body));
  mount(setup.orderTemplates, ({ actor, params, body }) => orderTemplates(ctx, actor, params.typeId, body.ids));
  mount(setup.templateForm, async ({ params }) => ({ fields: await formOf(ctx, params.templateId, params.version) }));
  mount(setup.templateVersions, ({ params }) => templateVersions(ctx, params.templateId));
  mount(categories.save, ({ actor, params, body }) => saveCategory(ctx, actor, params.categoryId, body));
  mount(categories.move, ({ actor, params, body }) => moveCategory(ctx, actor, params.categoryId, body));
  mount(categories.usage, ({ params }) => categoryUsage(ctx, params.categoryId));
  mount(categories.import, ({ actor, body }) => importCategories(ctx, actor, body));
  mount(usage.fieldUses, () => fieldUses(ctx));
  mount(usage.fieldUsage, ({ params }) => fieldUsage(ctx, params.code));
  mount(usage.setupChanges, ({ query }) => setupChanges(ctx, query.entity, query.entityId));
}
