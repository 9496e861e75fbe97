import { describe, expect, it } from "vitest";
import { CARD, cardAt, freePlace, overlaps, type Point } from "./geometry.ts";
import { begin, change, redo, undo } from "./history.ts";
import { arrange } from "./layout.ts";
import { labelWidth, routes } from "./routes.ts";

const arrow = (from: string, to: string, label = "go") => ({ id: `${from} ${to} ${label}`, from, to, label });
const noneOverlap = (places: ReadonlyMap<string, Point>) => {
  const all = [...places.values()];
  return all.every((a, i) => all.slice(i + 1).every((b) => !overlaps(cardAt(a), cardAt(b))));
};

describe("arranging", () => {
  it("puts each node to the right of those that lead to it, whatever leads back", () => {
    const places = arrange(
      ["first", "wait", "second", "done"],
      [
        arrow("first", "wait"),
        arrow("wait", "first"),
        arrow("first", "second"),
        arrow("second", "first"),
        arrow("second", "done"),
        arrow("first", "done"),
        arrow("wait", "wait"),
      ],
    );
    const x = (node: string) => places.get(node)!.x;
    expect(x("first")).toBe(0);
    expect(x("wait")).toBe(x("second"));
    expect(x("second")).toBeLessThan(x("done"));
    expect(noneOverlap(places)).toBe(true);
  });

  it("places nodes that nothing leads to, arrows to nowhere, and sixty nodes in a row", () => {
    expect(noneOverlap(arrange(["a", "b", "c"], [arrow("a", "nowhere")]))).toBe(true);
    expect(arrange([], [])).toEqual(new Map());
    const many = Array.from({ length: 60 }, (_, i) => `n${i}`);
    const chain = many.slice(1).map((node, i) => arrow(`n${i}`, node));
    const places = arrange(many, [...chain, arrow("n59", "n0"), arrow("n0", "n59")]);
    expect(places.get("n59")!.x).toBe(59 * 400);
    expect(noneOverlap(places)).toBe(true);
  });

  it("lets two branches lie apart instead of crossing", () => {
    const places = arrange(["a", "b", "c", "d", "e"], [arrow("a", "b"), arrow("a", "c"), arrow("c", "d"), arrow("b", "e")]);
    const y = (node: string) => places.get(node)!.y;
    expect(Math.sign(y("b") - y("c"))).toBe(Math.sign(y("e") - y("d")));
  });
});

describe("leading arrows", () => {
  const cards = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 400, y: 0 }],
    ["c", { x: 800, y: 0 }],
  ]);

  it("goes round a card in between, and straight where there is none", () => {
    const found = routes(cards, [arrow("a", "b"), arrow("a", "c")]);
    expect(found.get("a b go")!.label.y).toBe(CARD.height / 2);
    expect(Math.abs(found.get("a c go")!.label.y - CARD.height / 2)).toBeGreaterThan(CARD.height / 2);
  });

  it("keeps arrows between the same two nodes, there and back, apart with names that do not cover each other", () => {
    const arrows = [arrow("a", "b", "escalate to second line"), arrow("a", "b", "hand over"), arrow("b", "a", "退回一线")];
    const found = routes(cards, arrows);
    const names = arrows.map(({ id, label }) => {
      const { x, y } = found.get(id)!.label;
      return { x: x - labelWidth(label) / 2, y: y - 12, width: labelWidth(label), height: 24 };
    });
    for (const [i, name] of names.entries()) for (const other of names.slice(i + 1)) expect(overlaps(name, other)).toBe(false);
    expect(new Set(arrows.map(({ id }) => found.get(id)!.path)).size).toBe(3);
  });

  it("lets no arrow end where another begins, which would look like one arrow with two heads", () => {
    const cards = new Map([
      ["first", { x: 0, y: 120 }],
      ["second", { x: 280, y: 0 }],
      ["waiting", { x: 280, y: 280 }],
      ["done", { x: 820, y: 120 }],
    ]);
    const arrow = (from: string, to: string) => ({ id: `${from} ${to}`, from, to, label: "Finish" });
    const found = routes(cards, [
      arrow("first", "done"),
      arrow("first", "second"),
      arrow("first", "waiting"),
      arrow("second", "done"),
      arrow("second", "first"),
      arrow("waiting", "done"),
      arrow("waiting", "first"),
    ]);
    const ends = [...found.values()].flatMap(({ path, head }) => {
      const [x, y] = path.slice(1).split(" ")[0]!.split(",").map(Number);
      return [head, { x: x!, y: y! }];
    });
    const near = ends.flatMap((a, i) => ends.slice(i + 1).filter((b) => Math.hypot(a.x - b.x, a.y - b.y) < 12));
    expect(near).toEqual([]);
  });

  it("leads back to the same card over its top, and leaves out what has no end", () => {
    const found = routes(cards, [arrow("a", "a", "one"), arrow("a", "a", "two"), arrow("a", "gone")]);
    expect(found.get("a a one")!.label.y).toBeLessThan(0);
    expect(found.get("a a two")!.label.y).toBeLessThan(found.get("a a one")!.label.y);
    expect(found.has("a gone go")).toBe(false);
  });

  it("finds a way for every arrow of a flow as large as can be", () => {
    const many = Array.from({ length: 60 }, (_, i) => `n${i}`);
    const arrows = Array.from({ length: 200 }, (_, i) => arrow(`n${i % 60}`, `n${(i * 7) % 60}`, `a${i}`));
    expect(routes(arrange(many, arrows), arrows).size).toBe(200);
  });
});

describe("a place for a new card", () => {
  it("is free, and as near as can be", () => {
    expect(freePlace([], { x: 5, y: 5 })).toEqual({ x: 5, y: 5 });
    const taken = [{ x: 0, y: 0 }];
    for (let i = 0; i < 8; i++) {
      const place = freePlace(taken, { x: 0, y: 0 });
      expect(taken.some((other) => overlaps(cardAt(other), cardAt(place)))).toBe(false);
      taken.push(place);
    }
  });
});

describe("history", () => {
  it("goes back and forth, and forgets what was undone when something else is done", () => {
    let h = change(change(begin("a"), "b"), "c");
    h = undo(h);
    expect(h.now).toBe("b");
    expect(redo(h).now).toBe("c");
    expect(undo(undo(undo(h))).now).toBe("a");
    h = change(h, "d");
    expect(h.future).toEqual([]);
    expect(undo(h).now).toBe("b");
    expect(redo(h)).toMatchObject({ now: "d" });
  });

  it("takes changes of the same name for one step, until something else is done or undone", () => {
    let h = change(change(change(begin("a"), "ab", "name"), "abc", "name"), "abcd", "name");
    expect(undo(h).now).toBe("a");
    h = change(h, "x", "other");
    expect(undo(h).now).toBe("abcd");
    expect(undo(change(undo(h), "abcde", "name")).now).toBe("abcd");
    expect(change(h, "x")).toBe(h);
  });
});
