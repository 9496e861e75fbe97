import type { Reader } from "../../platform/db/client.ts";

export interface StoredFile {
  id: string;
  ticketId: string | null;
  personId: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  at: Date;
}

export const findFile = (reader: Reader, id: string): Promise<StoredFile | null> => reader.ticketFile.findUnique({ where: { id } });

/** Answers false when the id is taken. */
export async function insertFile(reader: Reader, file: Omit<StoredFile, "ticketId">): Promise<boolean> {
  return (await reader.ticketFile.createMany({ data: file, skipDuplicates: true })).count === 1;
}
