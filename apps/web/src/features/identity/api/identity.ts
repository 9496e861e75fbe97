import { identityEndpoints, type Me, type Permission } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, dropSession, forgetPersonal, keepSession, updateMe, useSession } from "../../../shared/api/index.ts";

export async function signIn(loginName: string, password: string): Promise<void> {
  const session = await call(identityEndpoints.signIn, { body: { loginName, password } });
  forgetPersonal();
  keepSession(session);
}

/** Signs out here; the page is signed out even when the server cannot be told. */
export async function signOut(everywhere: boolean): Promise<void> {
  if (everywhere) await call(identityEndpoints.signOutEverywhere);
  else await call(identityEndpoints.signOut).catch(() => undefined);
  dropSession("asked");
}

export const askForReset = (loginName: string) => call(identityEndpoints.forgotPassword, { body: { loginName } });

export const setPassword = (body: { token?: string; loginName?: string; code?: string; password: string }) =>
  call(identityEndpoints.resetPassword, { body });

export async function savePreferences(body: { language?: "zh" | "en"; theme?: "light" | "dark" | "system" }): Promise<void> {
  updateMe(await call(identityEndpoints.updatePreferences, { body }));
}

export const devicesQuery = queryOptions({
  queryKey: ["identity", "devices"],
  queryFn: ({ signal }) => call(identityEndpoints.devices, {}, { signal }),
  staleTime: 0,
});

export const useMe = (): Me | null => useSession((s) => s.session?.me ?? null);

/** Whether the person's roles grant a permission, in any scope. */
export const useCan = (permission: Permission): boolean => useSession((s) => s.session?.me.grants[permission] !== undefined);
