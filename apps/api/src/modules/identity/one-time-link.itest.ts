import { createServer, type Server, type Socket } from "node:net";
import { identityEndpoints as api } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { grant, type PersonMade, personFactory, TEST_PASSWORD } from "./identity.factory.ts";

const NEW_PASSWORD = "Quiet-Harbour-58";

describe("a one-time link", () => {
  let house: Harness;
  let admin: ApiClient;
  let mails: FakeMailServer;
  beforeAll(async () => {
    mails = await startMailServer();
    house = await startHarness({ voiceUp: false, env: { SMTP_URL: mails.url, APP_URL: "https://desk.example.test" } });
  });
  afterAll(async () => {
    await house.stop();
    await mails.stop();
  });
  // What one test tried must not lock the next one's address.
  beforeEach(async () => {
    house.clock.advance(3_600_000);
    admin = (await house.signInNew({ grants: grant("all", "people.manage") })).client;
  });

  const reset = (body: { token?: string; loginName?: string; code?: string; password?: string }) =>
    house.anonymous().send(api.resetPassword, { body: { password: NEW_PASSWORD, ...body } });
  const signIn = ({ loginName }: PersonMade, password: string) => house.anonymous().send(api.signIn, { body: { loginName, password } });
  async function linkFor(person: PersonMade): Promise<{ token: string; code: string }> {
    const { link, code } = await admin.call(api.oneTimeLink, { params: { personId: person.id } });
    expect(link).toMatch(/^https:\/\/desk\.example\.test\/reset-password\?token=/);
    return { token: new URL(link).searchParams.get("token") ?? "", code };
  }

  it("lets somebody new set a first password and sign in", async () => {
    const person = await personFactory(house.db, { withoutPassword: true });
    const { token } = await linkFor(person);
    expect(await reset({ token })).toMatchObject({ status: 200 });
    expect(await signIn(person, NEW_PASSWORD)).toMatchObject({ status: 200 });
  });

  it("works once only, also when used twice at the same moment", async () => {
    const { token } = await linkFor(await personFactory(house.db));
    const answers = await Promise.all([reset({ token }), reset({ token }), reset({ token })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400]);
    expect(await reset({ token })).toMatchObject({ status: 400, body: { code: "auth.link_invalid" } });
  });

  it("expires after half an hour, and ends when a newer one is made", async () => {
    const person = await personFactory(house.db);
    const first = await linkFor(person);
    const second = await linkFor(person);
    expect(await reset({ token: first.token })).toMatchObject({ body: { code: "auth.link_invalid" } });
    house.clock.advance(30 * 60_000);
    expect(await reset({ token: second.token })).toMatchObject({ body: { code: "auth.link_invalid" } });
  });

  it("may be answered by its code instead, five tries", async () => {
    const person = await personFactory(house.db);
    const { code } = await linkFor(person);
    const wrong = code === "000000" ? "000001" : "000000";
    for (let i = 0; i < 4; i++)
      expect(await reset({ loginName: person.loginName, code: wrong })).toMatchObject({ body: { code: "auth.link_invalid" } });
    expect(await reset({ loginName: person.loginName.toUpperCase(), code: ` ${code} ` })).toMatchObject({ status: 200 });

    const other = await personFactory(house.db);
    const link = await linkFor(other);
    for (let i = 0; i < 5; i++) await reset({ loginName: other.loginName, code: link.code === "000000" ? "000001" : "000000" });
    expect(await reset({ loginName: other.loginName, code: link.code }), "the tries are used up").toMatchObject({ status: 400 });
  });

  it("is no use with somebody else's code, or with none", async () => {
    const [one, other] = [await personFactory(house.db), await personFactory(house.db)];
    const { code } = await linkFor(one);
    await linkFor(other);
    expect(await reset({ loginName: other.loginName, code })).toMatchObject({ status: 400 });
    expect(await reset({ loginName: "nobody@example.test", code })).toMatchObject({ status: 400 });
    expect(await reset({})).toMatchObject({ status: 400 });
    expect(await reset({ token: "made.up" })).toMatchObject({ status: 400 });
  });

  it("tells in words what is wrong with a weak password, and stays good for a better one", async () => {
    const person = await personFactory(house.db);
    const { token } = await linkFor(person);
    const weak = await reset({ token, password: "12345678" });
    expect(weak).toMatchObject({ status: 422, body: { code: "auth.password_weak" } });
    expect((weak.body as { fields: Record<string, string> }).fields.password).toContain("Use at least 10 characters.");
    expect(await reset({ token, password: `${person.loginName.split("@")[0]}-1Z` })).toMatchObject({ status: 422 });
    expect(await reset({ token })).toMatchObject({ status: 200 });
  });

  it("signs the person out everywhere and opens a locked name", async () => {
    const person = await personFactory(house.db);
    const client = await house.signIn(person);
    const page = await client.page();
    for (let i = 0; i < 5; i++) await signIn(person, "wrong");
    expect(await signIn(person, TEST_PASSWORD)).toMatchObject({ status: 429 });
    const { token } = await linkFor(person);
    expect(await reset({ token })).toMatchObject({ status: 200 });
    await until(() => page.socket.disconnected, "the page is dropped");
    expect(await client.send(api.me)).toMatchObject({ status: 401 });
    expect(await signIn(person, TEST_PASSWORD)).toMatchObject({ status: 401 });
    expect(await signIn(person, NEW_PASSWORD)).toMatchObject({ status: 200 });
  });

  it("is made only by who may manage people, for people there are", async () => {
    const { person, client } = await house.signInNew();
    expect(await client.send(api.oneTimeLink, { params: { personId: person.id } })).toMatchObject({ status: 403 });
    const params = { personId: "00000000-0000-4000-8000-000000000000" };
    expect(await admin.send(api.oneTimeLink, { params })).toMatchObject({ status: 404, body: { code: "people.not_found" } });
  });

  it("comes by mail when the password was forgotten, and the answer is the same for names that do not exist", async () => {
    const person = await personFactory(house.db);
    const forgot = (loginName: string) => house.anonymous().send(api.forgotPassword, { body: { loginName } });
    expect(await forgot("nobody@example.test")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await forgot(person.loginName)).toMatchObject({ status: 200, body: { ok: true } });
    await until(() => house.db.prisma.oneTimeLink.findFirst({ where: { personId: person.id } }), "the link is made");
    await house.sweep();
    await house.sweep();
    const letters = mails.received.filter((letter) => letter.includes(`To: ${person.loginName}`));
    expect(letters).toHaveLength(1);
    const token =
      /token=3D([\w.%=\r\n-]+?)\r\n\r\n/
        .exec(letters[0] ?? "")?.[1]
        ?.replaceAll("=\r\n", "")
        .replaceAll("=3D", "=") ?? "";
    expect(await reset({ token: decodeURIComponent(token) })).toMatchObject({ status: 200 });
    expect(mails.received.some((letter) => letter.includes("nobody@example.test"))).toBe(false);
  });

  it("is mailed again when the mail server was away", async () => {
    const person = await personFactory(house.db);
    mails.refuse = true;
    await house.anonymous().send(api.forgotPassword, { body: { loginName: person.loginName } });
    await until(() => house.db.prisma.oneTimeLink.findFirst({ where: { personId: person.id } }), "the link is made");
    await house.sweep();
    mails.refuse = false;
    await house.sweep();
    expect(
      mails.received.filter((letter) => letter.includes(person.loginName)),
      "not at once",
    ).toHaveLength(0);
    await house.retryJobs();
    expect(mails.received.filter((letter) => letter.includes(person.loginName))).toHaveLength(1);
  });

  it("cannot be asked for without end", async () => {
    const person = await personFactory(house.db);
    const forgot = () => house.anonymous().send(api.forgotPassword, { body: { loginName: person.loginName } });
    for (let i = 0; i < 5; i++) expect(await forgot()).toMatchObject({ status: 200 });
    expect(await forgot()).toMatchObject({ status: 429, body: { code: "auth.locked" } });
  });
});

interface FakeMailServer {
  url: string;
  /** Whole letters as they came over the wire. */
  received: string[];
  /** Answers 451 to every letter, as a server in trouble does. */
  refuse: boolean;
  stop(): Promise<void>;
}

/** As much of SMTP (RFC 5321) as it takes to receive a letter. */
async function startMailServer(): Promise<FakeMailServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    let letter: string | null = null;
    let rest = "";
    socket.write("220 test\r\n");
    socket.on("data", (data) => {
      rest += data.toString();
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (letter !== null && line === ".") {
          if (!mail.refuse) mail.received.push(letter);
          letter = null;
          socket.write(mail.refuse ? "451 later\r\n" : "250 ok\r\n");
        } else if (letter !== null) letter += `${line}\r\n`;
        else if (line === "DATA") {
          letter = "";
          socket.write("354 go on\r\n");
        } else socket.write(line === "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const mail: FakeMailServer = {
    url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`,
    received: [],
    refuse: false,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return mail;
}
