import { type IvrFlow, ivrFlow } from "@cloverdesk/contracts";
import { prepared, type SqlReader } from "../../platform/db/client.ts";

/** Published versions never change, so each is read and checked once per process. */
const known = new Map<string, IvrFlow>();
const KEPT = 200;

/** The version of a flow that new calls begin with, or null while none is published. */
export async function publishedFlow(reader: SqlReader, flowId: string): Promise<{ version: number; flow: IvrFlow } | null> {
  const [row] = await reader.$queryRaw<{ version: number | null }[]>(
    prepared`SELECT published_version AS version FROM ivr_flow WHERE id = ${flowId}::uuid`,
  );
  if (!row || row.version === null) return null;
  return { version: row.version, flow: await flowVersion(reader, flowId, row.version) };
}

/** The version that a running call began with; throws when there is no such version. */
export async function flowVersion(reader: SqlReader, flowId: string, version: number): Promise<IvrFlow> {
  const key = `${flowId} ${version}`;
  const cached = known.get(key);
  if (cached) return cached;
  const [row] = await reader.$queryRaw<{ flow: unknown; publishedAt: Date | null }[]>(
    prepared`SELECT flow, published_at AS "publishedAt" FROM ivr_version WHERE flow_id = ${flowId}::uuid AND version = ${version}`,
  );
  if (!row) throw new Error(`flow ${flowId} has no version ${version}`);
  const flow = ivrFlow.parse(row.flow);
  if (known.size >= KEPT) known.clear();
  if (row.publishedAt) known.set(key, flow);
  return flow;
}
