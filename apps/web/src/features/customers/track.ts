export { trackQuery } from "./api/customers.ts";
