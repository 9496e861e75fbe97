/**
 * Does it; then what shows it is fetched again, whether it worked or not. What worked is waited for until the page shows it; what failed is told at
 * once: with the server out of reach the fetch fails too, only later.
 */
export async function thenFetched<T>(doing: Promise<T>, fetchAgain: () => Promise<unknown>): Promise<T> {
  const done = await doing.catch((error: unknown) => {
    void fetchAgain();
    throw error;
  });
  await fetchAgain();
  return done;
}
