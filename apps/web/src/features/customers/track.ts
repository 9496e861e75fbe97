export { trackQuery } from "./api/customers.ts";
export { followCustomers } from "./realtime.ts";
