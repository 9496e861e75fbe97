import type { CallInput, Endpoint, Output } from "@cloverdesk/contracts";
import { ApiError } from "./errors.ts";
import { type SendOptions, send } from "./request.ts";
import { refresh, useSession } from "./session.ts";

/** Calls an endpoint as the signed-in person; a refused access token is renewed once. Throws ApiError. */
export async function call<E extends Endpoint>(e: E, input: CallInput<E> = {}, options: SendOptions = {}): Promise<Output<E>> {
  const token = useSession.getState().session?.accessToken ?? null;
  try {
    return await send(e, input, token, options);
  } catch (error) {
    const refused = error instanceof ApiError && error.status === 401;
    if (!refused || e.permission === "public" || options.keepalive) throw error;
    const session = await refresh(token);
    return send(e, input, session.accessToken, options);
  }
}
