import type { Category } from "@cloverdesk/contracts";
import { inOrder, isBelow, lineOf } from "@cloverdesk/rules/category-tree";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Field, tell } from "../../../../shared/ui/index.ts";
import { BilingualInput, Conflict, EditPanel, leaveFreely, SwitchLine, useSettingDraft } from "../../../../shared/ui/settings/index.ts";
import { categoryUsageQuery, latestCategories, moveCategory, saveCategory } from "../../api/categories.ts";
import { lastHand } from "../last-hand.ts";
import css from "../setup.module.css";

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
  const language = useLanguage();
  const [id] = useState(() => category?.id ?? crypto.randomUUID());
  const form = useSettingDraft<CategoryEdit>({
    draft: category ? editOf(category) : { name: { zh: "", en: "" }, active: true, parentId: below },
    version: category?.version ?? 0,
  });
  const [fault, setFault] = useState<string | null>(null);
  const [who, setWho] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const usage = useQuery({ ...categoryUsageQuery(id), enabled: category !== null });
  const { draft, change } = form;

  async function save(): Promise<void> {
    const nameless = !draft.name.zh.trim() || !draft.name.en.trim();
    setFault(nameless ? t("tickets.fields.required") : null);
    if (nameless) return tell("bad", t("settings.tickets.checkMarked"));
    setBusy(true);
    try {
      const { parentId, ...rest } = draft;
      const saved = await saveCategory(id, { ...rest, parentId, version: form.version });
      form.saved({ draft: editOf(saved), version: saved.version });
      if (saved.parentId !== parentId) await moveCategory(id, { parentId, beforeId: null, version: saved.version });
      tell("good", t("settings.saved"));
      leaveFreely(onClose);
    } catch (error) {
      if (isCode(error, "tickets.setup_conflict")) return await goOn();
      if (error instanceof ApiError && isCode(error, "tickets.category_name_taken")) setFault(errorText(error, language));
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  async function goOn(): Promise<void> {
    const latest = (await latestCategories()).find((each) => each.id === id);
    setWho(await lastHand("category", id));
    if (latest) form.rebase({ draft: editOf(latest), version: latest.version });
  }
  const tree = new Map(items.map((item) => [item.id, item]));
  const path = (item: Category) =>
    lineOf(tree, item)
      .map(({ name }) => name[language])
      .join(" › ");
  const parents = inOrder(items).filter((item) => item.id !== id && !isBelow(items, item, id));
  const named = (keys: readonly (keyof CategoryEdit)[]) => keys.map((key) => t(`settings.tickets.categories.parts.${key}`));
  return (
    <EditPanel
      title={category ? category.name[language] : t("settings.tickets.categories.new")}
      dirty={form.dirty}
      busy={busy}
      width={520}
      onSave={() => void save()}
      onClose={onClose}
    >
      <form
        className={css.stack}
        aria-label={t("settings.tickets.categories.label")}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {form.conflict && <Conflict who={who} theirs={named(form.conflict.theirs)} both={named(form.conflict.both)} />}
        <div>
          <BilingualInput
            label={t("settings.tickets.categories.name")}
            required
            value={draft.name}
            error={fault}
            onChange={(name) => change({ name })}
          />
          {fault && draft.name.zh.trim() && draft.name.en.trim() && (
            <p className={css.problem} role="alert">
              {fault}
            </p>
          )}
          <Field label={t("settings.tickets.categories.parent")}>
            {(control) => (
              <Select
                {...control}
                allowClear
                style={{ width: "100%" }}
                showSearch={{ optionFilterProp: "label" }}
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
        {usage.data && (
          <p className={css.soft}>
            {t("settings.tickets.categories.usage", {
              tickets: `${usage.data.tickets.count}${usage.data.tickets.more ? "+" : ""}`,
              summaries: `${usage.data.summaries.count}${usage.data.summaries.more ? "+" : ""}`,
              below: usage.data.below,
            })}
          </p>
        )}
      </form>
    </EditPanel>
  );
}
