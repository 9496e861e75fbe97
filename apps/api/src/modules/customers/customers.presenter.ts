import type { Customer } from "@cloverdesk/contracts";
import { maskPhone } from "@cloverdesk/rules/phone";
import { type Actor, scopeOf } from "../../platform/http/actor.ts";
import type { CustomerRow } from "./customer.repo.ts";

export function presentCustomer({ createdAt, phones, ...row }: CustomerRow, actor: Actor, masked: boolean): Customer {
  return {
    ...row,
    phones: phones.map(({ number }) => (masked ? maskPhone(number) : number)),
    createdAt: createdAt.toISOString(),
    can: { edit: scopeOf(actor, "customers.edit") !== undefined },
  };
}
