import type { TicketField } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { filterSql } from "./filter.repo.ts";

const day = { code: "visit_on", kind: "date", name: { zh: "上门日期", en: "Visit" }, rules: {} } as unknown as TicketField;

it.each([
  ["Pacific/Kiritimati", ["2026-03-03", "2026-03-04"]],
  ["Asia/Shanghai", ["2026-03-02", "2026-03-03"]],
  ["Pacific/Pago_Pago", ["2026-03-01", "2026-03-02"]],
])("the next day of a date field begins where the enterprise counts its days: %s", (zone, days) => {
  const ground = { fields: new Map([[day.code, day]]), personId: "", now: new Date("2026-03-02T10:30:00Z"), zone };
  expect(filterSql({ field: "f:visit_on", op: "within_days", values: [-1] }, ground).values).toEqual(expect.arrayContaining(days));
});
