import type { Bilingual } from "@cloverdesk/contracts";
import { Input, type InputRef } from "antd";
import type { Ref } from "react";
import css from "./panel.module.css";
import { Row } from "./Row.tsx";

interface Props {
  name: Bilingual;
  labels: Bilingual;
  readOnly: boolean;
  /** Of the first of the two. */
  first?: Ref<InputRef>;
  onChange(name: Bilingual): void;
}

/** A name in both languages. */
export function NameRows({ name, labels, readOnly, first, onChange }: Props) {
  const missing = (text: string) => (text.trim() === "" ? "error" : undefined);
  return (
    <div className={css.pair}>
      <Row label={labels.zh}>
        {(id) => (
          <Input
            id={id}
            {...(first && { ref: first })}
            value={name.zh}
            maxLength={60}
            readOnly={readOnly}
            status={missing(name.zh) ?? ""}
            onChange={(event) => onChange({ ...name, zh: event.target.value })}
          />
        )}
      </Row>
      <Row label={labels.en}>
        {(id) => (
          <Input
            id={id}
            value={name.en}
            maxLength={60}
            readOnly={readOnly}
            status={missing(name.en) ?? ""}
            onChange={(event) => onChange({ ...name, en: event.target.value })}
          />
        )}
      </Row>
    </div>
  );
}
