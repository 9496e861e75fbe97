/**
 * Listening quality of a G.711 stream by the E-model (ITU-T G.107, packet-loss robustness of G.711 with concealment from
 * G.113 Appendix I). Returns a mean opinion score from 1 to 4.5; without impairment 4.41.
 */
export function meanOpinionScore(quality: { lossPercent: number; jitterMs: number; rttMs: number | null }): number {
  const delay = (quality.rttMs ?? 0) / 2 + quality.jitterMs * 2 + PACKET_DELAY_MS;
  const delayImpairment = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const lossImpairment = (95 * quality.lossPercent) / (quality.lossPercent + LOSS_ROBUSTNESS);
  const rating = Math.min(100, Math.max(0, 93.2 - delayImpairment - lossImpairment));
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return Math.round(Math.max(1, score) * 100) / 100;
}

/** One 20 ms packet is on its way half its length on average before it can be heard. */
const PACKET_DELAY_MS = 10;
/** Bpl of G.711 with packet-loss concealment. */
const LOSS_ROBUSTNESS = 25.1;
