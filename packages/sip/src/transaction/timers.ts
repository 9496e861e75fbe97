/** Timer values of RFC 3261 §17 (Table 4), ms. */
export interface TransactionTimers {
  /** Round-trip estimate: first retransmission. */
  t1: number;
  /** Longest pause between retransmissions. */
  t2: number;
  /** Longest life of a message in the network. */
  t4: number;
  /** How long an INVITE may ring after its last provisional response (Timer C). */
  c: number;
}

export const defaultTimers: TransactionTimers = { t1: 500, t2: 4_000, t4: 5_000, c: 200_000 };

/** Timers B, F, H and the patience with an ACK: 64 × T1. */
export const patience = (timers: TransactionTimers): number => 64 * timers.t1;
