import type { NodeHandler } from "@cloverdesk/contracts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { Row } from "../../../../shared/flow-editor/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL } from "../../../../shared/ui/index.ts";
import type { Setup } from "../../setup/queries.ts";

const KINDS = ["skill_group", "person", "creator", "keep"] as const satisfies NodeHandler["kind"][];

interface Props {
  handler: NodeHandler;
  setup: Setup | undefined;
  readOnly: boolean;
  onChange(handler: NodeHandler): void;
}

/** Who gets a ticket that enters a node. */
export function HandlerRows({ handler, setup, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const groups = setup?.groups ?? [];
  const people = setup?.people ?? [];
  const first = (kind: NodeHandler["kind"]): NodeHandler | null => {
    if (kind === "skill_group") return groups[0] ? { kind, skillGroupId: groups[0].id } : null;
    if (kind === "person") return people[0] ? { kind, personId: people[0].id } : null;
    return { kind };
  };
  const named = <T extends { id: string; name: string }>(items: readonly T[], id: string) => [
    ...items.map(({ id: value, name }) => ({ value, label: name })),
    ...(items.some((item) => item.id === id) ? [] : [{ value: id, label: t("ticketFlow.node.line.gone") }]),
  ];
  return (
    <>
      <Row label={t("ticketFlow.node.handler")} hint={t(`ticketFlow.node.handlerHints.${handler.kind}`)}>
        {(id) => (
          <Select
            id={id}
            value={handler.kind}
            disabled={readOnly}
            options={KINDS.map((value) => ({ value, label: t(`ticketFlow.node.handlers.${value}`), disabled: first(value) === null }))}
            onChange={(kind) => {
              const next = first(kind);
              if (next) onChange(next);
            }}
          />
        )}
      </Row>
      {handler.kind === "skill_group" && (
        <Row label={t("ticketFlow.node.group")}>
          {(id) => (
            <Select
              id={id}
              showSearch={BY_LABEL}
              value={handler.skillGroupId}
              disabled={readOnly}
              options={named(
                groups.map(({ id, name }) => ({ id, name: name[language] })),
                handler.skillGroupId,
              )}
              onChange={(skillGroupId) => onChange({ kind: "skill_group", skillGroupId })}
            />
          )}
        </Row>
      )}
      {handler.kind === "person" && (
        <Row label={t("ticketFlow.node.person")}>
          {(id) => (
            <Select
              id={id}
              showSearch={BY_LABEL}
              value={handler.personId}
              disabled={readOnly}
              options={named(people, handler.personId)}
              onChange={(personId) => onChange({ kind: "person", personId })}
            />
          )}
        </Row>
      )}
    </>
  );
}
