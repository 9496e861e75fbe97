import type { Bilingual } from "../kernel/shapes.ts";

/** What each kind of job does, by the name that it is declared with (`defineJob`, `subscribers.on`). A test of the api finds a kind without words. */
export const JOB_KINDS: Readonly<Record<string, Bilingual>> = {
  "automation.forget-runs": { zh: "删除过期的自动任务记录", en: "Delete old runs of automatic tasks" },
  "automation.run-after-call": { zh: "通话结束后执行自动任务", en: "Run automatic tasks after a call" },
  "automation.run-after-event": { zh: "工单变化后执行自动任务", en: "Run automatic tasks after a ticket changed" },
  "automation.run-after-summary": { zh: "保存小计后执行自动任务", en: "Run automatic tasks after a summary" },
  "automation.run-timed": { zh: "按时间执行自动任务", en: "Run automatic tasks that a time is set for" },
  "calls.end-wrap-up": { zh: "记录话后处理的结束时间", en: "Note the end of the wrap-up on the call" },
  "customers.fold-names": { zh: "更新客户的搜索文本", en: "Update the searched names of customers" },
  "exports.forget-exports": { zh: "删除过期的导出文件", en: "Delete expired exports" },
  "exports.write-export": { zh: "生成导出文件", en: "Write the file of an export" },
  "imports.check-rows": { zh: "核对导入文件的行", en: "Check the rows of an import" },
  "imports.create-rows": { zh: "创建导入批次的内容", en: "Create what an import holds" },
  "imports.forget-imports": { zh: "删除没有提交的导入", en: "Delete imports that nobody committed" },
  "imports.undo-rows": { zh: "撤销导入批次", en: "Undo an import" },
  "identity.mail-link": { zh: "发送设置密码的邮件", en: "Mail a link for setting a password" },
  "jobs.forget-long-jobs": { zh: "删除过期的后台任务记录", en: "Delete old records of long jobs" },
  "tickets.keep-callbacks": { zh: "回拨随工单流转", en: "Let callbacks follow their ticket" },
  "tickets.build-field-indexes": { zh: "建立工单字段的索引", en: "Build the indexes of ticket fields" },
  "tickets.fold-texts": { zh: "更新工单的搜索文本", en: "Update the searched texts of tickets" },
};

/** Why a job failed, as far as its last error tells. Everything else is `other`, beside the error's own text. */
export const JOB_FAILURES = {
  "jobs.worker_lost": { zh: "执行任务的进程意外终止", en: "The process that did the job ended unexpectedly" },
  "jobs.unreachable": { zh: "连接不上对方服务器", en: "The other server could not be reached" },
  "jobs.disk_full": { zh: "磁盘空间不足", en: "The disk is full" },
  "jobs.other": { zh: "执行出错", en: "The job ended with an error" },
} as const satisfies Record<string, Bilingual>;
export type JobFailure = keyof typeof JOB_FAILURES;
