import { DownloadOutlined, PlusOutlined, SearchOutlined, UploadOutlined } from "@ant-design/icons";
import type { Category } from "@cloverdesk/contracts";
import { categorySheet } from "@cloverdesk/rules/category-tree";
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import css from "../../../shared/settings-page/list.module.css";
import { Empty, NotYet } from "../../../shared/ui/index.ts";
import { categoriesQuery } from "../query.ts";
import { CategoryPanel } from "./CategoryPanel.tsx";
import { CategoryTree } from "./CategoryTree.tsx";
import { ImportPanel } from "./ImportPanel.tsx";

/** The category tree. `?category=<id>` opens one, `?below=<id or nothing>` begins a new one there, `?import` the import. */
export function CategoriesSettings() {
  const { t } = useTranslation();
  const categories = useQuery(categoriesQuery);
  const [text, setText] = useState("");
  const [disabled, setDisabled] = useState(false);
  const [address, setAddress] = useSearchParams();
  const open = (what: Record<string, string>) => setAddress(what, { replace: true });
  if (!categories.data) return <NotYet of={categories} rows={12} height={20} gap={16} />;
  const items = categories.data.items;
  const hidden = items.filter(({ active }) => !active).length;
  const category = items.find(({ id }) => id === address.get("category")) ?? null;
  const below = address.get("below");
  return (
    <>
      <div className={css.tools}>
        <Input
          type="search"
          allowClear
          className={css.find}
          prefix={<SearchOutlined aria-hidden="true" />}
          aria-label={t("settings.tickets.categories.search")}
          placeholder={t("settings.tickets.categories.search")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {hidden > 0 && (
          <Button type={disabled ? "default" : "text"} aria-pressed={disabled} onClick={() => setDisabled(!disabled)}>
            {t("settings.tickets.categories.withDisabled", { n: hidden })}
          </Button>
        )}
        <span className={css.grow} />
        <Button icon={<UploadOutlined aria-hidden="true" />} onClick={() => open({ import: "" })}>
          {t("settings.tickets.categories.import")}
        </Button>
        <Button icon={<DownloadOutlined aria-hidden="true" />} disabled={items.length === 0} onClick={() => download(items)}>
          {t("settings.tickets.categories.export")}
        </Button>
        <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => open({ below: "" })}>
          {t("settings.tickets.categories.new")}
        </Button>
      </div>
      {items.length === 0 ? (
        <Empty title={t("settings.tickets.categories.empty")} text={t("settings.tickets.categories.emptyText")} />
      ) : (
        <CategoryTree
          items={items}
          text={text}
          withDisabled={disabled}
          onOpen={({ id }) => open({ category: id })}
          onAdd={(id) => open({ below: id })}
        />
      )}
      {(category || below !== null) && (
        <CategoryPanel
          key={category?.id ?? `below ${below}`}
          category={category}
          below={below || null}
          items={items}
          onClose={() => open({})}
        />
      )}
      {address.has("import") && <ImportPanel onClose={() => open({})} />}
    </>
  );
}

function download(items: readonly Category[]): void {
  const url = URL.createObjectURL(new Blob([categorySheet(items)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "categories.csv";
  link.click();
  URL.revokeObjectURL(url);
}
