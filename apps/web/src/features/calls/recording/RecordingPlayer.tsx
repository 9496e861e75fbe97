import { DownloadOutlined, PauseCircleFilled, PlayCircleFilled } from "@ant-design/icons";
import { callEndpoints } from "@cloverdesk/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, urlOf } from "../../../shared/api/index.ts";
import { clock } from "../../../shared/hooks/index.ts";
import { Failed } from "../../../shared/ui/index.ts";
import css from "./RecordingPlayer.module.css";
import { bars, seekBy } from "./wave.ts";

const waveformQuery = (callId: string) =>
  queryOptions({
    queryKey: ["calls", "waveform", callId],
    queryFn: ({ signal }) => call(callEndpoints.waveform, { params: { callId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const BARS = 220;

/**
 * Plays a recording: the customer above, the agent below, each in its colour; the sound comes in ranges while seeking. `compact`: in a line that somebody
 * opened to listen, so it plays at once.
 */
export function RecordingPlayer({
  callId,
  canDownload = false,
  compact = false,
}: {
  callId: string;
  canDownload?: boolean;
  compact?: boolean;
}) {
  const { t } = useTranslation();
  const waveform = useQuery(waveformQuery(callId));
  const player = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [failed, setFailed] = useState(false);
  const [speed, setSpeed] = useState(1);
  const length = (waveform.data?.durationMs ?? 0) / 1000;
  const source = urlOf(callEndpoints.recordingAudio, { params: { callId } });

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setAt(player.current?.currentTime ?? 0), 100);
    return () => clearInterval(timer);
  }, [playing]);

  function seek(to: number): void {
    setAt(to);
    if (player.current) player.current.currentTime = to;
  }
  function toggle(): void {
    const audio = player.current;
    if (!audio) return;
    setFailed(false);
    audio.playbackRate = speed;
    if (audio.paused) audio.play().catch(() => setFailed(true));
    else audio.pause();
  }
  function pickSpeed(next: number): void {
    setSpeed(next);
    if (player.current) player.current.playbackRate = next;
  }

  if (waveform.isError && !waveform.data) return <Failed error={waveform.error} retry={() => void waveform.refetch()} />;
  return (
    <div className={css.player} data-compact={compact}>
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions */}
      <audio
        ref={player}
        src={source}
        preload="metadata"
        autoPlay={compact}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(length)}
        onError={() => setFailed(true)}
      />
      <button type="button" className={css.play} aria-label={playing ? t("calls.record.pause") : t("calls.record.play")} onClick={toggle}>
        {playing ? <PauseCircleFilled aria-hidden="true" /> : <PlayCircleFilled aria-hidden="true" />}
      </button>
      <Wave customer={waveform.data?.customer ?? []} agent={waveform.data?.agent ?? []} at={at} length={length} onSeek={seek} />
      <span className={css.time}>
        {clock(at * 1000)} / {clock(length * 1000)}
      </span>
      {!compact && (
        <div className={css.tools}>
          <span className={css.legend} data-who="customer">
            {t("calls.record.customer")}
          </span>
          <span className={css.legend} data-who="agent">
            {t("calls.record.agent")}
          </span>
          <span className={css.gap} />
          <Segmented
            size="small"
            aria-label={t("calls.record.speed")}
            value={speed}
            onChange={pickSpeed}
            options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          />
          {canDownload && (
            <Button size="small" icon={<DownloadOutlined aria-hidden="true" />} href={`${source}?download=true`} download>
              {t("calls.record.download")}
            </Button>
          )}
        </div>
      )}
      {failed && (
        <p className={css.failed} role="alert">
          {t("calls.record.playFailed")}
        </p>
      )}
    </div>
  );
}

interface WaveProps {
  customer: number[];
  agent: number[];
  at: number;
  length: number;
  onSeek: (seconds: number) => void;
}

function Wave({ customer, agent, at, length, onSeek }: WaveProps) {
  const { t } = useTranslation();
  const paths = useMemo(() => ({ customer: path(bars(customer, BARS), -1), agent: path(bars(agent, BARS), 1) }), [customer, agent]);
  const played = length > 0 ? Math.min(100, (at / length) * 100) : 0;

  function onPointer(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons !== 1 || length === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(length, Math.max(0, ((event.clientX - box.left) / box.width) * length)));
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className={css.wave}
      aria-label={t("calls.record.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={clock(at * 1000)}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={(event) => {
        const to = seekBy(event.key, event.shiftKey, at, length);
        if (to === null) return;
        event.preventDefault();
        onSeek(to);
      }}
    >
      <svg viewBox={`0 0 ${BARS} 200`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <path d={paths.customer} className={css.customer} />
        <path d={paths.agent} className={css.agent} />
      </svg>
      <i className={css.head} style={{ left: `${played}%` }} />
    </div>
  );
}

/** Bars from the middle line up (-1) or down (1); silence is a hairline. */
function path(heights: number[], way: 1 | -1): string {
  return heights.map((h, i) => `M${i + 0.5} ${100 + way}V${100 + way * Math.max(2, h * 0.96)}`).join("");
}
