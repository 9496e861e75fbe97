import type { ResponseDraft, SipRequest } from "../message/message.ts";
import type { Flow } from "../transport/flow.ts";

/** One received request and its answers. */
export interface ServerTransaction {
  readonly request: SipRequest;
  /** Where it came from. */
  readonly flow: Flow;
  /** Send a response; ignored after a final one. Returns it as written, for repetition by the dialog. */
  respond(response: ResponseDraft): string;
  /** The request came again. */
  repeated(): void;
}
