import { EXPORT_KEPT_DAYS } from "@cloverdesk/contracts";

const DAY_MS = 86_400_000;

/** When the file of an export that changed at `from` is deleted. */
export const expiry = (from: Date): Date => new Date(from.getTime() + EXPORT_KEPT_DAYS * DAY_MS);
