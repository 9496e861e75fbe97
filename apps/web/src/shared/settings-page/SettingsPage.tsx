import { LeftOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import css from "./settings.module.css";

interface Props {
  title: string;
  /** One sentence: what is set here and what it does. */
  text: string;
  /** The list that the page belongs to. */
  back?: { text: string; address: string };
  /** Beside the title; at most one of them primary. */
  actions?: ReactNode;
  /** Stands at the bottom, outside of what scrolls: the UnsavedBar. */
  bar?: ReactNode;
  /** The page scrolls its own areas (an editor) and wants all the room. */
  whole?: boolean;
  children: ReactNode;
}

/** The shell of every page of settings. */
export function SettingsPage({ title, text, back, actions, bar, whole = false, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  useEffect(() => {
    document.title = `${title} · ${t("shell.product")}`;
    return () => {
      document.title = t("shell.product");
    };
  }, [title, t]);
  return (
    <section className={css.page} aria-labelledby={id}>
      <header className={css.head}>
        <div>
          {back && (
            <Link to={back.address}>
              <LeftOutlined aria-hidden="true" /> {back.text}
            </Link>
          )}
          <h2 id={id}>{title}</h2>
          <p>{text}</p>
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      <div className={css.body} data-whole={whole}>
        {children}
      </div>
      {bar}
    </section>
  );
}
