import { isConflict } from '../../kube/client/index.js';
import { ProblemError } from '../../domain/problem.js';

/** Races with other writers are run again this often: each of their writes brings one or two of the status along. */
const MAX_TRIES = 10;

/** Works on what stands now; runs again on what stands then, when another writer came first. */
export async function withLive<T, R>(read: () => Promise<T>, work: (live: T) => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    const live = await read();
    try {
      return await work(live);
    } catch (error) {
      const raced = error instanceof ProblemError && isConflict(error.cause);
      if (!raced || attempt === MAX_TRIES) throw error;
    }
  }
}
