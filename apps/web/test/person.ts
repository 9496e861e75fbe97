import type { Grants, Me } from "@cloverdesk/contracts";

/** What an agent may do in the demo enterprise. */
export const AGENT: Grants = {
  "presence.use": "own",
  "agents.read": "group",
  "calls.handle": "own",
  "calls.dial": "own",
  "calls.read": "own",
  "recordings.play": "own",
  "summaries.write": "own",
  "customers.read": "all",
  "customers.edit": "all",
  "queues.read": "group",
  "tickets.read": "group",
  "tickets.create": "all",
  "tickets.work": "group",
  "callbacks.work": "own",
};

/** Who is signed in, with what differs given. */
export function aMe(given: Partial<Me> = {}): Me {
  return {
    id: "0190f3a2-0000-7000-8000-0000000000f1",
    loginName: "agent1@demo.test",
    realName: "Lin Xiaoyu",
    displayName: "Xiaoyu",
    employeeNumber: "1001",
    businessUnit: null,
    department: null,
    skillGroups: [],
    roles: [],
    language: null,
    theme: "light",
    grants: AGENT,
    ...given,
  };
}
