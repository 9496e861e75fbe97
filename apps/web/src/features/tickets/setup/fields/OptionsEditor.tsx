import { PlusOutlined } from "@ant-design/icons";
import type { FieldOption } from "@cloverdesk/contracts";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Group } from "../../../../shared/settings-page/index.ts";
import { withLines } from "./field-draft.ts";
import { OptionLevel } from "./OptionLevel.tsx";
import css from "./options.module.css";

interface Props {
  options: FieldOption[];
  /** As the server has them: these may be held by tickets, so they are retired and not taken away. */
  saved: readonly FieldOption[];
  cascade: boolean;
  /** Only names may be changed. */
  fixed: boolean;
  fault(key: string): string | null;
  onChange(options: FieldOption[]): void;
}

/** What can be chosen: add, rename, order, retire; in a cascade level by level. */
export function OptionsEditor({ options, saved, cascade, fixed, fault, onChange }: Props) {
  const { t } = useTranslation();
  const [pasting, setPasting] = useState(false);
  const [lines, setLines] = useState("");
  const problem = fault("options");
  return (
    <Group title={t("settings.tickets.fields.options")}>
      {problem && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <OptionLevel options={options} saved={saved} path="options" cascade={cascade} fixed={fixed} fault={fault} onChange={onChange} />
      {!fixed &&
        (pasting ? (
          <div className={css.stack}>
            <label htmlFor="option-lines">{t(`settings.tickets.fields.${cascade ? "pasteTreeHint" : "pasteHint"}`)}</label>
            <Input.TextArea id="option-lines" autoFocus rows={6} value={lines} onChange={(event) => setLines(event.target.value)} />
            <div className={css.line}>
              <Button
                onClick={() => {
                  onChange(withLines(options, lines, cascade));
                  setLines("");
                  setPasting(false);
                }}
              >
                {t("settings.tickets.fields.addLines")}
              </Button>
              <Button type="text" onClick={() => setPasting(false)}>
                {t("shell.cancel")}
              </Button>
            </div>
          </div>
        ) : (
          <div>
            <Button size="small" type="text" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setPasting(true)}>
              {t("settings.tickets.fields.paste")}
            </Button>
          </div>
        ))}
    </Group>
  );
}
