import { ticketSetupEndpoints as e, ticketUsageEndpoints as usage } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { discardFlow, publishFlow, saveFlow } from "./change-flow.ts";
import { flowVersionOf, flowVersions } from "./flow.ts";
import { removeField, saveField } from "./save-field.ts";
import { activateTemplate, orderTemplates, saveTemplate } from "./save-template.ts";
import { orderTypes, saveType } from "./save-type.ts";
import { formOf } from "./setup.ts";
import { fieldUsage, fieldUses, setupChanges } from "./usage.ts";
import { templateVersions, wholeSetup } from "./whole-setup.ts";

export function mountSetup(ctx: AppContext, mount: Mount): void {
  mount(e.setup, () => wholeSetup(ctx));
  mount(e.saveField, ({ actor, params, body }) => saveField(ctx, actor, params.code, body));
  mount(e.removeField, ({ actor, params }) => removeField(ctx, actor, params.code));
  mount(e.saveType, ({ actor, params, body }) => saveType(ctx, actor, params.typeId, body));
  mount(e.orderTypes, ({ actor, body }) => orderTypes(ctx, actor, body.ids));
  mount(e.flow, ({ params, query }) => flowVersionOf(ctx, params.typeId, query.version));
  mount(e.saveFlow, ({ actor, params, body }) => saveFlow(ctx, actor, params.typeId, body));
  mount(e.discardFlow, ({ actor, params, body }) => discardFlow(ctx, actor, params.typeId, body.base));
  mount(e.publishFlow, ({ actor, params, body }) => publishFlow(ctx, actor, params.typeId, body.base));
  mount(e.flowVersions, ({ params }) => flowVersions(ctx, params.typeId));
  mount(e.saveTemplate, ({ actor, params, body }) => saveTemplate(ctx, actor, params.templateId, body));
  mount(e.switchTemplate, ({ actor, params, body }) => activateTemplate(ctx, actor, params.templateId, body));
  mount(e.orderTemplates, ({ actor, params, body }) => orderTemplates(ctx, actor, params.typeId, body.ids));
  mount(e.templateForm, async ({ params }) => ({ fields: await formOf(ctx, params.templateId, params.version) }));
  mount(e.templateVersions, ({ params }) => templateVersions(ctx, params.templateId));
  mount(usage.fieldUses, () => fieldUses(ctx));
  mount(usage.fieldUsage, ({ params }) => fieldUsage(ctx, params.code));
  mount(usage.setupChanges, ({ query }) => setupChanges(ctx, query.entity, query.entityId));
}
