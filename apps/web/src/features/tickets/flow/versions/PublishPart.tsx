import type { FlowFault, FlowVersion, TicketFlow } from "@cloverdesk/contracts";
import { isBlocking } from "@cloverdesk/rules/ticket-flow";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NotYet } from "../../../../shared/ui/index.ts";
import { versionQuery } from "../api.ts";
import { ChangeList } from "./ChangeList.tsx";
import css from "./versions.module.css";

interface Props {
  typeId: string;
  /** The number the draft gets. */
  version: number;
  /** The version in force; null when this is the first. */
  inForce: number | null;
  flow: TicketFlow;
  faults: readonly FlowFault[];
  onPublish(): Promise<void>;
  onCancel(): void;
}

/** What publishing will change, before it does. */
export function PublishPart({ typeId, version, inForce, flow, faults, onPublish, onCancel }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const grave = faults.filter(isBlocking).length;
  const before = useQuery({ ...versionQuery(typeId, inForce ?? 0), enabled: inForce !== null, staleTime: 0 });
  return (
    <section className={css.panel} aria-label={t("flow.publish.title", { n: version })}>
      <h3>{t("flow.publish.title", { n: version })}</h3>
      {inForce === null ? (
        <p>{t("flow.publish.new")}</p>
      ) : before.data ? (
        <Changes before={before.data} flow={flow} />
      ) : (
        <NotYet of={before} rows={6} />
      )}
      {grave > 0 && (
        <p className={css.stop} role="alert">
          {t("flow.publish.faulty", { n: grave })}
        </p>
      )}
      <div className={css.buttons}>
        <Button
          type="primary"
          loading={busy}
          disabled={grave > 0}
          onClick={() => {
            setBusy(true);
            void onPublish().finally(() => setBusy(false));
          }}
        >
          {t("flow.publish.confirm", { n: version })}
        </Button>
        <Button disabled={busy} onClick={onCancel}>
          {t("flow.publish.cancel")}
        </Button>
      </div>
    </section>
  );
}

function Changes({ before, flow }: { before: FlowVersion; flow: TicketFlow }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t("flow.publish.effect", { n: before.openTickets })}</p>
      <h4>{t("flow.publish.changes")}</h4>
      <ChangeList before={before.flow} after={flow} />
    </>
  );
}
