import type { Bilingual, IvrFlow, Language } from "@cloverdesk/contracts";

/**
 * The flow that a new hotline begins with: callers hear that they are connected, and wait for the group with music and their place told, without a limit.
 * `language` is that of the prompts.
 */
export const standardFlow = (skillGroupId: string, group: Bilingual, language: Language): IvrFlow => ({
  start: "queue",
  nodes: [
    {
      id: "queue",
      kind: "queue",
      title: { zh: `${group.zh}排队`, en: `Queue for ${group.en}` },
      skillGroupId,
      priority: 1,
      maxWaitMs: null,
      welcomePrompts: [`${language}/connecting`],
      music: "music/hold",
      announceEveryMs: 25_000,
      announcePrompts: [`${language}/please-hold`],
      announcePosition: true,
      overflow: "goodbye",
    },
    { id: "goodbye", kind: "hang_up", title: { zh: "致谢挂机", en: "Goodbye" }, prompts: [`${language}/goodbye`] },
  ],
});
