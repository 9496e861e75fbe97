import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
import { unclaimable } from "./claiming.ts";

const group = { id: "group", name: { zh: "组", en: "Group" } };
const me = { skillGroups: [{ id: "group", name: "Group", level: 1 }], grants: { "tickets.work": "own" as const } };

it("lets claim what waits in one of the person's groups, in whatever list it is seen", () => {
  expect(unclaimable(aRow({ group }), me)).toBeNull();
});

it("says why not otherwise", () => {
  expect(unclaimable(aRow({ group }), { ...me, grants: {} })).toBe("forbidden");
  expect(unclaimable(aRow({ group, state: "finished" }), me)).toBe("closed");
  expect(unclaimable(aRow({ group, handler: { id: "p", name: "Li" } }), me)).toBe("taken");
  expect(unclaimable(aRow({ group: { ...group, id: "other" } }), me)).toBe("elsewhere");
  expect(unclaimable(aRow(), me)).toBe("elsewhere");
});
