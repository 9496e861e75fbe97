import type { Reader } from "../../platform/db/client.ts";
import { port } from "../../platform/port.ts";

/** Whether numbers are shown masked. The hotlines module keeps that setting and provides this. */
export const numbersMasked = port<(reader: Reader) => Promise<boolean>>(async () => false);
