/** Bounds that the parser holds; whatever exceeds one is refused as malformed instead of being worked on. */
export const limits = {
  /** Whole message, bytes (a UDP datagram cannot be larger). */
  messageBytes: 65_535,
  headerLines: 256,
  /** One header line before unfolding, characters. */
  lineLength: 8_192,
  /** Hops in Via: the default of Max-Forwards. */
  viaCount: 70,
  uriLength: 2_048,
} as const;
