import { callEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { answerCall } from "./commands/answer-call.ts";
import { connectAudio } from "./commands/connect-audio.ts";
import { completeConsultation } from "./commands/consult/complete-consultation.ts";
import { consultColleague } from "./commands/consult/consult-colleague.ts";
import { goBack } from "./commands/consult/go-back.ts";
import { swapConsultation } from "./commands/consult/swap-consultation.ts";
import { dialCall } from "./commands/dial-call.ts";
import { hangUpCall } from "./commands/hang-up-call.ts";
import { holdCall, resumeCall } from "./commands/hold-call.ts";
import { muteCall } from "./commands/mute-call.ts";
import { sendKeys } from "./commands/send-keys.ts";
import { createCallCustomer, linkCallCustomer } from "./commands/take-customer.ts";
import { transferCall } from "./commands/transfer-call.ts";
import { draftSummary, saveSummary } from "./commands/write-summary.ts";
import { exportCalls, exportSize } from "./export/export-calls.ts";
import { dialOptions } from "./queries/dial-options.ts";
import { auditAccess, recordingFile, waveform } from "./queries/recording-audio.ts";
import { callRecord, listCalls, recordFilters } from "./queries/records.ts";
import { callSummary, givenSummaries } from "./queries/summary.ts";
import { todaysCalls } from "./queries/today.ts";
import { transferTargets } from "./queries/transfer-targets.ts";
import { workbench } from "./queries/workbench.ts";

export function mountCalls(ctx: AppContext, mount: Mount): void {
  mount(e.workbench, ({ actor }) => workbench(ctx, actor));
  mount(e.today, ({ actor }) => todaysCalls(ctx, actor));
  mount(e.connectAudio, ({ actor, params, body }) => connectAudio(ctx, actor, params.callId, body.tabId, body.offer));
  mount(e.answer, ({ actor, params }) => answerCall(ctx, actor, params.callId));
  mount(e.hold, ({ actor, params }) => holdCall(ctx, actor, params.callId));
  mount(e.resume, ({ actor, params }) => resumeCall(ctx, actor, params.callId));
  mount(e.mute, ({ actor, params, body }) => muteCall(ctx, actor, params.callId, body.muted));
  mount(e.sendKeys, ({ actor, params, body }) => sendKeys(ctx, actor, params.callId, body.keys));
  mount(e.transferTargets, ({ actor }) => transferTargets(ctx, actor));
  mount(e.transfer, ({ actor, params, body }) => transferCall(ctx, actor, params.callId, body));
  mount(e.consult, ({ actor, params, body }) => consultColleague(ctx, actor, params.callId, body));
  mount(e.swapConsultation, ({ actor, params, body }) => swapConsultation(ctx, actor, params.callId, body));
  mount(e.goBack, ({ actor, params }) => goBack(ctx, actor, params.callId));
  mount(e.completeConsultation, ({ actor, params }) => completeConsultation(ctx, actor, params.callId));
  mount(e.givenSummaries, async ({ actor, params }) => ({ items: await givenSummaries(ctx, actor, params.callId) }));
  mount(e.hangUp, ({ actor, params }) => hangUpCall(ctx, actor, params.callId));
  mount(e.dial, ({ actor, body }) => dialCall(ctx, actor, body));
  mount(e.dialOptions, ({ actor }) => dialOptions(ctx, actor));
  mount(e.list, ({ actor, query }) => listCalls(ctx, actor, query));
  mount(e.filters, ({ actor }) => recordFilters(ctx, actor));
  mount(e.exportSize, ({ actor, body }) => exportSize(ctx, actor, body.source));
  mount(e.export, ({ actor, params, body }) => exportCalls(ctx, actor, params.exportId, body));
  mount(e.record, ({ actor, params }) => callRecord(ctx, actor, params.callId));
  mount(e.waveform, ({ actor, params }) => waveform(ctx, actor, params.callId));
  mount(e.recordingAudio, async ({ actor, params, query, req, res }) => {
    const { root, file } = await recordingFile(ctx, actor, params.callId, query.download ? "recordings.download" : "recordings.play");
    const goesOn = /^bytes=[1-9]\d*-\d*$/.test(req.headers.range ?? "");
    await auditAccess(ctx, actor, params.callId, query.download ? "downloaded" : "played", goesOn);
    if (query.download) res.attachment(`${params.callId}.wav`);
    res.type("audio/wav").setHeader("Cache-Control", "private, no-store");
    await new Promise<void>((resolve, reject) =>
      res.sendFile(file, { root, acceptRanges: true }, (error) => (error ? reject(error) : resolve())),
    );
  });
  mount(e.createCustomer, ({ actor, params, body }) => createCallCustomer(ctx, actor, params.callId, body));
  mount(e.linkCustomer, ({ actor, params, body }) => linkCallCustomer(ctx, actor, params.callId, body.customerId));
  mount(e.summary, ({ actor, params }) => callSummary(ctx, actor, params.callId));
  mount(e.draftSummary, ({ actor, params, body }) => draftSummary(ctx, actor, params.callId, body));
  mount(e.saveSummary, ({ actor, params, body }) => saveSummary(ctx, actor, params.callId, body));
}
