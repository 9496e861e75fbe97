import { z } from "zod";

/** The largest value of PostgreSQL's `integer`. */
export const INT4_MAX = 2_147_483_647;

/** A whole number from 0 that fits an `integer` column: counts, versions, durations in ms. */
export const count = z.number().int().min(0).max(INT4_MAX);
/** The version that a change is based on. */
export const version = count;
/** The same in a query string. */
export const queryCount = z.coerce.number().int().min(0).max(INT4_MAX);
