import { DownloadOutlined, PlusOutlined, UploadOutlined } from "@ant-design/icons";
import type { Category } from "@cloverdesk/contracts";
import { categorySheet } from "@cloverdesk/rules/category-tree";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { ListTools, Loaded, RecordPanel, useList, useOpened } from "../../../shared/settings-page/index.ts";
import { Empty } from "../../../shared/ui/index.ts";
import { categoriesQuery } from "../query.ts";
import { CategoryPanel } from "./CategoryPanel.tsx";
import { CategoryTree } from "./CategoryTree.tsx";
import { ImportPanel } from "./ImportPanel.tsx";
import { shownBy } from "./tree-moves.ts";

/** The category tree. `?category=<id>` opens one, `?below=<id or nothing>` begins a new one there, `?import` the import. */
export function CategoriesSettings() {
  const { t } = useTranslation();
  const categories = useQuery(categoriesQuery);
  const opened = useOpened("category", "below", "import");
  const [id, below] = [opened.of("category"), opened.of("below")];
  return (
    <Loaded of={categories}>
      {({ items }) => (
        <>
          <CategoryList items={items} onOpen={opened.open} />
          <RecordPanel
            id={below === null ? id : ""}
            rows={items}
            idOf={(category) => category.id}
            of={categories}
            gone={t("settings.tickets.categories.gone")}
            onClose={opened.close}
          >
            {(category) => (
              <CategoryPanel
                key={category?.id ?? `below ${below}`}
                category={category}
                below={below || null}
                items={items}
                onClose={opened.close}
              />
            )}
          </RecordPanel>
          {opened.of("import") !== null && <ImportPanel onClose={opened.close} />}
        </>
      )}
    </Loaded>
  );
}

interface ListProps {
  items: readonly Category[];
  onOpen(panel: "category" | "below", id: string): void;
}

function CategoryList({ items, onOpen }: ListProps) {
  const { t } = useTranslation();
  const list = useList({ rows: items, textsOf: ({ name }) => [name.zh, name.en], isHidden: ({ active }) => !active });
  return (
    <>
      <ListTools
        list={list}
        search={t("settings.tickets.categories.search")}
        withHidden={(n) => t("settings.tickets.categories.withDisabled", { n })}
      />
      {items.length === 0 ? (
        <Empty title={t("settings.tickets.categories.empty")} text={t("settings.tickets.categories.emptyText")} />
      ) : (
        <CategoryTree
          items={items}
          shown={shownBy(items, list.shown, list.withHidden)}
          isSearched={list.isSearched}
          onOpen={({ id }) => onOpen("category", id)}
          onAdd={(id) => onOpen("below", id)}
        />
      )}
    </>
  );
}

/** What is done with the whole tree, and the button that begins a new category; stands in the page's head. */
export function CategoryActions() {
  const { t } = useTranslation();
  const { open } = useOpened("category", "below", "import");
  const items = useQuery(categoriesQuery).data?.items ?? [];
  return (
    <>
      <Button icon={<UploadOutlined aria-hidden="true" />} onClick={() => open("import", "")}>
        {t("settings.tickets.categories.import")}
      </Button>
      <Button icon={<DownloadOutlined aria-hidden="true" />} disabled={items.length === 0} onClick={() => download(items)}>
        {t("settings.tickets.categories.export")}
      </Button>
      <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => open("below", "")}>
        {t("settings.tickets.categories.new")}
      </Button>
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
