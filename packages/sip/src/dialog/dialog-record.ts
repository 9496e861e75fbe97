import type { Flow } from "../transport/flow.ts";
import type { Dialog } from "./dialog.ts";

/** What is needed to end a dialog after a restart of the program. Plain data without credentials, fit for a file. */
export interface DialogRecord extends Omit<Dialog, "remoteSeq" | "flow" | "routes"> {
  routes: string[];
  flow: Pick<Flow, "protocol" | "host" | "port" | "serverName"> | undefined;
}

/** More requests than one call sends after its record was taken: the CSeq of the BYE must be higher than all of theirs. */
const SEQ_GAP = 10_000;

export function recordOf({ callId, localTag, remoteTag, local, remote, target, routes, localSeq, flow }: Dialog): DialogRecord {
  const place = flow && { protocol: flow.protocol, host: flow.host, port: flow.port, serverName: flow.serverName };
  return { callId, localTag, remoteTag, local, remote, target, routes: [...routes], localSeq, flow: place };
}

export function dialogOf(record: DialogRecord): Dialog {
  return { ...record, localSeq: record.localSeq + SEQ_GAP, remoteSeq: 0 };
}
