import type { AppContext } from "./app-context.ts";

/**
 * Something a module asks of those below it, which it may not import: declared above, filled below when the app is built, once per app.
 * Without a filling `of` answers the default.
 */
export interface Port<T> {
  provide(ctx: AppContext, filling: T): void;
  of(ctx: AppContext): T;
}

export function port<T>(otherwise: T): Port<T> {
  const fillings = new WeakMap<AppContext, T>();
  return {
    provide: (ctx, filling) => void fillings.set(ctx, filling),
    of: (ctx) => fillings.get(ctx) ?? otherwise,
  };
}
