/** Calls with every number below `count`, so many calls at a time. */
export async function inParallel(count: number, width: number, call: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: width }, work));
}
