import { readFileSync } from "node:fs";
import type { ConnectionOptions, TlsOptions } from "node:tls";

/** SIP over TLS by configuration: PEM files, read once at start. */
export interface TlsFiles {
  /** Port to listen on; 5061 by custom, 0 for a free one. */
  port: number;
  keyFile: string;
  certFile: string;
  /** Authorities to trust instead of the system's. */
  caFile?: string;
  /** Ask connecting peers for a certificate and refuse those without a trusted one. */
  requirePeerCertificate?: boolean;
  /** Accept any certificate of a peer we connect to. For laboratories only. */
  trustAnyPeer?: boolean;
}

export type TlsClientOptions = Pick<ConnectionOptions, "key" | "cert" | "ca" | "rejectUnauthorized" | "minVersion">;

/** Read the files; the error names the file that cannot be read. */
export function loadTls(files: TlsFiles): { server: TlsOptions; client: TlsClientOptions } {
  const key = read(files.keyFile, "key");
  const cert = read(files.certFile, "certificate");
  const ca = files.caFile === undefined ? undefined : read(files.caFile, "CA");
  const common = { key, cert, ca, minVersion: "TLSv1.2" } as const;
  const ask = files.requirePeerCertificate === true;
  return {
    server: { ...common, requestCert: ask, rejectUnauthorized: ask },
    client: { ...common, rejectUnauthorized: files.trustAnyPeer !== true },
  };
}

function read(path: string, what: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`cannot read the TLS ${what} file ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
