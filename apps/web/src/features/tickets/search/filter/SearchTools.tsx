import { DeleteOutlined, SaveOutlined } from "@ant-design/icons";
import type { Scope, TicketView } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Popconfirm, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { tell, useClear } from "../../../../shared/ui/index.ts";
import { setupQuery } from "../../setup/queries.ts";
import type { Search } from "../queries.ts";
import { removeView } from "../views/api.ts";
import { ViewForm } from "../views/ViewForm.tsx";
import { FilterButton } from "./FilterButton.tsx";
import css from "./filter.module.css";
import { SortSelect } from "./SortSelect.tsx";

interface Props {
  search: Search;
  onChange(search: Search): void;
  view: TicketView | null;
  columns: string[];
  /** Who looks, with their groups, and how far they may share views. */
  person: { id: string; groupIds: string[]; shares: Scope | undefined };
  /** A view was saved or (null) deleted. */
  onView(viewId: string | null): void;
}

/** Quick search, filter, sort and views of the ticket centre. */
export function SearchTools({ search, onChange, view, columns, person, onView }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const [saving, setSaving] = useState(false);
  const groups = (setup?.groups ?? []).filter(
    ({ id }) => person.shares === "all" || (person.shares === "group" && person.groupIds.includes(id)),
  );

  function find(text: string): void {
    const words = text.trim();
    if (words.length === 1 && !/^\d$/.test(words)) tell("info", t("tickets.search.tooShort"));
    else onChange({ ...search, text: words || undefined });
  }
  async function remove(chosen: TicketView): Promise<void> {
    try {
      await removeView(chosen.id);
      tell("good", t("tickets.view.removed"));
      onView(null);
    } catch (error) {
      tell("bad", errorText(error, language));
    }
  }
  return (
    <>
      <Input.Search
        key={search.text ?? ""}
        className={css.text}
        allowClear={clear}
        defaultValue={search.text}
        aria-label={t("tickets.search.label")}
        placeholder={t("tickets.search.hint")}
        onSearch={find}
      />
      <FilterButton filter={search.filter} onChange={(filter) => onChange({ ...search, filter })} />
      <SortSelect sort={search.sort} onChange={(sort) => onChange({ ...search, sort })} />
      <Popover
        open={saving}
        onOpenChange={setSaving}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={
          <ViewForm
            view={view?.can.edit ? view : null}
            search={search}
            columns={columns}
            personId={person.id}
            scopes={person.shares === "all" ? ["me", "group", "all"] : groups.length > 0 ? ["me", "group"] : ["me"]}
            groups={groups}
            onSaved={(id) => {
              setSaving(false);
              onView(id);
            }}
          />
        }
      >
        <Button icon={<SaveOutlined aria-hidden="true" />} aria-expanded={saving}>
          {t("tickets.view.save")}
        </Button>
      </Popover>
      {view?.can.edit && (
        <Popconfirm title={t("tickets.view.removeSure", { name: view.name })} onConfirm={() => void remove(view)}>
          <Button icon={<DeleteOutlined aria-hidden="true" />} aria-label={t("tickets.view.remove")} />
        </Popconfirm>
      )}
    </>
  );
}
