import { expect } from "@playwright/test";

/** The simulated carrier's control: what happens at the far end of the line. */
const URL_ = process.env.E2E_CARRIER_URL ?? "";

export interface Line {
  id: string;
  from: string;
  state: "calling" | "ringing" | "talking" | "ended";
  end: { by: string; status: number; reason: string } | null;
  keysHeard: string;
  heard: { hz: number | null; rms: number; packets: number };
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(URL_ + path, init);
  if (!response.ok) throw new Error(`carrier ${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<T>;
}

export const CUSTOMER_HZ = 440;

/** A customer calls the demo hotline with a steady tone for a voice and presses `key`. */
export const customerCalls = (more: { from?: string; key?: string; hangUpAfterMs?: number | null } = {}): Promise<Line> =>
  ask("/calls", {
    from: more.from,
    keys: [{ digits: more.key ?? "1", afterMs: 1_500 }],
    says: { kind: "tone", hz: CUSTOMER_HZ },
    hangUpAfterMs: more.hangUpAfterMs ?? null,
  });

export const lineNow = (id: string): Promise<Line> => ask(`/calls/${id}`);
export const customerHangsUp = (id: string): Promise<Line> => ask(`/calls/${id}/hang-up`, {});
export const customerPresses = (id: string, digits: string): Promise<Line> => ask(`/calls/${id}/keys`, { digits });

/** The latest line to a number that the product calls: an agent is told of a call before the carrier is. */
export async function lineTo(number: string): Promise<Line> {
  let line: Line | undefined;
  const look = async (): Promise<boolean> => {
    const { items } = await ask<{ items: (Line & { to: string; direction: string })[] }>("/calls");
    line = items.find((each) => each.direction === "out" && each.to.endsWith(number));
    return line !== undefined;
  };
  await expect.poll(look, { message: `somebody calls ${number}` }).toBe(true);
  return line as Line;
}

/** How a number answers from now on. */
export const numberBehaves = (number: string, behaves: unknown): Promise<unknown> => ask("/rules", { number, behaves });

/** Waits until the far end hears about this frequency. */
export async function customerHears(id: string, hz: number): Promise<void> {
  await expect
    .poll(async () => Math.abs(((await lineNow(id)).heard.hz ?? 0) - hz), { message: `the customer hears ${hz} Hz`, timeout: 10_000 })
    .toBeLessThan(25);
}

/** Waits until the far end hears nothing, or something other than the agent. */
export async function customerDoesNotHear(id: string, hz: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { heard } = await lineNow(id);
        return heard.rms < 60 || Math.abs((heard.hz ?? 0) - hz) > 60;
      },
      { message: `the customer no longer hears ${hz} Hz`, timeout: 10_000 },
    )
    .toBe(true);
}

export async function customerHearsSomething(id: string, timeout = 10_000): Promise<void> {
  await expect.poll(async () => (await lineNow(id)).heard.rms, { message: "the customer hears something", timeout }).toBeGreaterThan(100);
}

/** Nobody is left on the line for the next test to meet. */
export async function allCustomersHangUp(): Promise<void> {
  const { items } = await ask<{ items: Line[] }>("/calls");
  for (const line of items) if (line.state !== "ended") await customerHangsUp(line.id);
}
