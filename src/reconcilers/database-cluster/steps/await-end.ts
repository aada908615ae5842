import type { Step } from '../cluster-run.js';

const LOOK_AGAIN_MS = 60_000;

/** Time alone turns what does not come to its end into a loss: no event tells of it. */
export const awaitEnd: Step = (run) => {
  if (run.provider.status(run.cluster, run.observed).isEnding) run.requeueAfterMs ??= LOOK_AGAIN_MS;
  return 'continue';
};
