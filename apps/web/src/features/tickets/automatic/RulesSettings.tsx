import { PlusOutlined } from "@ant-design/icons";
import type { Rule } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ListTools, Loaded, RecordPanel, RecordTable, useList, useOpened } from "../../../shared/settings-page/index.ts";
import { Empty } from "../../../shared/ui/index.ts";
import { orderRules, rulesQuery } from "./api.ts";
import css from "./automatic.module.css";
import { RulePanel } from "./RulePanel.tsx";
import { followRules } from "./realtime.ts";
import { StateButton } from "./StateButton.tsx";
import { useRuleWords } from "./useRuleWords.ts";

const idOf = ({ id }: Rule): string => id;

/** The automatic tasks, in the order in which they look at a ticket; `?rule=<id>` opens one, `?rule=` begins a new one. */
export function RulesSettings() {
  const { t } = useTranslation();
  const opened = useOpened("rule");
  const rules = useQuery(rulesQuery);
  const id = opened.of("rule");
  useEffect(followRules, []);
  return (
    <Loaded of={rules}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <Empty title={t("automation.empty")} text={t("automation.emptyText")} action={<NewRuleButton />} />
          ) : (
            <RuleList rules={items} onOpen={(rule) => opened.open("rule", rule)} />
          )}
          <RecordPanel id={id} rows={items} idOf={idOf} of={rules} gone={t("automation.ruleGone")} onClose={opened.close}>
            {(rule) => <RulePanel key={id} rule={rule} onClose={opened.close} onMade={(made) => opened.open("rule", made)} />}
          </RecordPanel>
        </>
      )}
    </Loaded>
  );
}

function RuleList({ rules, onOpen }: { rules: readonly Rule[]; onOpen(id: string): void }) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const list = useList({
    rows: rules,
    textsOf: ({ draft }) => [draft.name, words.trigger(draft.trigger), ...draft.steps.map(words.step)],
  });
  return (
    <>
      <ListTools list={list} search={t("automation.search")} />
      <RecordTable
        rows={list.shown}
        idOf={idOf}
        order={{ kind: "automatic-task", fixed: list.isSearched, save: orderRules }}
        name={{ title: t("automation.name"), of: ({ draft }) => draft.name, open: ({ id }) => onOpen(id) }}
        columns={[
          {
            key: "does",
            title: t("automation.does"),
            cell: ({ draft }) => (
              <span className={css.sentences}>
                {[words.trigger(draft.trigger), ...draft.steps.map(words.step), ...(draft.stop ? [t("automation.stops")] : [])].join(" → ")}
              </span>
            ),
          },
          { key: "lately", title: t("automation.lately"), cell: (rule) => <Lately rule={rule} /> },
          { key: "state", title: t("automation.state"), cell: (rule) => <StateButton rule={rule} /> },
        ]}
      />
    </>
  );
}

/** What became of it in the last 24 hours. */
function Lately({ rule: { lately } }: { rule: Rule }) {
  const { t } = useTranslation();
  const { done = 0, refused = 0, not_held: notHeld = 0 } = lately;
  if (done + refused + notHeld === 0) return <span className={css.quiet}>{t("automation.quiet")}</span>;
  return (
    <>
      {t("automation.nDone", { count: done })}
      {refused > 0 && <span className={css.error}> · {t("automation.nRefused", { count: refused })}</span>}
      <span className={css.soft}> · {t("automation.nNotHeld", { count: notHeld })}</span>
    </>
  );
}

/** The button that begins a new one; stands in the page's head. */
export function NewRuleButton() {
  const { t } = useTranslation();
  const { open } = useOpened("rule");
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => open("rule", "")}>
      {t("automation.new")}
    </Button>
  );
}
