/** What the product promises itself, beside which each figure is printed. */
export const BUDGETS = {
  idleRequests: { text: '0', holds: (count) => count === 0 },
  idleCpu: { text: '5 % of a core at 10000 clusters', holds: (share) => share <= 0.05 },
  hiddenChange: { text: 'within 2 resync periods', holds: (periods) => periods <= 2 },
  throughput: { text: 'at least 0.8', holds: (ratio) => ratio >= 0.8 },
  memory: { text: '25 KB or less', holds: (bytes) => bytes <= 25_000 },
  readRatio: { text: 'at least 1', holds: (ratio) => ratio >= 1 },
  readRatioOfReal: { text: 'at least 5', holds: (ratio) => ratio >= 5 },
  compiledRatio: { text: 'at least 0.7', holds: (ratio) => ratio >= 0.7 },
  fanOut: { text: 'under 100 ms', holds: (ms) => ms < 100 },
  readTail: { text: 'lower than the API server', holds: (ratio) => ratio < 1 },
  wake: { text: 'under 5 ms', holds: (ms) => ms < 5 },
  growth: { text: 'flat: at most 5 %', holds: (share) => share <= 0.05 },
  takeOver: { text: 'under 20 s', holds: (ms) => ms < 20_000 },
  ready: { text: 'under 10 s with 10000 clusters', holds: (ms) => ms < 10_000 },
};
