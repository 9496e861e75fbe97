import type { FormField, ImportTarget } from "@cloverdesk/contracts";
import { isEmpty } from "@cloverdesk/rules/form";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { peopleByLogin } from "../../identity/index.ts";
import type { ImportReader, Known } from "../../imports/index.ts";
import { notify } from "../../notifications/index.ts";
import { formOf, setupOf } from "../setup/setup.ts";
import { categoryIsOffered, groupExists } from "../work/ticket.repo.ts";
import { choicesOf, type RowGround, rowChecker } from "./check-row.ts";
import { columnsOf, isImportable } from "./columns.ts";
import { createTickets } from "./create-tickets.ts";
import { namedGroups, sharesOf, workersOfGroup } from "./import.repo.ts";
import { knownTickets } from "./known-tickets.ts";
import { undoTickets } from "./undo-tickets.ts";

/** Outbound tickets as a kind of import (T9): the fixed columns and the fields of one template, in the version that it has when the import begins. */
export const ticketImport: ImportReader = {
  async begin(ctx, target) {
    const { types, templates, fields } = await setupOf(ctx);
    const type = types.get(target.typeId);
    const template = templates.get(target.templateId);
    if (!type?.active || type.flowVersion === null || !template?.active || template.typeId !== type.id)
      throw new AppError("imports.target_unknown");
    if (target.categoryId !== null && !(await categoryIsOffered(ctx.db.prisma, target.categoryId)))
      throw new AppError("imports.target_unknown", { fields: { categoryId: "unknown_option" } });
    const isHindered = ({ code, required, default: value }: FormField): boolean =>
      required && isEmpty(value) && !isImportable(fields.get(code));
    if (template.fields.some(isHindered)) throw new AppError("imports.target_not_importable");
    const title = { zh: `${type.name.zh} · ${template.name.zh}`, en: `${type.name.en} · ${template.name.en}` };
    return { title, pinned: { templateVersion: template.version } };
  },
  async columns(ctx, { target, pinned }) {
    return columnsOf(await formOf(ctx, target.templateId, Number(pinned.templateVersion)), (await setupOf(ctx)).fields);
  },
  async open(ctx, facts) {
    const ground = await groundOf(ctx, facts.target, Number(facts.pinned.templateVersion), facts.timeZone);
    return {
      check: rowChecker(ground),
      choices: choicesOf(ground, facts.language),
      known: (reader, phones): Promise<Known[]> => knownTickets(reader, facts, phones, ctx.clock()),
    };
  },
  async checkPlan(reader, { assignment }) {
    if (!("groupId" in assignment)) return;
    if (!(await groupExists(reader, assignment.groupId))) throw new AppError("imports.group_unknown");
    if (assignment.how !== "group" && (await workersOfGroup(reader, assignment.groupId)).length === 0)
      throw new AppError("imports.nobody_in_group");
  },
  create: createTickets,
  async tell(tx, { id, title, byId }) {
    const shares = await sharesOf(tx.rows, id);
    await notify(
      tx,
      shares
        .filter(({ personId }) => personId !== byId)
        .map(({ personId, count }) => ({
          kind: "import_assigned",
          personIds: [personId],
          ticket: null,
          byId,
          text: `${title.zh} (${count})`,
        })),
    );
  },
  undo: undoTickets,
};

async function groundOf(ctx: AppContext, { templateId }: ImportTarget, templateVersion: number, timeZone: string): Promise<RowGround> {
  const reader = ctx.db.prisma;
  const [{ fields, templates }, form, groups, people] = await Promise.all([
    setupOf(ctx),
    formOf(ctx, templateId, templateVersion),
    namedGroups(reader),
    peopleByLogin(reader),
  ]);
  return {
    form,
    fields,
    templateName: templates.get(templateId)?.name.zh ?? "",
    timeZone,
    groups: groups.map(({ id, zh, en }) => ({ value: id, label: { zh, en }, names: { zh: [zh], en: [en] } })),
    people: people.map(({ id, loginName, displayName }) => ({
      value: id,
      label: { zh: displayName, en: displayName },
      names: { zh: [displayName, loginName], en: [] },
    })),
  };
}
