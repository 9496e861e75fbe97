import { callbackEndpoints } from "./callbacks/endpoints.ts";
import { ticketFileEndpoints } from "./files/endpoints.ts";
import { ticketSearchEndpoints } from "./search/endpoints.ts";
import { ticketViewEndpoints } from "./views/endpoints.ts";
import { ticketWorkEndpoints } from "./work/endpoints.ts";
import { worklistEndpoints } from "./worklist/endpoints.ts";

/** What people do with tickets, from the rooms. */
export const ticketEndpoints = {
  ...ticketSearchEndpoints,
  ...ticketWorkEndpoints,
  ...ticketFileEndpoints,
  ...ticketViewEndpoints,
  ...worklistEndpoints,
  ...callbackEndpoints,
} as const;
