import type { Condition } from '../../percona/cluster.js';

/** One of each type, never taken back: those of states are a diary, and say nothing of the present. */
export function foldConditions(before: readonly Condition[] = [], news: readonly Condition[]): Condition[] {
  const types = news.map(({ type }) => type);
  return [
    ...before.filter(({ type }) => !types.includes(type)),
    ...news.map((condition) => before.find((old) => saysTheSame(old, condition)) ?? condition),
  ];
}

const saysTheSame = (a: Condition, b: Condition): boolean =>
  a.type === b.type && a.status === b.status && a.message === b.message;
