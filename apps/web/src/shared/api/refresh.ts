/** What refreshing needs from the outside; replaced by fakes in tests. */
export interface RefreshPorts<S extends { accessToken: string }> {
  /** Rotates the cookie at the server. */
  request(): Promise<S>;
  /** Runs `work` while no other tab of this browser does. */
  exclusively(work: () => Promise<S>): Promise<S>;
  /** The newest session this tab knows of, its own or one heard from another tab. */
  latest(): S | null;
  /** Keeps a new session and tells the other tabs. */
  keep(session: S): void;
}

/**
 * Makes `refresh(stale)`: exchanges the refresh cookie once, however many requests ask at the same time, in however many tabs.
 * Two rotations of one cookie would look like theft to the server and sign the person out everywhere.
 * `stale` is the access token that was refused (null at page load).
 */
export function createRefresher<S extends { accessToken: string }>(ports: RefreshPorts<S>): (stale: string | null) => Promise<S> {
  let running: Promise<S> | null = null;

  async function rotate(stale: string | null): Promise<S> {
    return ports.exclusively(async () => {
      const known = ports.latest();
      if (known && known.accessToken !== stale) return known;
      const session = await ports.request();
      ports.keep(session);
      return session;
    });
  }

  return (stale) => {
    const known = ports.latest();
    if (!running && known && stale !== null && known.accessToken !== stale) return Promise.resolve(known);
    running ??= rotate(stale).finally(() => {
      running = null;
    });
    return running;
  };
}
