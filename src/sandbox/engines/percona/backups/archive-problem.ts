import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';

/** What an attempt fails with, in words; undefined when it succeeds. Other errors than those of archives go on. */
export async function archiveProblem(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return error.message;
  }
}
