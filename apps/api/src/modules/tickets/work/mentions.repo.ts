import { Prisma, type Reader } from "../../../platform/db/client.ts";

const idsOf = (rows: { id: string }[]): string[] => rows.map((row) => row.id);

export async function ticketsOfCall(reader: Reader, callId: string): Promise<string[]> {
  return idsOf(
    await reader.$queryRaw`SELECT t.id FROM ticket_call y JOIN ticket t ON t.id = y.ticket_id WHERE y.call_id = ${callId}::uuid ORDER BY t.no DESC LIMIT 50`,
  );
}

/** Numbers of the tickets of these calls, newest first. */
export const numbersOfCalls = (reader: Reader, callIds: string[]): Promise<{ callId: string; number: bigint }[]> =>
  reader.$queryRaw`
    SELECT y.call_id AS "callId", t.no AS number FROM ticket_call y JOIN ticket t ON t.id = y.ticket_id
    WHERE y.call_id = ANY(${callIds}::uuid[]) ORDER BY t.no DESC`;

/** A customer's tickets made before a moment, newest first. */
export async function ticketsOfCustomer(
  reader: Reader,
  { customerId, before, limit }: { customerId: string; before: { at: Date; id: string } | null; limit: number },
): Promise<string[]> {
  const older = before ? Prisma.sql`AND (created_at, id) < (${before.at}, ${before.id}::uuid)` : Prisma.empty;
  return idsOf(
    await reader.$queryRaw`SELECT id FROM ticket WHERE customer_id = ${customerId}::uuid ${older} ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
  );
}

/** Who must hear that these customers' tracks have something new: people with a part in a call of theirs that is open, or not wrapped up yet. */
export function inTouchWith(
  reader: Reader,
  ticketIds: string[],
): Promise<{ ticketId: string; customerId: string; personId: string | null }[]> {
  return reader.$queryRaw`
    SELECT t.id AS "ticketId", t.customer_id AS "customerId", c.person_id AS "personId" FROM ticket t
    LEFT JOIN LATERAL (SELECT DISTINCT p.person_id FROM call_ref y JOIN call_part_ref p ON p.call_id = y.id
      WHERE y.customer_id = t.customer_id AND p.person_id IS NOT NULL
        AND (p.state <> 'ended' OR (p.answered_at IS NOT NULL AND p.wrap_up_ended_at IS NULL))) c ON TRUE
    WHERE t.id = ANY(${ticketIds}::uuid[]) AND t.customer_id IS NOT NULL`;
}
