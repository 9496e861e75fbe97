import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { version } from "../kernel/numbers.ts";
import { id } from "../kernel/shapes.ts";
import { text } from "../kernel/text.ts";
import { ticketCount } from "../tickets/usage/shapes.ts";
import { category, categoryImport, categoryName } from "./shapes.ts";

const categoryId = z.object({ categoryId: id });

export const categoryEndpoints = {
  list: endpoint({
    id: "calls.categories",
    method: "GET",
    path: "/api/categories",
    permission: "signed-in",
    summary: "The category tree",
    output: z.object({ items: z.array(category) }),
  }),
  save: endpoint({
    id: "tickets.saveCategory",
    method: "PUT",
    path: "/api/categories/:categoryId",
    permission: "tickets.configure",
    summary: "Make a category (`version` 0, at the end of its parent) or change its name and use; its id is chosen by the page",
    params: categoryId,
    body: z.object({ parentId: id.nullable(), name: categoryName, active: z.boolean(), version }),
    output: category,
    errors: ["tickets.setup_conflict", "tickets.category_unknown", "tickets.category_name_taken", "tickets.category_too_deep"],
  }),
  move: endpoint({
    id: "tickets.moveCategory",
    method: "PUT",
    path: "/api/categories/:categoryId/place",
    permission: "tickets.configure",
    summary: "Hang a category below another parent (null: at the top), before one of its children (null: at the end)",
    params: categoryId,
    body: z.object({ parentId: id.nullable(), beforeId: id.nullable(), version: version.min(1) }),
    output: category,
    errors: [
      "tickets.setup_conflict",
      "tickets.category_unknown",
      "tickets.category_name_taken",
      "tickets.category_too_deep",
      "tickets.category_below_itself",
    ],
  }),
  usage: endpoint({
    id: "tickets.categoryUsage",
    method: "GET",
    path: "/api/categories/:categoryId/usage",
    permission: "tickets.configure",
    summary: "How many tickets and summaries have a category or one below it",
    params: categoryId,
    output: z.object({ tickets: ticketCount, summaries: ticketCount, below: z.number().int() }),
    errors: ["tickets.category_unknown"],
  }),
  import: endpoint({
    id: "tickets.importCategories",
    method: "POST",
    path: "/api/categories/import",
    permission: "tickets.configure",
    summary: "Read a sheet of categories: says what it would do, or does all of it (`commit`) when no line is wrong",
    body: z.object({ sheet: text(1_000_000), commit: z.boolean().default(false) }),
    output: categoryImport,
    errors: ["tickets.category_sheet_faulty"],
  }),
} as const;
