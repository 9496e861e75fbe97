export { call } from "./call.ts";
export { ApiError, errorText, isCode, isFinal } from "./errors.ts";
export { askAgainIfUnderWay, forgetPersonal, queryClient, refetchLive } from "./query.ts";
export { send, urlOf } from "./request.ts";
export { dropSession, keepSession, refresh, restoreSession, updateMe, useSession } from "./session.ts";
export { thenFetched } from "./then-fetched.ts";
