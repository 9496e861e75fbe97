import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  PauseCircleOutlined,
  PhoneOutlined,
  PlayCircleOutlined,
  RollbackOutlined,
  SwapOutlined,
  TeamOutlined,
  UserAddOutlined,
  UserOutlined,
} from "@ant-design/icons";
import type { FlowFault, FlowNode, TicketFlow } from "@cloverdesk/contracts";
import { isBlocking } from "@cloverdesk/rules/ticket-flow";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CanvasArrow, CanvasNode } from "../../../shared/flow-canvas/index.ts";
import { actionKey } from "./edit.ts";
import type { FlowWords } from "./useFlowWords.ts";

const HANDLER_ICONS = {
  skill_group: <TeamOutlined />,
  person: <UserOutlined />,
  creator: <UserAddOutlined />,
  keep: <SwapOutlined />,
};

/** A ticket flow as cards and arrows. */
export function useDrawn(flow: TicketFlow, faults: readonly FlowFault[], words: FlowWords): { nodes: CanvasNode[]; arrows: CanvasArrow[] } {
  const { t } = useTranslation();
  return useMemo(() => {
    const told = (fault: FlowFault) => ({ text: words.fault(fault), grave: isBlocking(fault) });
    const marksOf = (node: FlowNode) =>
      [
        node.code === flow.start && { key: "start", icon: <PlayCircleOutlined />, text: t("ticketFlow.node.start") },
        node.code === flow.reopenTo && { key: "reopen", icon: <RollbackOutlined />, text: t("ticketFlow.node.reopen") },
        node.callOut && { key: "call", icon: <PhoneOutlined />, text: t("ticketFlow.node.callOut") },
        node.pausesTime && { key: "pause", icon: <PauseCircleOutlined />, text: t("ticketFlow.node.pauses") },
        node.whenOverdue !== null && { key: "overdue", icon: <ClockCircleOutlined />, text: t("ticketFlow.node.overdueHint") },
      ].filter((mark) => mark !== false);
    const seen = new Map<string, number>();
    return {
      nodes: flow.nodes.map((node) => ({
        id: node.code,
        at: node.at,
        icon: node.kind === "end" ? <CheckCircleOutlined /> : HANDLER_ICONS[node.handler.kind],
        title: words.nameOf("node", node),
        line: words.line(node),
        tone: node.kind === "end" ? ("end" as const) : node.code === flow.start ? ("start" as const) : ("plain" as const),
        marks: node.kind === "end" ? [] : marksOf(node),
        problems: faults.filter((fault) => fault.node === node.code && fault.action === null).map(told),
      })),
      arrows: flow.actions.map((action) => {
        const key = actionKey(action);
        const nth = seen.get(key) ?? 0;
        seen.set(key, nth + 1);
        return {
          // Two actions of one code are a fault that has to be drawn as well.
          id: nth === 0 ? key : `${key} ${nth}`,
          from: action.from,
          to: action.to,
          label: words.nameOf("action", action),
          strong: action.primary,
          problems: faults.filter((fault) => fault.node === action.from && fault.action === action.code).map(told),
        };
      }),
    };
  }, [flow, faults, words, t]);
}
