import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keyName } from "../../features/calls/index.ts";
import { useCan } from "../../features/identity/index.ts";
import css from "./KeySheet.module.css";
import { closeKeySheet } from "./key-sheet.ts";

/** Every key and what it does, for those who may do it. Escape closes it, and the focus goes back. */
export function KeySheet() {
  const { t } = useTranslation();
  const handles = useCan("calls.handle");
  const tickets = useCan("tickets.read");
  const button = useRef<HTMLButtonElement & HTMLAnchorElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const groups: [string, [string, string][]][] = [
    [
      t("shell.keys.call"),
      handles
        ? [
            [keyName("answer"), t("calls.incoming.answer")],
            [keyName("mute"), `${t("calls.bar.mute")} / ${t("calls.bar.unmute")}`],
            [keyName("hold"), `${t("calls.bar.hold")} / ${t("calls.bar.resume")}`],
            [keyName("keypad"), t("calls.bar.keypad")],
            [keyName("transfer"), t("calls.transfer.title")],
            [keyName("hangUp"), t("calls.bar.hangUp")],
            [keyName("save"), t("calls.summary.save")],
            [keyName("continue"), t("agents.continueWork")],
          ]
        : [],
    ],
    [
      t("shell.keys.tickets"),
      tickets
        ? [
            ["j / k", t("shell.keys.move")],
            ["Space", t("shell.keys.preview")],
            ["Enter", t("shell.keys.open")],
            ["x", t("shell.keys.select")],
            ["f", t("shell.keys.flag")],
          ]
        : [],
    ],
    [
      t("shell.keys.everywhere"),
      [
        ...(tickets ? [["/", t("shell.find.label")] as [string, string]] : []),
        ["?", t("shell.keys.title")],
        ["Esc", t("shell.keys.close")],
      ],
    ],
  ];
  return (
    <section
      role="dialog"
      aria-label={t("shell.keys.title")}
      className={css.sheet}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        closeKeySheet();
      }}
    >
      <header>
        <h2>{t("shell.keys.title")}</h2>
        <Button
          ref={button}
          size="small"
          type="text"
          icon={<CloseOutlined aria-hidden="true" />}
          aria-label={t("shell.close")}
          onClick={closeKeySheet}
        />
      </header>
      {groups
        .filter(([, keys]) => keys.length > 0)
        .map(([title, keys]) => (
          <div key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, words]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
    </section>
  );
}
