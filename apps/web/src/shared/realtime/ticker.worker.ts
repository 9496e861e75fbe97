/** Ticks in a worker, because timers of a hidden page are slowed down to one a minute and the agent would lose their lease. */
addEventListener("message", (event: MessageEvent<number>) => {
  setInterval(() => postMessage(null), event.data);
});
