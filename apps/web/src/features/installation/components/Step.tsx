import { CheckCircleFilled } from "@ant-design/icons";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./steps.module.css";

interface Props {
  number: number;
  title: string;
  text: string;
  done: boolean;
  /** The first step that is not done. */
  first: boolean;
  children: ReactNode;
}

/** One step of the checklist, with its form below. */
export function Step({ number, title, text, done, first, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [wasFirst, setWasFirst] = useState(false);
  // It opens when its turn comes, and stays open when it is done: what was just added is still read there.
  if (first && !wasFirst) {
    setWasFirst(true);
    setOpen(true);
  }
  return (
    <li className={css.step} data-done={done}>
      <h3>
        <button type="button" className={css.head} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {done ? (
            <CheckCircleFilled className={css.tick} aria-label={t("setUp.steps.done")} />
          ) : (
            <span className={css.number} aria-hidden="true">
              {number}
            </span>
          )}
          {title}
        </button>
      </h3>
      <div id={id} className={css.content} hidden={!open}>
        <p className={css.text}>{text}</p>
        {children}
      </div>
    </li>
  );
}

const SHOWN = 10;

/** What is there already, the first of many. */
export function There({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  const more = names.length - SHOWN;
  return (
    <ul className={css.there}>
      {names.slice(0, SHOWN).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {more > 0 && <li>{t("setUp.steps.more", { count: more })}</li>}
    </ul>
  );
}
