import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";

const DATA_DIR = process.env.E2E_DATA_DIR ?? "";

/** 0 between the end of one and the start of the next. */
function pidOf(program: string): number {
  const file = path.join(DATA_DIR, "run", `${program}.pid`);
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
}

/** `kill -9`, and waits until the supervisor has started a successor that is ready. */
export async function killHard(program: "api" | "voice" | "postgres"): Promise<void> {
  const before = pidOf(program);
  process.kill(before, "SIGKILL");
  await expect
    .poll(() => pidOf(program) !== before && isAlive(pidOf(program)), { message: `${program} is started again`, timeout: 20_000 })
    .toBe(true);
  const ready = async (): Promise<boolean> =>
    fetch(`${process.env.E2E_BASE_URL}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  await expect.poll(ready, { message: "the product is ready again", timeout: 20_000 }).toBe(true);
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
