import { port } from "../../platform/port.ts";

/** Whether numbers are shown masked. The hotlines module keeps that setting and provides this. */
export const numbersMasked = port<() => Promise<boolean>>(async () => false);
