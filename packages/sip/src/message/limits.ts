/** Bounds of the parser. A message that exceeds one is refused as malformed. */
export const limits = {
  /** Whole message, bytes (a UDP datagram cannot be larger). */
  messageBytes: 65_535,
  headerLines: 256,
  /** One header line before unfolding, characters. */
  lineLength: 8_192,
  /** Hops in Via: the default of Max-Forwards. */
  viaCount: 70,
  uriLength: 2_048,
  /** RFC 4475 §3.1.1.2 has one of 44 characters. */
  methodLength: 128,
} as const;
