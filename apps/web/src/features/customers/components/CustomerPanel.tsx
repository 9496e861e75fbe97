import type { Customer } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NotYet, Phone } from "../../../shared/ui/index.ts";
import { customerQuery, type EditableField } from "../api/customers.ts";
import { toText } from "../field-value.ts";
import css from "./customers.module.css";
import { EditableValue } from "./EditableValue.tsx";

const FIELDS: EditableField[] = ["name", "level", "tags", "company", "email", "address", "note"];

/** The customer's own fields, each edited in its place: those that are filled in, and the others on demand. */
export function CustomerPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const customer = useQuery(customerQuery(customerId));
  return (
    <section className={css.box} aria-label={t("customers.profile")}>
      {customer.data ? <Profile customer={customer.data} /> : <NotYet of={customer} rows={2} height={22} />}
    </section>
  );
}

function Profile({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [shownAll, setShownAll] = useState(false);
  const isEmpty = (field: EditableField) => toText(customer, field) === "";
  const empty = FIELDS.filter(isEmpty);
  return (
    <>
      <div className={css.head}>
        <h2>{t("customers.profile")}</h2>
        {customer.can.edit && empty.length > 0 && (
          <Button type="link" size="small" aria-expanded={shownAll} onClick={() => setShownAll(!shownAll)}>
            {shownAll ? t("customers.hideEmpty") : t("customers.showEmpty", { count: empty.length })}
          </Button>
        )}
      </div>
      <dl className={css.fields}>
        {FIELDS.filter((field) => shownAll || !isEmpty(field)).map((field) => (
          <div key={field} data-field={field}>
            <dt>{t(`customers.fields.${field}`)}</dt>
            <dd>
              <EditableValue customer={customer} field={field} />
            </dd>
          </div>
        ))}
        {customer.phones.length > 0 && (
          <div data-field="phones">
            <dt>{t("customers.fields.phones")}</dt>
            <dd className={css.phones}>
              {customer.phones.map((number) => (
                <Phone key={number} number={number} full={number.includes("*") ? null : number} />
              ))}
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
