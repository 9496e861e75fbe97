import type { ErrorList } from "../kernel/errors.ts";

export const sipTraceErrors = {
  "sip_traces.none": {
    status: 404,
    zh: "没有保留这次通话的信令：可能已过保留期限，或没有开启跟踪。",
    en: "No SIP messages of this are kept: they are older than what is kept, or tracing is off.",
  },
  "sip_traces.trunk_unknown": { status: 404, zh: "没有这条中继。", en: "That trunk does not exist." },
} as const satisfies ErrorList;
