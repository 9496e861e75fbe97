import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/paging.ts";
import { id, ok } from "../kernel/shapes.ts";
import { failedJob, jobValue } from "./shapes.ts";

const jobId = z.object({ jobId: id });
export const jobEndpoints = {
  failed: endpoint({
    id: "jobs.failed",
    method: "GET",
    path: "/api/jobs/failed",
    permission: "jobs.manage",
    summary: "Jobs that used up their attempts, newest first, with how many there are",
    query: pageQuery,
    output: pageOf(failedJob).extend({ total: z.number().int() }),
  }),
  payload: endpoint({
    id: "jobs.payload",
    method: "GET",
    path: "/api/jobs/failed/:jobId/payload",
    permission: "jobs.manage",
    summary: "What a failed job was given; personal and secret values are masked",
    params: jobId,
    output: z.object({ values: z.array(jobValue) }),
    errors: ["jobs.not_found", "jobs.not_failed"],
  }),
  retry: endpoint({
    id: "jobs.retry",
    method: "POST",
    path: "/api/jobs/failed/:jobId/retry",
    permission: "jobs.manage",
    summary: "Try a failed job again, with all of its attempts; audited",
    params: jobId,
    output: ok,
    errors: ["jobs.not_found", "jobs.not_failed", "jobs.unknown_kind"],
  }),
  retryAll: endpoint({
    id: "jobs.retryAll",
    method: "POST",
    path: "/api/jobs/failed/retry",
    permission: "jobs.manage",
    summary: "Try all failed jobs again; answers how many. Audited",
    output: z.object({ count: z.number().int() }),
  }),
  discard: endpoint({
    id: "jobs.discard",
    method: "POST",
    path: "/api/jobs/failed/:jobId/discard",
    permission: "jobs.manage",
    summary: "Give up a failed job for good; audited",
    params: jobId,
    output: ok,
    errors: ["jobs.not_found", "jobs.not_failed"],
  }),
} as const;
