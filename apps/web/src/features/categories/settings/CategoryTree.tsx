import { PlusOutlined, RightOutlined } from "@ant-design/icons";
import type { Category } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Empty, tell } from "../../../shared/ui/index.ts";
import { MoveHandle, useDropList, useMover } from "../../../shared/ui/reorder/index.ts";
import { moveCategory } from "./api.ts";
import css from "./categories.module.css";
import { sideStep, upOrDown } from "./tree-moves.ts";

interface Props {
  items: readonly Category[];
  /** Ids of those that are shown. */
  shown: ReadonlySet<string>;
  /** Something is searched for: everything that is shown is open. */
  isSearched: boolean;
  onOpen(category: Category): void;
  onAdd(below: string): void;
}
interface Tools extends Props {
  closed: ReadonlySet<string>;
  gripId(id: string): string;
  toggle(id: string): void;
  move(category: Category, to: { parentId: string | null; beforeId: string | null } | null): void;
}

/** The tree with its branches; moved by dragging, or on the grip with the arrow keys (left and right change the level). */
export function CategoryTree({ items, shown, isSearched, onOpen, onAdd }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const mover = useMover();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const tools: Tools = {
    items,
    shown,
    isSearched,
    closed,
    gripId: mover.gripId,
    onOpen,
    onAdd,
    toggle: (id) => setClosed((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]))),
    move(category, to) {
      if (!to) return;
      if (to.parentId) setClosed((before) => new Set([...before].filter((each) => each !== to.parentId)));
      moveCategory(category.id, { ...to, version: category.version }).then(
        () => mover.moved(category.id),
        (error: unknown) => tell("bad", errorText(error, language)),
      );
    },
  };
  if (shown.size === 0) return <Empty title={t("settings.list.noneFound")} text={t("settings.list.noneFoundText")} />;
  return <Level parentId={null} tools={tools} />;
}

const KIND = "category";

function Level({ parentId, tools }: { parentId: string | null; tools: Tools }) {
  const siblings = tools.items.filter((item) => item.parentId === parentId);
  const rows = siblings.filter(({ id }) => tools.shown.has(id));
  const drop = useDropList([KIND], rows.length, ({ id }, at) => {
    const category = tools.items.find((item) => item.id === id);
    const beforeId = rows[at]?.id ?? null;
    if (category && beforeId !== id) tools.move(category, { parentId, beforeId });
  });
  return (
    <ul className={css.level} {...drop.list}>
      {rows.map((category, i) => (
        <li key={category.id}>
          <div className={css.row} data-disabled={!category.active} {...drop.row(i)}>
            <Row category={category} index={siblings.indexOf(category)} count={siblings.length} tools={tools} />
          </div>
          {isUnfolded(category, tools) && <Level parentId={category.id} tools={tools} />}
        </li>
      ))}
    </ul>
  );
}

const hasBelow = (category: Category, { items, shown }: Tools): boolean =>
  items.some(({ id, parentId }) => parentId === category.id && shown.has(id));
const isUnfolded = (category: Category, tools: Tools): boolean =>
  hasBelow(category, tools) && (tools.isSearched || !tools.closed.has(category.id));

function Row({ category, index, count, tools }: { category: Category; index: number; count: number; tools: Tools }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = category.name[language];
  const other = language === "zh" ? "en" : "zh";
  return (
    <>
      <MoveHandle
        id={tools.gripId(category.id)}
        kind={KIND}
        itemId={category.id}
        name={name}
        index={index}
        count={count}
        onStep={(by) => tools.move(category, upOrDown(tools.items, category, by))}
        onSide={(by) => tools.move(category, sideStep(tools.items, category, by))}
      />
      {hasBelow(category, tools) ? (
        <button
          type="button"
          className={css.fold}
          aria-expanded={isUnfolded(category, tools)}
          aria-label={t("settings.tickets.categories.unfold", { name })}
          onClick={() => tools.toggle(category.id)}
        >
          <RightOutlined aria-hidden="true" rotate={isUnfolded(category, tools) ? 90 : 0} />
        </button>
      ) : (
        <span className={css.fold} />
      )}
      <button type="button" className={css.name} onClick={() => tools.onOpen(category)}>
        {name}
      </button>
      <span className={css.other} lang={other === "zh" ? "zh-CN" : other}>
        {category.name[other]}
      </span>
      {!category.active && <span className={css.other}>{t("settings.tickets.categories.disabled")}</span>}
      <Button
        size="small"
        type="text"
        className={css.add}
        icon={<PlusOutlined aria-hidden="true" />}
        aria-label={t("settings.tickets.categories.addBelow", { name })}
        title={t("settings.tickets.categories.addBelow", { name })}
        onClick={() => tools.onAdd(category.id)}
      />
    </>
  );
}
