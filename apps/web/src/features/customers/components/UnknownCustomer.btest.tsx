import { customerEndpoints, type FoundCustomer, type Language } from "@cloverdesk/contracts";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { ApiError } from "../../../shared/api/index.ts";
import { UnknownCustomer } from "./UnknownCustomer.tsx";

const ADA: FoundCustomer = { id: anId(1), name: "Ada Example", level: null, tags: [], company: null, phones: ["+8613800138001"] };

const onCreate = vi.fn<() => Promise<void>>(async () => {});
const onLink = vi.fn<() => Promise<void>>(async () => {});
beforeEach(() => {
  onCreate.mockReset();
  onLink.mockReset();
});

const unknown = (language: Language = "en", number = "+8613800138000") =>
  show(<UnknownCustomer number={number} canEdit onCreate={onCreate} onLink={onLink} />, { language });
const button = (name: string) => page.getByRole("button", { name, exact: true });

test("an unknown caller becomes a customer: a name and Enter are enough", async () => {
  await unknown();
  await button("Create customer").click();
  await userEvent.keyboard("Ada Example{Enter}");
  await expect.poll(() => onCreate.mock.calls).toEqual([[expect.objectContaining({ name: "Ada Example", level: null, company: null })]]);
});

test("without a name nothing is sent, and it says what is missing", async () => {
  await unknown("zh");
  await button("新建客户").click();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("alert")).toHaveTextContent("请填写姓名。");
  expect(onCreate).not.toHaveBeenCalled();
  expectOneLanguage();
});

test("what the server refuses is told, and what was typed stays", async () => {
  onCreate.mockRejectedValue(new ApiError("customers.number_taken", 409));
  await unknown();
  await button("Create customer").click();
  await userEvent.keyboard("Ada Example{Enter}");
  await expect.element(page.getByRole("alert")).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "Name *" })).toHaveValue("Ada Example");
});

test("one letter asks nothing of the server: it says what is to be typed", async () => {
  await unknown();
  await button("Link to existing customer").click();
  await userEvent.keyboard("a");
  await expect.element(page.getByText("Type at least two letters, or four digits of a number.")).toBeVisible();
  answer(customerEndpoints.search, { items: [ADA], more: false });
  await userEvent.keyboard("da");
  await expect.element(page.getByText("Ada Example")).toBeVisible();
  expect(asked(customerEndpoints.search).map(({ query }) => query.text)).toEqual(["ada"]);
  expect(page.getByRole("alert").query()).toBeNull();
});

test("the number goes to the customer who was chosen, once", async () => {
  answer(customerEndpoints.search, { items: [ADA], more: true });
  let linked = () => {};
  onLink.mockImplementation(() => new Promise((resolve) => (linked = resolve)));
  await unknown();
  await button("Link to existing customer").click();
  await userEvent.keyboard("ada");
  const link = button("Link this number to Ada Example");
  await link.click();
  await link.click();
  linked();
  expect(onLink.mock.calls).toEqual([[ADA.id]]);
});

test("nobody found: it says so, and what to do", async () => {
  answer(customerEndpoints.search, { items: [], more: false });
  await unknown("zh");
  await button("关联已有客户").click();
  await userEvent.keyboard("8000");
  await expect.element(page.getByText(/8000/).first()).toBeVisible();
  expectOneLanguage();
});

test("Escape closes the search alone", async () => {
  await unknown();
  await button("Link to existing customer").click();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("textbox", { name: "Find a customer by name or number" })).not.toBeInTheDocument();
});

test("a withheld number is told as one", async () => {
  await unknown("en", "");
  await expect.element(page.getByText("The number is withheld, so the customer is not known.")).toBeVisible();
});
