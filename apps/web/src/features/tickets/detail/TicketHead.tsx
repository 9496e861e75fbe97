import { EditOutlined, EyeOutlined } from "@ant-design/icons";
import type { PresentPerson, Ticket } from "@cloverdesk/contracts";
import { Tag } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { moment, useLanguage } from "../../../shared/hooks/index.ts";
import { Phone } from "../../../shared/ui/index.ts";
import { DueText, PriorityMark } from "../marks.tsx";
import css from "./detail.module.css";

/** Title, where the ticket stands in its flow, who has it and until when, and who else is here. */
export function TicketHead({ ticket, here }: { ticket: Ticket; here: readonly PresentPerson[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const editing = here.filter((each) => each.editing);
  const watching = here.filter((each) => !each.editing);
  const names = (people: readonly PresentPerson[]) => [...new Set(people.map(({ person }) => person.name))].join(", ");
  return (
    <header className={css.head}>
      <div className={css.titleLine}>
        <span className={css.soft}>{t("tickets.number", { n: ticket.number })}</span>
        <h2>{ticket.title}</h2>
        <Tag>{t(`tickets.states.${ticket.state}`)}</Tag>
        <PriorityMark priority={ticket.priority} />
      </div>
      <FlowPath ticket={ticket} />
      <dl className={css.facts}>
        <Fact term={t("tickets.head.due")}>
          <DueText row={ticket} paused={ticket.timePaused} />
        </Fact>
        <Fact term={t("tickets.head.handler")}>{ticket.handler?.name ?? t("tickets.nobody")}</Fact>
        <Fact term={t("tickets.head.group")}>{ticket.group?.name[language]}</Fact>
        <Fact term={t("tickets.head.customer")}>
          {(ticket.customer || ticket.phone) && (
            <>
              {ticket.customer?.name}{" "}
              {ticket.phone && <Phone number={ticket.phone} full={ticket.phone.includes("*") ? null : ticket.phone} actions={false} />}
            </>
          )}
        </Fact>
        <Fact term={t("tickets.head.type")}>{ticket.type.name[language]}</Fact>
        <Fact term={t("tickets.head.category")}>{ticket.category?.name[language]}</Fact>
        <Fact term={t("tickets.head.creator")}>
          {ticket.creator?.name ?? t("tickets.system")} · {moment(ticket.createdAt, language)} · {t(`tickets.sources.${ticket.source}`)}
        </Fact>
        <Fact term={t("tickets.head.copiedTo")}>{ticket.copiedTo.map((person) => person.name).join(", ")}</Fact>
      </dl>
      <div className={css.here} aria-live="polite">
        {editing.length > 0 && (
          <span data-editing="true">
            <EditOutlined aria-hidden="true" /> {t("tickets.head.editing", { names: names(editing) })}
          </span>
        )}
        {watching.length > 0 && (
          <span>
            <EyeOutlined aria-hidden="true" /> {t("tickets.head.watching", { names: names(watching) })}
          </span>
        )}
      </div>
    </header>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The flow's nodes in order, with *you are here*. */
function FlowPath({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ol className={css.path} aria-label={t("tickets.head.path")}>
      {ticket.path.map((node) => {
        const here = node.code === ticket.node.code;
        return (
          <li
            key={node.code}
            data-kind={node.kind}
            aria-current={here ? "step" : undefined}
            title={here ? t("tickets.head.here") : undefined}
          >
            {node.name[language]}
          </li>
        );
      })}
    </ol>
  );
}

/** Tickets this one is bound to. */
export function TicketLinks({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const kinds = [
    { name: t("tickets.links.parent"), refs: ticket.parent ? [ticket.parent] : [] },
    { name: t("tickets.links.children"), refs: ticket.children },
    { name: t("tickets.links.related"), refs: ticket.related },
    { name: t("tickets.links.mergedInto"), refs: ticket.mergedInto ? [ticket.mergedInto] : [] },
  ].filter(({ refs }) => refs.length > 0);
  if (kinds.length === 0) return null;
  return (
    <section className={css.part} aria-label={t("tickets.actions.link")}>
      <dl className={css.facts}>
        {kinds.map(({ name, refs }) => (
          <Fact key={name} term={name}>
            {refs.map((ref) => (
              <Link key={ref.id} to={`/tickets/${ref.id}`} className={css.ref}>
                {t("tickets.number", { n: ref.number })} {ref.title} · {t(`tickets.states.${ref.state}`)}
              </Link>
            ))}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
