import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import { ask, button } from "./agent.ts";
import { sql } from "./database.ts";
import { pick } from "./pick.ts";

export const toolbar = (page: Page): Locator => page.getByRole("toolbar", { name: "Actions" });
export const action = (page: Page, name: string): Locator => toolbar(page).getByRole("button", { name, exact: true });
export const track = (page: Page): Locator => page.getByRole("region", { name: "Service track" });

/** The address of one of my lists with the newest first, so that a ticket just made is on the screen however many there are. */
export const newestOf = (list: "waiting" | "handling"): string =>
  `/tickets/mine/${list}?search=${encodeURIComponent(JSON.stringify({ sort: { by: "number", descending: true } }))}`;

interface NewTicket {
  /** The English name of its type. */
  type: string;
  title: string;
  phone: string;
}

/** Creates a ticket as who is signed in on the page and opens it there. Answers its address. */
export async function createTicket(page: Page, { type, title, phone }: NewTicket): Promise<string> {
  const [kind] = await sql<{ typeId: string; templateId: string; customerId: string | null; hasPhone: boolean }>(
    `SELECT t.id AS "typeId", p.id AS "templateId", (SELECT customer_id FROM customer_phone WHERE number = '+86' || $2) AS "customerId",
            v.fields @> '[{"code": "phone"}]' AS "hasPhone"
     FROM ticket_type t JOIN ticket_template p ON p.type_id = t.id AND p.active JOIN ticket_template_version v ON v.template_id = p.id
     WHERE t.name->>'en' = $1 ORDER BY p.position, v.version DESC LIMIT 1`,
    [type, phone],
  );
  if (!kind) throw new Error(`there is no ticket type ${type}`);
  const { hasPhone, ...rest } = kind;
  const address = `/tickets/${randomUUID()}`;
  await ask(page, "PUT", `/api${address}`, { ...rest, values: { title, ...(hasPhone && { phone: `+86${phone}` }) } });
  await page.goto(address);
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  return address;
}

/** Creates a ticket in *my tickets*. Answers the address of its page, which is then open. */
export async function createTicketByHand(page: Page, { type, title, phone }: NewTicket): Promise<string> {
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
