export { savePreferences, useCan, useMe } from "./api/identity.ts";
export { AccountButton } from "./components/AccountButton.tsx";
