import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DialogRecord } from "@cloverdesk/sip";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDialogJournal } from "./dialog-journal.ts";

const dialog: DialogRecord = {
  callId: "call",
  localTag: "a",
  remoteTag: "b",
  local: "<sip:a@x>;tag=a",
  remote: "<sip:b@y>;tag=b",
  target: "sip:b@y",
  routes: ["<sip:proxy;lr>"],
  localSeq: 7,
  flow: { protocol: "UDP", host: "192.0.2.1", port: 5060, serverName: undefined },
};

let folder: string;
let faults: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "journal-"));
  faults = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => createDialogJournal(folder, (error) => faults.push(error));

describe("the journal of dialogs", () => {
  it("gives the next run what was kept and not dropped, in whatever order the disk works", async () => {
    const journal = open();
    await journal.left();
    journal.keep("one", dialog);
    journal.keep("two", dialog);
    journal.keep("one", { ...dialog, target: "sip:b@elsewhere" });
    journal.drop("two");
    await journal.settled();
    expect(await open().left()).toMatchObject([{ legId: "one", dialog: { target: "sip:b@elsewhere", flow: { port: 5060 } } }]);
    expect(faults).toEqual([]);
  });

  it("drops what a crash left half written", async () => {
    const journal = open();
    await journal.left();
    await writeFile(path.join(folder, ".dialogs", "torn.json"), '{"callId":"x"');
    expect(await journal.left()).toEqual([]);
    expect(await readdir(path.join(folder, ".dialogs"))).toEqual([]);
  });

  it("tells that it cannot write", async () => {
    const journal = open();
    journal.keep("one", dialog);
    await journal.settled();
    expect(faults).toHaveLength(1);
  });
});
