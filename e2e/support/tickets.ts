import { expect, type Locator, type Page } from "@playwright/test";
import { button } from "./agent.ts";
import { pick } from "./pick.ts";

export const toolbar = (page: Page): Locator => page.getByRole("toolbar", { name: "Actions" });
export const action = (page: Page, name: string): Locator => toolbar(page).getByRole("button", { name, exact: true });
export const track = (page: Page): Locator => page.getByRole("region", { name: "Service track" });

/** Creates a ticket in *my tickets*. Answers the address of its page, which is then open. */
export async function createTicket(page: Page, { type, title, phone }: { type: string; title: string; phone: string }): Promise<string> {
  await page.goto("/tickets/mine/waiting");
  await button(page, "New ticket").click();
  await page.getByRole("searchbox", { name: "Customer" }).fill(phone);
  await button(page, "Look up").click();
  await pick(page, "Type *", type);
  await page.getByRole("textbox", { name: "Title *" }).fill(title);
  await button(page, "Create ticket").click();
  await expect(page).toHaveURL(/\/tickets\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Takes one of the flow's actions through its panel; `fill` fills what the action asks for. */
export async function take(page: Page, name: string, note: string, fill?: (panel: Locator) => Promise<void>): Promise<void> {
  await action(page, name).click();
  const panel = page.getByRole("form", { name });
  await fill?.(panel);
  await panel.getByRole("textbox", { name: /^Note/ }).fill(note);
  await panel.getByRole("button", { name: "Confirm" }).click();
  await expect(track(page).getByText(note)).toBeVisible();
}

export const standsAt = (page: Page, node: string): Promise<void> =>
  expect(page.getByRole("list", { name: "Way through the flow" }).locator("[aria-current=step]")).toHaveText(node);
