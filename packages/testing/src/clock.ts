/** A clock that moves only when told. */
export interface FakeClock {
  now(): Date;
  advance(ms: number): void;
}

export function fakeClock(start = new Date("2026-03-02T02:00:00.000Z")): FakeClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance(ms) {
      at += ms;
    },
  };
}
