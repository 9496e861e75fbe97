import type { TrunkState } from "@cloverdesk/contracts";
import type { TargetChange } from "@cloverdesk/sip";

type Trunk = Pick<TrunkState, "host" | "port" | "transport">;
type Target = Omit<TargetChange, "alive">;

interface Known {
  readonly trunk: Trunk;
  /** Addresses to which its name led. */
  readonly targets: Set<string>;
  /** Undefined until something was learnt of it since the start. */
  up: boolean | undefined;
}

/** What calls out learn of the trunks that they take. */
export interface TrunkHealth {
  /** A call went to the trunk at this address. */
  used(trunk: Trunk, target: Target): void;
  /** The trunk answered a call, whatever it said. */
  answered(trunk: Trunk): void;
  /** An address does not answer any more, or answers again. A trunk is down when all its addresses are. */
  targetChanged(change: TargetChange): void;
  /** Every trunk of which something is known since the start. */
  states(): TrunkState[];
}

/** @param changed a trunk went down or answers again */
export function createTrunkHealth(changed: () => void): TrunkHealth {
  const trunks = new Map<string, Known>();
  const dead = new Set<string>();

  function known(trunk: Trunk): Known {
    const { host, port, transport } = trunk;
    const key = `${transport} ${host} ${port}`;
    const found = trunks.get(key) ?? { trunk: { host, port, transport }, targets: new Set(), up: undefined };
    trunks.set(key, found);
    return found;
  }
  function settle(each: Known, up: boolean): void {
    if (each.up === up) return;
    each.up = up;
    changed();
  }
  const isDown = ({ targets }: Known): boolean => targets.size > 0 && [...targets].every((target) => dead.has(target));

  return {
    used(trunk, target) {
      const each = known(trunk);
      each.targets.add(keyOf(target));
      if (isDown(each)) settle(each, false);
    },
    answered: (trunk) => settle(known(trunk), true),
    targetChanged({ alive, ...target }) {
      const key = keyOf(target);
      if (alive) dead.delete(key);
      else dead.add(key);
      for (const each of trunks.values()) if (each.targets.has(key) && (alive || isDown(each))) settle(each, alive);
    },
    states: () => [...trunks.values()].flatMap(({ trunk, up }) => (up === undefined ? [] : [{ ...trunk, up }])),
  };
}

const keyOf = ({ protocol, host, port }: Target): string => `${protocol} ${host} ${port}`;
