/** Creates the database named in `url` when the server does not have it. */
export declare function ensureDatabase(url: string): Promise<void>;
/** Applies what is missing of prisma/migrations in `url`, up to and including `upTo`, and returns the names applied. */
export declare function migrate(url: string, options?: { upTo?: string }): Promise<string[]>;
