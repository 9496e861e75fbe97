/** Timers that fire only when time is moved by hand, for the programs that take packages/sip's `Clock`. */
export { createFakeClock, type FakeClock } from "../../sip/test/fake-clock.ts";
