import type { EndedBy, LegEnd } from "@cloverdesk/contracts";

/** Who ended an answered leg: its party, we, or the network. */
export const endedByOf = <Party extends EndedBy>({ by }: LegEnd, party: Party): Party | "system" | "carrier" =>
  by === "remote" ? party : by === "local" ? "system" : "carrier";
