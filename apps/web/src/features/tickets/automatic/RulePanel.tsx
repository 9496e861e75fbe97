import { RULE_AUTHORS, type Rule, type RuleAuthor, type RuleVersion } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Alert, Input, Select, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Group, leaveFreely, RemovePart, SettingPanel, SwitchLine, useSettingForm } from "../../../shared/settings-page/index.ts";
import { BY_LABEL, Field, tell } from "../../../shared/ui/index.ts";
import { FilterBuilder } from "../search/filter/FilterBuilder.tsx";
import { setupQuery } from "../setup/queries.ts";
import { latestRule, removeRule, saveRule } from "./api.ts";
import css from "./automatic.module.css";
import { PastPart } from "./PastPart.tsx";
import { RunsPart } from "./RunsPart.tsx";
import { draftOf, editOf, missingIn, NEW_RULE, type RuleEdit } from "./rule-edit.ts";
import { StateButton } from "./StateButton.tsx";
import { StepsEditor } from "./StepsEditor.tsx";
import { TriggerInputs } from "./TriggerInputs.tsx";
import { TryPart } from "./TryPart.tsx";
import { VersionsPart } from "./VersionsPart.tsx";

interface Props {
  /** Null: a new one. */
  rule: Rule | null;
  onClose(): void;
  onMade(id: string): void;
}

/** One automatic task: when, if, then; tried on a ticket, over the last days, and its log. */
export function RulePanel({ rule, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const { data: setup } = useQuery(setupQuery);
  const [id] = useState(() => rule?.id ?? crypto.randomUUID());
  const [tab, setTab] = useState("rule");
  const fields = setup?.fields ?? [];
  const form = useSettingForm<Rule, RuleEdit>({
    row: rule,
    fresh: NEW_RULE,
    editOf,
    faultsOf: (draft) => Object.fromEntries(missingIn(draft).map((part) => [part, t("automation.unfinished")])),
    save: (draft, version) => saveRule(id, draftOf(draft, fields), version),
    conflictCode: "automation.moved_on",
    latest: () => latestRule(id),
    lastChange: async () => (await latestRule(id))?.savedBy?.name ?? null,
    partName: (part) => t(`automation.parts.${part}`),
    saved(saved, all) {
      tell("good", t("settings.saved"));
      if (!rule && all) leaveFreely(() => onMade(saved.id));
    },
  });
  function restore({ version, draft }: RuleVersion): void {
    form.change(editOf({ draft }));
    setTab("rule");
    tell("good", t("automation.restored", { n: version }));
  }
  const tabs = [
    { key: "rule", label: t("automation.tabs.rule"), children: <RuleInputs form={form} /> },
    ...(missingIn(form.draft).length === 0
      ? [
          {
            key: "try",
            label: t("automation.tabs.try"),
            children: (
              <div className={css.part}>
                <TryPart draft={draftOf(form.draft, fields)} />
                <PastPart draft={draftOf(form.draft, fields)} />
              </div>
            ),
          },
        ]
      : []),
    ...(rule
      ? [
          { key: "runs", label: t("automation.tabs.runs"), children: <RunsPart ruleId={rule.id} /> },
          { key: "versions", label: t("automation.tabs.versions"), children: <VersionsPart ruleId={rule.id} onRestore={restore} /> },
        ]
      : []),
  ];
  return (
    <SettingPanel title={rule?.draft.name ?? t("automation.new")} label={t("automation.label")} width={760} form={form} onClose={onClose}>
      {rule && <StateButton rule={rule} />}
      <Tabs items={tabs} activeKey={tab} onChange={setTab} destroyOnHidden />
      {rule && (
        <RemovePart
          isUsed={false}
          texts={{
            button: t("automation.remove"),
            used: "",
            free: t("automation.removeText"),
            remove: t("automation.remove"),
            removed: t("automation.removed"),
          }}
          instead={null}
          remove={() => removeRule(rule.id)}
          onRemoved={() => leaveFreely(onClose)}
        />
      )}
    </SettingPanel>
  );
}

type Form = Pick<ReturnType<typeof useSettingForm<Rule, RuleEdit>>, "draft" | "change" | "faults">;

function RuleInputs({ form: { draft, change, faults } }: { form: Form }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: setup } = useQuery(setupQuery);
  const timed = draft.trigger.on === "due" || draft.trigger.on === "idle";
  return (
    <div className={css.part}>
      <Field label={`${t("automation.name")} *`} error={faults.name ?? null}>
        {(control) => <Input {...control} maxLength={60} value={draft.name} onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      <Group title={t("automation.when")}>
        <TriggerInputs trigger={draft.trigger} onChange={(trigger) => change({ trigger })} />
        {faults.trigger && <Alert type="error" showIcon title={t("automation.unfinished")} />}
      </Group>
      <Group title={t("automation.if")}>
        {!timed && (
          <Select<RuleAuthor[]>
            mode="multiple"
            aria-label={t("automation.by")}
            placeholder={t("automation.anybody")}
            style={{ width: "100%" }}
            showSearch={BY_LABEL}
            value={draft.by}
            onChange={(by) => change({ by })}
            options={(Object.keys(RULE_AUTHORS) as RuleAuthor[]).map((value) => ({
              value,
              label: t("automation.doneBy", { who: RULE_AUTHORS[value][language] }),
            }))}
          />
        )}
        {draft.built === null ? (
          <Alert type="info" showIcon title={t("automation.beyond")} />
        ) : (
          <FilterBuilder built={draft.built} withMe={false} onChange={(built) => change({ built })} />
        )}
        {draft.built?.groups.length === 0 && <p className={css.soft}>{t("automation.always")}</p>}
        {faults.built && <Alert type="error" showIcon title={t("automation.unfinishedCondition")} />}
      </Group>
      <Group title={t("automation.steps")}>
        <StepsEditor steps={draft.steps} fields={setup?.fields ?? []} faults={faults} onChange={(steps) => change({ steps })} />
      </Group>
      <SwitchLine
        label={t("automation.stop")}
        effect={t(draft.stop ? "automation.stopEffect" : "automation.goOnEffect")}
        checked={draft.stop}
        onChange={(stop) => change({ stop })}
      />
    </div>
  );
}
