import { SearchOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import type { ReactNode } from "react";
import { useClear } from "../ui/index.ts";
import css from "./list.module.css";
import type { List } from "./useList.ts";

interface Props {
  list: List;
  /** What the search is called. */
  search: string;
  /** What the button is called that shows the hidden rows too. */
  withHidden?(n: number): string;
  /** Filters. */
  children?: ReactNode;
}

/** Above a list: the search, filters, and whether hidden rows are shown. */
export function ListTools({ list, search, withHidden, children }: Props) {
  const clear = useClear();
  return (
    <div className={css.tools}>
      <Input
        type="search"
        allowClear={clear}
        className={css.find}
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label={search}
        placeholder={search}
        value={list.text}
        onChange={(event) => list.setText(event.target.value)}
      />
      {withHidden && list.hidden > 0 && (
        <Button
          type={list.withHidden ? "default" : "text"}
          aria-pressed={list.withHidden}
          onClick={() => list.setWithHidden(!list.withHidden)}
        >
          {withHidden(list.hidden)}
        </Button>
      )}
      {children}
    </div>
  );
}
