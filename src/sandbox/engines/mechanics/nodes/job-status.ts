/** What the job controller writes when a Job has ended well. */
export const completedJob = (time: string): Record<string, unknown> => ({
  succeeded: 1,
  active: 0,
  startTime: time,
  completionTime: time,
  conditions: [
    { type: 'SuccessCriteriaMet', status: 'True', lastProbeTime: time, lastTransitionTime: time },
    { type: 'Complete', status: 'True', lastProbeTime: time, lastTransitionTime: time },
  ],
});

/** And when it has given up. */
export const failedJob = (time: string): Record<string, unknown> => {
  const reason = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  return {
    failed: 1,
    startTime: time,
    conditions: [
      { type: 'FailureTarget', status: 'True', lastProbeTime: time, lastTransitionTime: time, ...reason },
      { type: 'Failed', status: 'True', lastProbeTime: time, lastTransitionTime: time, ...reason },
    ],
  };
};
