import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { readStored, writeStored } from "../hooks/stored.ts";
import css from "./Splitter.module.css";

interface Size {
  value: number;
  min: number;
  max: number;
  set(value: number): void;
}

/** A width (or height) in px that this browser remembers under `key`. */
export function useSize(key: string, initial: number, min: number, max: number): Size {
  const clamp = (n: number) => Math.round(Math.min(max, Math.max(min, n)));
  const [value, setValue] = useState(() => clamp(readStored(`size.${key}`, initial)));
  return {
    value,
    min,
    max,
    set: (next) => {
      setValue(clamp(next));
      writeStored(`size.${key}`, clamp(next));
    },
  };
}

interface Props {
  size: Size;
  /** The resized area lies before (left, above) or after (right, below) the line. */
  side: "before" | "after";
  axis?: "x" | "y";
  area: string;
  controls: string;
}

/** The line between two areas: drag it, or focus it and use the arrow keys (with Shift: bigger steps), Home and End. */
export function Splitter({ size, side, axis = "x", area, controls }: Props) {
  const { t } = useTranslation();
  const sign = side === "before" ? 1 : -1;

  function onPointerDown(down: PointerEvent<HTMLDivElement>): void {
    const line = down.currentTarget;
    const from = axis === "x" ? down.clientX : down.clientY;
    const start = size.value;
    line.setPointerCapture(down.pointerId);
    line.onpointermove = (move) => size.set(start + sign * ((axis === "x" ? move.clientX : move.clientY) - from));
    line.onpointerup = () => {
      line.onpointermove = null;
    };
    down.preventDefault();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.shiftKey ? 40 : 8;
    const moves: Record<string, number> = axis === "x" ? { ArrowLeft: -step, ArrowRight: step } : { ArrowUp: -step, ArrowDown: step };
    const move = moves[event.key];
    if (move !== undefined) size.set(size.value + sign * move);
    else if (event.key === "Home") size.set(size.min);
    else if (event.key === "End") size.set(size.max);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the window splitter of the ARIA practices, hr cannot be moved
    <div
      role="separator"
      tabIndex={0}
      className={axis === "x" ? css.x : css.y}
      aria-label={t("shell.splitter", { area })}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={size.value}
      aria-valuemin={size.min}
      aria-valuemax={size.max}
      aria-controls={controls}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
