import { beforeEach, expect, test } from "vitest";
import { createRoutes, type Routes } from "./routes.ts";

interface Person {
  readonly name: string;
}
const caller: Person = { name: "caller" };
const agent: Person = { name: "agent" };
const other: Person = { name: "other" };
let routes: Routes<Person>;
const heard = () => [caller, agent, other].map((person) => routes.sourceOf(person)?.name ?? null);

beforeEach(() => {
  routes = createRoutes<Person>();
});

test("a bridge is heard both ways", () => {
  routes.bridge(caller, agent);
  expect(heard()).toEqual(["agent", "caller", null]);
  expect(routes.listenersOf(caller)).toEqual([agent]);
});

test("a second bridge transfers: the first partner hears nothing and is heard by nobody", () => {
  routes.bridge(caller, agent);
  routes.bridge(other, caller);
  expect(heard()).toEqual(["other", null, "caller"]);
  expect(routes.listenersOf(agent)).toEqual([]);
});

test("listening is one way and leaves the others as they are", () => {
  routes.bridge(caller, agent);
  routes.listen(other, caller);
  expect(heard()).toEqual(["agent", "caller", "caller"]);
  expect(routes.listenersOf(caller)).toEqual([agent, other]);
  routes.listen(other, agent);
  expect(routes.listenersOf(caller)).toEqual([agent]);
});

test("an echo is a leg that hears itself", () => {
  routes.listen(agent, agent);
  expect(routes.listenersOf(agent)).toEqual([agent]);
  routes.part(agent);
  expect(heard()).toEqual([null, null, null]);
});
