import { ApiError } from "../../../shared/api/index.ts";

/** Whether what was shown is there no more, or may be read no more. Any other failure takes nothing away from who reads or types: what was shown stays. */
export const isGone = (error: unknown): boolean => error instanceof ApiError && (error.status === 403 || error.status === 404);
