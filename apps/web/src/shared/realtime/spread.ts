/** News that everybody hears at the same moment: pages ask for what is new spread over this time. */
const SPREAD_MS = 1_500;

/** Does the work once, some time within `withinMs` after it was first asked for. */
export function spread(work: () => void, withinMs = SPREAD_MS): { soon(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, Math.random() * withinMs);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
