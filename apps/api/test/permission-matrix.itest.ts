import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { allEndpoints, type Endpoint, type Problem, SEEDED_ROLES } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDemo } from "../../../prisma/seed/seed.ts";
import { type Answer, type ApiClient, type Harness, startHarness } from "./harness.ts";

/** One account of each seeded role. */
const ACCOUNTS = { agent: "agent1@demo.test", lead: "lead@demo.test", ops: "ops@demo.test", admin: "admin@demo.test" } as const;
type Role = keyof typeof ACCOUNTS;
const ROLE_CODES = Object.keys(ACCOUNTS) as Role[];

/** A well-formed id of nothing: an allowed request may fail to find it, but it is let through to look. */
const NOBODY = "00000000-0000-4000-8000-000000000000";
/** Sessions are needed for the whole matrix, so those endpoints that end them are left out where they are allowed. */
const ENDS_SESSIONS = new Set(["identity.signOut", "identity.signOutEverywhere"]);

describe("permissions", () => {
  let house: Harness;
  let recordingsDir: string;
  const clients = new Map<Role, ApiClient>();

  beforeAll(async () => {
    recordingsDir = await mkdtemp(path.join(tmpdir(), "matrix-"));
    house = await startHarness({ env: { RECORDINGS_DIR: recordingsDir } });
    const env = { databaseUrl: house.db.url, demoPassword: "clover-demo", carrierSipPort: 5070, recordingsDir, promptsDir: "none" };
    await seedDemo(env, house.clock.now());
    for (const role of ROLE_CODES) {
      const client = house.anonymous();
      await client.signIn(ACCOUNTS[role], "clover-demo");
      clients.set(role, client);
    }
  });
  afterAll(async () => {
    await house.stop();
    await rm(recordingsDir, { recursive: true, force: true });
  });

  const ask = (client: ApiClient, endpoint: Endpoint): Promise<Answer> => {
    const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
    const params = Object.fromEntries(names.map((name) => [name, NOBODY]));
    return client.send(endpoint, { params, ...(endpoint.body && { body: {} }) });
  };
  const codeOf = (answer: Answer): string | undefined => (answer.status >= 400 ? (answer.body as Problem).code : undefined);
  const isGranted = (role: Role, { permission }: Endpoint): boolean =>
    permission === "public" || permission === "signed-in" || permission in SEEDED_ROLES[role].grants;

  it.each(allEndpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
    "of %s hold for nobody and for every role",
    async (_id, endpoint) => {
      const open = endpoint.permission === "public";
      const anonymous = await ask(house.anonymous(), endpoint);
      expect(codeOf(anonymous), "it is mounted").not.toBe("request.not_found");
      if (!open) expect(anonymous, "without a token").toMatchObject({ status: 401, body: { code: "auth.required" } });

      for (const role of ROLE_CODES) {
        if (ENDS_SESSIONS.has(endpoint.id)) continue;
        const answer = await ask(open ? house.anonymous() : clients.get(role)!, endpoint);
        if (!isGranted(role, endpoint)) {
          expect(answer, `${role} is not granted ${endpoint.permission}`).toMatchObject({ status: 403, body: { code: "auth.forbidden" } });
          continue;
        }
        expect(codeOf(answer), `${role} is granted ${endpoint.permission}`).not.toBe("auth.forbidden");
        expect(answer.status, `${role}: ${JSON.stringify(answer.body)}`).not.toBe(500);
        if (!open) expect(answer.status, `${role} is signed in`).not.toBe(401);
      }
    },
  );

  it("are all granted to administrators and each to somebody", () => {
    for (const { id, permission } of allEndpoints) {
      if (permission === "public" || permission === "signed-in") continue;
      expect(SEEDED_ROLES.admin.grants, id).toHaveProperty([permission], "all");
    }
  });

  it("leave agents without a view of others' work, and leads with one of their groups'", () => {
    expect(SEEDED_ROLES.agent.grants).toMatchObject({ "calls.read": "own", "recordings.play": "own" });
    expect(SEEDED_ROLES.agent.grants).not.toHaveProperty(["agents.read"]);
    expect(SEEDED_ROLES.lead.grants).toMatchObject({ "calls.read": "group", "agents.force": "group" });
  });
});
