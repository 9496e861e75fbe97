import { useState } from "react";
import { matcher } from "./matches.ts";

interface Asked<Row> {
  rows: readonly Row[];
  /** What is searched in. */
  textsOf(row: Row): string[];
  /** Whether a row is shown only when wished for: retired, disabled. */
  isHidden?(row: Row): boolean;
}

/** What a list shows of its rows: those that are searched for, without the hidden ones unless they are wished for. */
export function useList<Row>({ rows, textsOf, isHidden = () => false }: Asked<Row>) {
  const [text, setText] = useState("");
  const [withHidden, setWithHidden] = useState(false);
  const matches = matcher(text);
  return {
    text,
    setText,
    /** The order of a list that shows only a part of its rows cannot be changed. */
    isSearched: text.trim() !== "",
    withHidden,
    setWithHidden,
    hidden: rows.filter(isHidden).length,
    shown: rows.filter((row) => (withHidden || !isHidden(row)) && matches(...textsOf(row))),
  };
}
export type List = Omit<ReturnType<typeof useList>, "shown">;
