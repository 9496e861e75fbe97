import type { Bilingual, CallRecord, CallRow, Summary } from "@cloverdesk/contracts";
import { numberOrigin } from "@cloverdesk/rules/phone";
import { iso, type Masking, presentConsultation, presentTransfer, presentWaits, sameInBoth, shownNumber } from "./contact.presenter.ts";
import type { WaitsRow } from "./contact.repo.ts";
import type { RecordRow, recordDetails } from "./records.repo.ts";

type Details = NonNullable<Awaited<ReturnType<typeof recordDetails>>>;
/** Names by id. */
interface Names {
  people: Map<string, string>;
  groups: Map<string, Bilingual>;
  trunks: Map<string, string>;
}

export function presentRow(row: RecordRow, masking: Masking): CallRow {
  return {
    id: row.id,
    direction: row.direction as CallRow["direction"],
    source: row.source as CallRow["source"],
    state: row.state as CallRow["state"],
    result: row.result as CallRow["result"],
    endedBy: row.endedBy as CallRow["endedBy"],
    startedAt: row.startedAt.toISOString(),
    answeredAt: iso(row.answeredAt),
    endedAt: iso(row.endedAt),
    waitingSince: iso(row.waitingSince),
    ...shownNumber(row.number, masking),
    customer: row.customer,
    hotline: row.hotlineNumber ? { number: row.hotlineNumber, name: row.hotlineName ?? sameInBoth(row.hotlineNumber) } : null,
    skillGroup: row.skillGroupId ? { id: row.skillGroupId, name: row.skillGroupName ?? sameInBoth("") } : null,
    agent: row.agentId ? { id: row.agentId, name: row.agentName ?? "" } : null,
    timings: { ivrMs: row.ivrMs, waitMs: row.waitMs, ringMs: row.ringMs, talkMs: row.talkMs, holdMs: row.holdMs, wrapUpMs: row.wrapUpMs },
    summaryState: row.summaryState as CallRow["summaryState"],
    hasRecording: row.hasRecording,
  };
}

export function presentRecord(
  row: RecordRow,
  details: Details,
  waits: WaitsRow,
  masking: Masking,
  names: Names,
  tickets: CallRecord["tickets"],
  /** What the reader may do, and of which part they may write the summary. */
  { can, writesPart }: { can: CallRecord["can"]; writesPart: string | undefined },
): CallRecord {
  const recording = details.recordings[0];
  return {
    ...presentRow(row, masking),
    callerNumber: details.direction === "outbound" ? details.hotlineNumber : null,
    origin: numberOrigin(details.number),
    ivrPath: details.ivrPath as unknown as CallRecord["ivrPath"],
    ...presentWaits(waits),
    transfers: waits.transfers.map((transfer) => presentTransfer(transfer, masking)),
    consultations: waits.consultations.map(presentConsultation),
    parts: details.parts.map((part) => ({ ...presentPart(part, masking, names), can: { summarize: part.id === writesPart } })),
    legs: details.legs.map((leg) => presentLeg(leg, masking, names)),
    recording: recording
      ? {
          id: recording.id,
          state: recording.state as "recording" | "ready" | "lost",
          startedAt: recording.startedAt.toISOString(),
          durationMs: recording.durationMs,
          bytes: recording.bytes,
          sha256: recording.sha256,
        }
      : null,
    tickets,
    cause: details.sipStatus === null && details.q850 === null ? null : { sipStatus: details.sipStatus, q850: details.q850 },
    can,
  };
}

function presentPart(
  part: Details["parts"][number],
  masking: Masking,
  { people, groups }: Names,
): Omit<CallRecord["parts"][number], "can"> {
  return {
    id: part.id,
    role: part.role as CallRecord["parts"][number]["role"],
    state: part.state as CallRecord["parts"][number]["state"],
    person: part.personId ? { id: part.personId, name: people.get(part.personId) ?? "" } : null,
    number: part.number && shownNumber(part.number, masking).number,
    skillGroup: part.skillGroupId ? { id: part.skillGroupId, name: groups.get(part.skillGroupId) ?? sameInBoth("") } : null,
    began: part.began as CallRecord["parts"][number]["began"],
    outcome: part.outcome as CallRecord["parts"][number]["outcome"],
    startedAt: part.startedAt.toISOString(),
    answeredAt: iso(part.answeredAt),
    endedAt: iso(part.endedAt),
    ringMs: part.ringMs,
    holdMs: part.holdMs,
    wrapUpMs: part.wrapUpMs,
    holds: part.holds.map((hold) => ({ from: hold.start.toISOString(), to: iso(hold.end) })),
    summary: part.summary && presentSummary(part.summary, part.callId, people),
  };
}

function presentLeg(leg: Details["legs"][number], masking: Masking, { people, trunks }: Names): CallRecord["legs"][number] {
  const person = leg.personId ? { id: leg.personId, name: people.get(leg.personId) ?? "" } : null;
  return {
    id: leg.id,
    kind: leg.kind as "trunk" | "agent",
    state: leg.state as CallRecord["legs"][number]["state"],
    party: person?.name ?? shownNumber(leg.party, masking).number,
    person,
    trunk: (leg.trunkId && trunks.get(leg.trunkId)) ?? null,
    startedAt: leg.startedAt.toISOString(),
    answeredAt: iso(leg.answeredAt),
    endedAt: iso(leg.endedAt),
    endedBy: leg.endedBy as CallRecord["legs"][number]["endedBy"],
    sipStatus: leg.sipStatus,
    q850: leg.q850,
    endCode: leg.endCode as CallRecord["legs"][number]["endCode"],
    codec: leg.codec,
  };
}

type SummaryRow = NonNullable<Details["parts"][number]["summary"]>;

/** The ids of everybody who wrote in it. */
export const writersOf = (row: SummaryRow): string[] =>
  [...new Set([row, ...row.earlier].map(({ byId }) => byId))].filter((personId) => personId !== null);

export function presentSummary(row: SummaryRow, callId: string, people: Map<string, string>): Summary {
  const by = (personId: string | null) => (personId ? { id: personId, name: people.get(personId) ?? "" } : null);
  return {
    callId,
    partId: row.partId,
    version: row.version,
    state: row.state as Summary["state"],
    fields: presentFields(row),
    updatedAt: row.updatedAt.toISOString(),
    savedAt: iso(row.savedAt),
    by: by(row.byId),
    earlier: row.earlier.map((before) => ({
      version: before.version,
      fields: presentFields(before),
      savedAt: before.savedAt.toISOString(),
      by: by(before.byId),
    })),
  };
}

const presentFields = (row: SummaryRow | SummaryRow["earlier"][number]): Summary["fields"] => ({
  categoryId: row.categoryId,
  issue: row.issue,
  solution: row.solution,
  result: row.result as Summary["fields"]["result"],
  custom: row.custom as Record<string, string>,
});

/** A part about which nothing was written yet. */
export const emptySummary = (callId: string, partId: string | null): Summary => ({
  callId,
  partId,
  version: 0,
  state: "draft",
  fields: { categoryId: null, issue: "", solution: "", result: null, custom: {} },
  updatedAt: null,
  savedAt: null,
  by: null,
  earlier: [],
});
