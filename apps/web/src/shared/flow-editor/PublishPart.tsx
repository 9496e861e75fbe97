import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NotYet } from "../ui/index.ts";
import type { Change, FlowKind } from "./kind.ts";
import css from "./panel/panel.module.css";
import { type FlowVersionOf, type VersionItem, versionQuery } from "./source.ts";
import versions from "./versions.module.css";

/** What publishing will change, before it does. */
export function PublishPart<V extends FlowVersionOf<unknown>, Item extends VersionItem>(kind: FlowKind<V, Item>) {
  const { t } = useTranslation();
  const { editing, inForce, problems, effect } = kind;
  const { source, nextVersion, flow } = editing;
  const [busy, setBusy] = useState(false);
  const grave = problems.filter((problem) => problem.grave).length;
  const before = useQuery({ ...versionQuery(source, inForce ?? 0), enabled: inForce !== null, staleTime: 0 });
  return (
    <section className={css.panel} aria-label={t("flow.publish.title", { n: nextVersion })}>
      <h3>{t("flow.publish.title", { n: nextVersion })}</h3>
      {inForce === null ? (
        <p>{effect(null)}</p>
      ) : before.data ? (
        <>
          <p>{effect(before.data)}</p>
          <h4>{t("flow.publish.changes")}</h4>
          <ChangeList changes={kind.changes(before.data.flow, flow)} />
        </>
      ) : (
        <NotYet of={before} rows={6} />
      )}
      {grave > 0 && (
        <p className={css.stop} role="alert">
          {t("flow.publish.faulty", { n: grave })}
        </p>
      )}
      <div className={versions.buttons}>
        <Button
          type="primary"
          loading={busy}
          disabled={grave > 0}
          onClick={() => {
            setBusy(true);
            void editing.publish(kind.afterPublishing).finally(() => setBusy(false));
          }}
        >
          {t("flow.publish.confirm", { n: nextVersion })}
        </Button>
        <Button disabled={busy} onClick={() => editing.setTab("properties")}>
          {t("flow.publish.cancel")}
        </Button>
      </div>
    </section>
  );
}

function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className={css.soft}>{t("flow.publish.same")}</p>;
  return (
    <ul className={versions.changes}>
      {changes.map(({ key, sort, text }) => (
        <li key={key} data-sort={sort}>
          {text}
        </li>
      ))}
    </ul>
  );
}
