export { savePreferences, useCan, useMe } from "./api/identity.ts";
export { AccountButton } from "./components/AccountCard.tsx";
