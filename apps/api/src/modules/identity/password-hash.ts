import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default kind) with the first of the two settings that RFC 9106 and OWASP name for interactive sign-in: 19 MiB, 2 passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), COST);

let decoy: Promise<string> | undefined;

/** Whether the password fits. Takes as long for people who do not exist or have no password: then a decoy is checked. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const fits = await verify(stored ?? (await decoy), password.normalize("NFKC"));
  return fits && stored != null;
}
