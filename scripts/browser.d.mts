/** Which Chromium tests and benches use, and the environment it needs. */
export function findChromium(say?: (line: string) => void): Promise<{ executablePath: string; env: Record<string, string> }>;
