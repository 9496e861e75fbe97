/**
 * Watches the envelope numbers of one connection: in each stream they follow each other without gaps from the first one seen here. Payloads
 * carry versions, so applying an envelope twice does no harm; what matters is to notice that one is missing.
 */
export function createSequence() {
  const last = new Map<string, number>();
  return {
    /** Whether the envelope follows what was seen; if not, something was missed and counting goes on from here. */
    follows(stream: string, seq: number): boolean {
      const before = last.get(stream);
      last.set(stream, seq);
      return before === undefined || seq === before + 1;
    },
    /** A new connection starts its own count. */
    reset(): void {
      last.clear();
    },
  };
}
