import { describe, expect, it } from "vitest";
import { createRefresher, type RefreshPorts } from "./refresh.ts";

interface Token {
  accessToken: string;
}

/** Tabs of one browser: one lock, one cookie, a channel that tells every tab of a new session. */
function browser() {
  let queue: Promise<unknown> = Promise.resolve();
  let rotations = 0;
  const tabs: { latest: Token | null }[] = [];
  const tab = (request?: () => Promise<Token>) => {
    const mine: { latest: Token | null } = { latest: null };
    tabs.push(mine);
    const ports: RefreshPorts<Token> = {
      request: request ?? (async () => ({ accessToken: `t${++rotations}` })),
      exclusively: (work) => {
        const turn = queue.then(work, work);
        queue = turn.catch(() => undefined);
        return turn;
      },
      latest: () => mine.latest,
      keep: (session) => {
        for (const each of tabs) each.latest = session;
      },
    };
    return { refresh: createRefresher(ports), mine };
  };
  return { tab, rotations: () => rotations };
}

describe("refreshing the session", () => {
  it("rotates the cookie once for requests that fail at the same time", async () => {
    const b = browser();
    const { refresh } = b.tab();
    const [first, second] = await Promise.all([refresh(null), refresh(null)]);
    expect(first).toBe(second);
    expect(b.rotations()).toBe(1);
  });

  it("uses what another tab has just fetched instead of rotating again", async () => {
    const b = browser();
    const one = b.tab();
    const two = b.tab();
    await one.refresh(null);
    const [a, c] = await Promise.all([one.refresh("t1"), two.refresh("t1")]);
    expect(a.accessToken).toBe("t2");
    expect(c.accessToken).toBe("t2");
    expect(b.rotations()).toBe(2);
  });

  it("answers at once when the refused token is older than the one at hand", async () => {
    const b = browser();
    const { refresh, mine } = b.tab();
    mine.latest = { accessToken: "newer" };
    expect((await refresh("older")).accessToken).toBe("newer");
    expect(b.rotations()).toBe(0);
  });

  it("asks again after a failure", async () => {
    const b = browser();
    let tries = 0;
    const { refresh } = b.tab(async () => {
      if (++tries === 1) throw new Error("offline");
      return { accessToken: "t" };
    });
    await expect(refresh(null)).rejects.toThrow("offline");
    expect((await refresh(null)).accessToken).toBe("t");
  });
});
