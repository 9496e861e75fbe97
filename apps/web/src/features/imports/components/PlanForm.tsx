import { type Bilingual, type ImportAssignment, type ImportItem, type ImportPlan, PRIORITIES, type Priority } from "@cloverdesk/contracts";
import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field, tell, useClear } from "../../../shared/ui/index.ts";
import { planImport } from "../api.ts";
import css from "./imports.module.css";

const HOWS = ["flow", "group", "even", "load", "column"] as const satisfies ImportAssignment["how"][];

/** Who gets the batch, its priority and its due time; each choice is saved at once. */
export function PlanForm({ item, groups }: { item: ImportItem; groups: readonly { id: string; name: Bilingual }[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const clear = useClear();
  const { plan } = item;
  const { assignment } = plan;
  const save = (change: Partial<ImportPlan>): void => {
    planImport(item, { ...plan, ...change }).catch((error: unknown) => tell("bad", errorText(error, language)));
  };
  const groupId = "groupId" in assignment ? assignment.groupId : (groups[0]?.id ?? null);
  const assign = (how: ImportAssignment["how"], to: string | null): void => {
    if (how === "flow" || how === "column") save({ assignment: { how } });
    else if (to) save({ assignment: { how, groupId: to } });
  };
  return (
    <section className={css.three} aria-label={t("imports.plan")}>
      <Field label={t("imports.assign")}>
        {(control) => (
          <Select
            {...control}
            style={{ width: "100%" }}
            value={assignment.how}
            onChange={(how) => assign(how, groupId)}
            options={HOWS.map((how) => ({ value: how, label: t(`imports.hows.${how}`) }))}
          />
        )}
      </Field>
      {"groupId" in assignment && (
        <Field label={t("imports.group")}>
          {(control) => (
            <Select
              {...control}
              style={{ width: "100%" }}
              value={assignment.groupId}
              onChange={(to) => assign(assignment.how, to)}
              options={groups.map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          )}
        </Field>
      )}
      <Field label={t("imports.priority")}>
        {(control) => (
          <Select
            {...control}
            style={{ width: "100%" }}
            allowClear={clear}
            value={plan.priority}
            placeholder={t("imports.ofTemplate")}
            onChange={(priority: Priority | undefined) => save({ priority: priority ?? null })}
            options={PRIORITIES.map((priority) => ({ value: priority, label: t(`tickets.priorities.${priority}`) }))}
          />
        )}
      </Field>
      <Field label={t("imports.due")}>
        {(control) => (
          <DatePicker
            {...control}
            style={{ width: "100%" }}
            showTime={{ format: "HH:mm" }}
            format="YYYY-MM-DD HH:mm"
            allowClear={clear}
            value={plan.dueAt ? dayjs(plan.dueAt) : null}
            onChange={(due) => save({ dueAt: due ? due.toISOString() : null })}
          />
        )}
      </Field>
    </section>
  );
}
