import { PhoneOutlined } from "@ant-design/icons";
import css from "./TransferPanel.module.css";
import type { Line } from "./useLines.ts";

interface Props {
  /** Of the radio buttons, the same for all lists of a panel. */
  name: string;
  title: string;
  lines: Line[];
  chosen: string | null;
  onChoose(key: string): void;
}

/** Targets of one kind, of which one is chosen. */
export function TargetList({ name, title, lines, chosen, onChoose }: Props) {
  if (lines.length === 0) return null;
  return (
    <fieldset className={css.list}>
      <legend>{title}</legend>
      {lines.map(({ key, name: text, can, mark, detail }) => (
        <label key={key} data-disabled={!can.choose}>
          <input type="radio" name={name} checked={chosen === key} disabled={!can.choose} onChange={() => onChoose(key)} />
          {mark === null ? <PhoneOutlined aria-hidden="true" /> : <i className={css.dot} data-mark={mark} aria-hidden="true" />}
          <span className={css.name}>{text}</span>
          <span className={css.soft}>{detail}</span>
        </label>
      ))}
    </fieldset>
  );
}
