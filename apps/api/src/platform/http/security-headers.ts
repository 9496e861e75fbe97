import type { NextFunction, Request, Response } from "express";

/**
 * What pages of the product may do: load only from here, be framed by nobody, use the microphone. Inline styles are antd's (it writes its style
 * sheets at run time); blob and data are recordings, ring sounds and small pictures made in the page.
 */
const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": CONTENT_POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "microphone=(self), autoplay=(self), camera=(), geolocation=(), display-capture=(), usb=(), payment=()",
};
const YEAR_S = 31_536_000;

/** `overTls`: people reach the product by https, and from then on never by anything else (RFC 6797). */
export function securityHeaders(overTls: boolean) {
  const headers = overTls ? { ...HEADERS, "Strict-Transport-Security": `max-age=${YEAR_S}` } : HEADERS;
  return (_req: Request, res: Response, next: NextFunction): void => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    next();
  };
}
