import { eventually } from '../../harness/eventually.js';
import { LoopProcess } from '../clusters/loop-process.js';
import { PATIENCE_MS, STORE_ENV, type BackupBench } from './backup-bench.js';

/** More would be a loop that never gets on. */
const MAX_LIVES = 150;

/** Lets one process after the other die after each of its writes until it is done; resolves with how many there were. */
export async function liveAndDie({ bench, clock }: BackupBench, isDone: () => Promise<boolean>): Promise<number> {
  for (let lives = 1; lives <= MAX_LIVES; lives += 1) {
    const process = await LoopProcess.start(bench.cluster, 1, clock, STORE_ENV);
    await eventually(async () => process.isDead || (await isDone()), Boolean, PATIENCE_MS);
    await process.bury();
    if (await isDone()) return lives;
  }
  throw new Error(`it had not ended after ${MAX_LIVES} lives`);
}
