import { agentErrors } from "./agents/errors.ts";
import { automationErrors } from "./automation/errors.ts";
import { callErrors } from "./calls/errors.ts";
import { categoryErrors } from "./categories/errors.ts";
import { customerErrors } from "./customers/errors.ts";
import { exportErrors } from "./exports/errors.ts";
import { groupErrors } from "./groups/errors.ts";
import { hotlineErrors } from "./hotlines/errors.ts";
import { identityErrors } from "./identity/errors.ts";
import { importErrors } from "./imports/errors.ts";
import { installationErrors } from "./installation/errors.ts";
import { jobErrors } from "./jobs/errors.ts";
import { kernelErrors } from "./kernel/errors.ts";
import { sipTraceErrors } from "./sip-traces/errors.ts";
import { callbackErrors } from "./tickets/callbacks/errors.ts";
import { ticketFileErrors } from "./tickets/files/errors.ts";
import { ticketMoveErrors } from "./tickets/move/errors.ts";
import { ticketSearchErrors } from "./tickets/search/errors.ts";
import { ticketSetupErrors } from "./tickets/setup/errors.ts";
import { ticketWorkErrors } from "./tickets/work/errors.ts";
import { worklistErrors } from "./tickets/worklist/errors.ts";
import { voiceErrors } from "./voice/errors.ts";

/**
 * The closed list of errors, composed from the modules' `errors.ts`. The key is the stable `code` of the problem+json answer (RFC 9457),
 * the texts say what happened, what it means and what to do, in the user's words.
 */
export const ERRORS = {
  ...kernelErrors,
  ...identityErrors,
  ...groupErrors,
  ...hotlineErrors,
  ...agentErrors,
  ...callErrors,
  ...voiceErrors,
  ...sipTraceErrors,
  ...customerErrors,
  ...jobErrors,
  ...exportErrors,
  ...importErrors,
  ...categoryErrors,
  ...ticketWorkErrors,
  ...ticketSetupErrors,
  ...ticketSearchErrors,
  ...ticketFileErrors,
  ...ticketMoveErrors,
  ...worklistErrors,
  ...callbackErrors,
  ...automationErrors,
  ...installationErrors,
} as const;

export type ErrorCode = keyof typeof ERRORS;
