import { describe, expect, it } from "vitest";
import { type Panel, withPanel } from "./beside.ts";

const ticket = (id: string): Panel => ({ kind: "ticket", id });
const opened = (...panels: Panel[]) =>
  panels.reduce<ReturnType<typeof withPanel>>((before, panel) => withPanel(before, { panel, from: null }), []).map(({ panel }) => panel);

describe("the panels beside a page", () => {
  it("lie over each other in the order in which they were opened, so that closing one shows the one before", () => {
    const form: Panel = { kind: "newTicket", from: { source: "fab" } };
    expect(opened(form, ticket("a"))).toEqual([form, ticket("a")]);
  });

  it("are one of a kind: the ticket opened last takes the place of the one before, and comes to the front", () => {
    const record: Panel = { kind: "record", id: "c" };
    expect(opened(ticket("a"), record, ticket("b"))).toEqual([record, ticket("b")]);
  });
});
