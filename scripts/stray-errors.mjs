import { writeFileSync } from "node:fs";

/**
 * Vitest's JSON report leaves out what was thrown outside of any test (in a timer, in an event): this reporter keeps it, in the
 * file that STRAY_ERRORS names, as `[{message, stack, count}]`. Often it is the cause of a failure that does not tell its own.
 */
export default class StrayErrors {
  onTestRunEnd(_modules, errors) {
    const told = new Map();
    for (const { message, stack } of errors) {
      const same = told.get(message) ?? { message, stack: stack ?? message, count: 0 };
      told.set(message, { ...same, count: same.count + 1 });
    }
    writeFileSync(process.env.STRAY_ERRORS, JSON.stringify([...told.values()]));
  }
}
