import type { Clock } from "../clock.ts";
import type { SipRequest } from "../message/message.ts";
import { parseNameAddr } from "../message/name-addr.ts";

/** A place where a registered user can be reached. */
export interface Binding {
  contact: string;
  /** ms of the clock. */
  expiresAt: number;
}

export interface RegistrarAnswer {
  status: number;
  headers: Record<string, string | string[]>;
}

export interface Registrar {
  /** Bindings of a user that are in force. */
  bindings(user: string): Binding[];
  /** Answer to a REGISTER that has been authenticated. */
  register(request: SipRequest): RegistrarAnswer;
}

export interface RegistrarOptions {
  clock: Clock;
  /** Seconds. Default 60; less is refused with 423. */
  minExpires?: number;
  /** Seconds. Default 3600; more is cut. */
  maxExpires?: number;
}

/** Remember who can be reached where (RFC 3261 §10.3), in memory. */
export function createRegistrar({ clock, minExpires = 60, maxExpires = 3600 }: RegistrarOptions): Registrar {
  const users = new Map<string, Map<string, Binding>>();

  const inForce = (user: string): Binding[] => [...(users.get(user)?.values() ?? [])].filter((binding) => binding.expiresAt > clock.now());

  const granted = (user: string): string[] =>
    inForce(user).map(({ contact, expiresAt }) => `<${contact}>;expires=${Math.ceil((expiresAt - clock.now()) / 1000)}`);

  const secondsOf = (text: string | undefined): number => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : maxExpires);

  return {
    bindings: inForce,
    register(request): RegistrarAnswer {
      const { user } = request.to.uri;
      const contacts = request.headers.all("contact");
      const common = request.headers.get("expires");
      if (contacts.includes("*")) users.delete(user);
      const addresses = contacts.filter((contact) => contact !== "*").map(parseNameAddr);
      if (addresses.some((address) => !address)) return { status: 400, headers: {} };
      for (const address of addresses) {
        const seconds = Math.min(secondsOf(address!.params.get("expires") ?? common), maxExpires);
        if (seconds > 0 && seconds < minExpires) return { status: 423, headers: { "min-expires": String(minExpires) } };
        const own = users.get(user) ?? new Map<string, Binding>();
        const contact = address!.uri.raw;
        if (seconds === 0) own.delete(contact);
        else own.set(contact, { contact, expiresAt: clock.now() + seconds * 1000 });
        users.set(user, own);
      }
      return { status: 200, headers: { contact: granted(user) } };
    },
  };
}
