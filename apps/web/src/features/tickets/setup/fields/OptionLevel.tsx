import { CloseOutlined, PlusOutlined, StopOutlined, UndoOutlined } from "@ant-design/icons";
import type { FieldOption } from "@cloverdesk/contracts";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { MoveHandle, moved, useDropList, useMover } from "../../../../shared/ui/reorder/index.ts";
import { withOption } from "./field-draft.ts";
import css from "./options.module.css";

interface Props {
  options: FieldOption[];
  saved: readonly FieldOption[];
  /** `options.<code>.<code>`: names the level, also in faults. */
  path: string;
  cascade: boolean;
  fixed: boolean;
  fault(key: string): string | null;
  onChange(options: FieldOption[]): void;
}

/** Options that stand beside each other, with the line that adds one. */
export function OptionLevel({ options, saved, path, cascade, fixed, fault, onChange }: Props) {
  const { t } = useTranslation();
  const mover = useMover();
  const [opened, setOpened] = useState<string | null>(null);
  const drop = useDropList([path], options.length, ({ id }, at) => {
    const from = options.findIndex(({ code }) => code === id);
    onChange(moved(options, from, at > from ? at - 1 : at));
  });
  const put = (code: string, part: Partial<FieldOption>) =>
    onChange(options.map((each) => (each.code === code ? { ...each, ...part } : each)));
  return (
    <div className={css.options} {...drop.list}>
      {options.map((option, i) => (
        <div key={option.code} {...drop.row(i)}>
          <OptionRow
            option={option}
            level={{ index: i, count: options.length, kind: path, gripId: mover.gripId(option.code) }}
            isSaved={saved.some(({ code }) => code === option.code)}
            fixed={fixed}
            problem={fault(`${path}.${option.code}`)}
            onStep={(by) => {
              mover.moved(option.code);
              onChange(moved(options, i, i + by));
            }}
            onChange={(part) => put(option.code, part)}
            onRemove={() => onChange(options.filter(({ code }) => code !== option.code))}
            {...(cascade && { onBelow: () => setOpened(opened === option.code ? null : option.code) })}
          />
          {cascade && (opened === option.code || (option.children?.length ?? 0) > 0) && (
            <OptionLevel
              options={option.children ?? []}
              saved={saved.find(({ code }) => code === option.code)?.children ?? []}
              path={`${path}.${option.code}`}
              cascade
              fixed={fixed}
              fault={fault}
              onChange={(children) => put(option.code, { children })}
            />
          )}
        </div>
      ))}
      {!fixed && <AddOption onAdd={(name) => onChange(withOption(options, name))} label={t("settings.tickets.fields.addOption")} />}
    </div>
  );
}

interface RowProps {
  option: FieldOption;
  level: { index: number; count: number; kind: string; gripId: string };
  isSaved: boolean;
  fixed: boolean;
  problem: string | null;
  onStep(by: -1 | 1): void;
  onChange(part: Partial<FieldOption>): void;
  onRemove(): void;
  onBelow?(): void;
}

function OptionRow({ option, level, isSaved, fixed, problem, onStep, onChange, onRemove, onBelow }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = option.name[language];
  return (
    <div className={css.option} data-retired={!option.active}>
      {fixed ? (
        <span />
      ) : (
        <MoveHandle
          id={level.gripId}
          kind={level.kind}
          itemId={option.code}
          name={name}
          index={level.index}
          count={level.count}
          onStep={onStep}
        />
      )}
      {(["zh", "en"] as const).map((each) => (
        <Input
          key={each}
          size="small"
          maxLength={60}
          aria-label={t(`settings.inLanguage.${each}`, { what: `${t("settings.tickets.fields.option")} ${option.code}` })}
          value={option.name[each]}
          onChange={(event) => onChange({ name: { ...option.name, [each]: event.target.value } })}
        />
      ))}
      <code title={option.code}>{option.code}</code>
      <span className={css.line}>
        {onBelow && !fixed && (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined aria-hidden="true" />}
            aria-label={t("settings.tickets.fields.addBelow", { name })}
            title={t("settings.tickets.fields.addBelow", { name })}
            onClick={onBelow}
          />
        )}
        {!fixed &&
          (isSaved ? (
            <Button
              size="small"
              type="text"
              icon={option.active ? <StopOutlined aria-hidden="true" /> : <UndoOutlined aria-hidden="true" />}
              aria-label={t(`settings.tickets.fields.${option.active ? "retireOption" : "restoreOption"}`, { name })}
              title={t(`settings.tickets.fields.${option.active ? "retireOptionWhy" : "restoreOptionWhy"}`)}
              onClick={() => onChange({ active: !option.active })}
            />
          ) : (
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={t("settings.tickets.fields.removeOption", { name })}
              onClick={onRemove}
            />
          ))}
      </span>
      {problem && (
        <span className={css.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

function AddOption({ label, onAdd }: { label: string; onAdd: (name: { zh: string; en: string }) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState({ zh: "", en: "" });
  const empty = !name.zh.trim() && !name.en.trim();
  const add = () => {
    if (empty) return;
    onAdd(name);
    setName({ zh: "", en: "" });
  };
  return (
    <div className={css.add}>
      {(["zh", "en"] as const).map((each) => (
        <Input
          key={each}
          size="small"
          maxLength={60}
          aria-label={t(`settings.inLanguage.${each}`, { what: t("settings.tickets.fields.newOption") })}
          placeholder={t(`settings.inLanguage.${each}`, { what: t("settings.tickets.fields.newOption") })}
          value={name[each]}
          onChange={(event) => setName({ ...name, [each]: event.target.value })}
          onPressEnter={(event) => {
            event.preventDefault();
            add();
          }}
        />
      ))}
      <Button size="small" disabled={empty} onClick={add}>
        {label}
      </Button>
    </div>
  );
}
