import { type Category, type categoryEndpoints, ERRORS, type Language, type Output } from "@cloverdesk/contracts";
import { inOrder, isBelow, lineOf } from "@cloverdesk/rules/category-tree";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import {
  BilingualInput,
  isNameless,
  leaveFreely,
  SettingPanel,
  SwitchLine,
  type Use,
  UsesPart,
  useSettingForm,
} from "../../../shared/settings-page/index.ts";
import css from "../../../shared/settings-page/list.module.css";
import { BY_LABEL, Field, tell, useClear } from "../../../shared/ui/index.ts";
import { categoryUsageQuery, lastCategoryChange, latestCategories, moveCategory, saveCategory } from "./api.ts";

type CategoryUsage = Output<typeof categoryEndpoints.usage>;
type CategoryEdit = Pick<Category, "name" | "active" | "parentId">;
const editOf = ({ name, active, parentId }: Category): CategoryEdit => ({ name, active, parentId });

interface Props {
  /** Null: a new one. */
  category: Category | null;
  /** Where a new one goes. */
  below: string | null;
  items: readonly Category[];
  onClose(): void;
}

/** One category: its names, whether it is offered, where it hangs. */
export function CategoryPanel({ category, below, items, onClose }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const [id] = useState(() => category?.id ?? crypto.randomUUID());
  const form = useSettingForm<Category, CategoryEdit>({
    row: category,
    fresh: { name: { zh: "", en: "" }, active: true, parentId: below },
    editOf,
    faultsOf: (draft) => ({ ...(isNameless(draft) && { name: t("tickets.fields.required") }) }),
    async save(draft, version, savedSome) {
      const saved = await saveCategory(id, { ...draft, version });
      if (saved.parentId === draft.parentId) return saved;
      savedSome(saved);
      return moveCategory(id, { parentId: draft.parentId, beforeId: null, version: saved.version });
    },
    conflictCode: "tickets.setup_conflict",
    latest: async () => (await latestCategories()).find((each) => each.id === id),
    lastChange: () => lastCategoryChange(id),
    partName: (part) => t(`settings.tickets.categories.parts.${part}`),
    saved(_, all) {
      tell("good", t("settings.saved"));
      if (all) leaveFreely(onClose);
    },
  });
  const usage = useQuery({ ...categoryUsageQuery(id), enabled: category !== null });
  const { draft, change } = form;
  const taken = (inLanguage: Language) =>
    form.faults[`name.${inLanguage}`] === "taken" ? { [inLanguage]: ERRORS["tickets.category_name_taken"][language] } : {};

  const tree = new Map(items.map((item) => [item.id, item]));
  const path = (item: Category) =>
    lineOf(tree, item)
      .map(({ name }) => name[language])
      .join(" › ");
  const usesOf = ({ tickets, summaries, below }: CategoryUsage): Use[] => [
    ...counted(tickets, (n) => t("settings.tickets.categories.inTickets", { n })),
    ...counted(summaries, (n) => t("settings.tickets.categories.inSummaries", { n })),
    ...counted({ count: below, more: false }, (n) => t("settings.tickets.categories.inBelow", { n })),
  ];
  const parents = inOrder(items).filter((item) => item.id !== id && !isBelow(items, item, id));
  return (
    <SettingPanel
      title={category ? category.name[language] : t("settings.tickets.categories.new")}
      label={t("settings.tickets.categories.label")}
      form={form}
      onClose={onClose}
    >
      <div>
        <BilingualInput
          label={t("settings.tickets.categories.name")}
          required
          value={draft.name}
          error={form.faults.name ?? { ...taken("zh"), ...taken("en") }}
          onChange={(name) => change({ name })}
        />
        <Field label={t("settings.tickets.categories.parent")}>
          {(control) => (
            <Select
              {...control}
              allowClear={clear}
              style={{ width: "100%" }}
              showSearch={BY_LABEL}
              placeholder={t("settings.tickets.categories.top")}
              value={draft.parentId}
              onChange={(parentId) => change({ parentId: parentId ?? null })}
              options={parents.map((item) => ({ value: item.id, label: path(item) }))}
            />
          )}
        </Field>
      </div>
      <SwitchLine
        label={t("settings.tickets.categories.offered")}
        effect={t(`settings.tickets.categories.${draft.active ? "offeredEffect" : "disabledEffect"}`)}
        checked={draft.active}
        onChange={(active) => change({ active })}
      />
      {category && (
        <UsesPart of={usage} usesOf={usesOf}>
          {() => <p className={css.soft}>{t("settings.tickets.categories.notDeleted")}</p>}
        </UsesPart>
      )}
    </SettingPanel>
  );
}

/** "1000+": there are more than were counted. */
const counted = ({ count, more }: { count: number; more: boolean }, text: (n: string) => string): Use[] =>
  count > 0 ? [{ text: text(`${count}${more ? "+" : ""}`) }] : [];
