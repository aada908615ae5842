import type { OperationLogEntry, OpsRequest } from '../../resources/ops-request/index.js';

/** Part of the story of an operation. */
export interface LogPart {
  readonly items: readonly OperationLogEntry[];
  /** Lines that are asked for and no longer kept. */
  readonly missed: number;
  /** What to ask for next: lines after this one. */
  readonly after: number;
}

/** The lines with a number above `after`, as far as they are kept. */
export function logAfter({ status }: Pick<OpsRequest, 'status'>, after = 0): LogPart {
  const items = (status?.log ?? []).filter(({ seq }) => seq > after);
  const missed = items.length > 0 ? items[0]!.seq - after - 1 : 0;
  return { items, missed, after: items.at(-1)?.seq ?? after };
}

/** The same as one stream of lines: what is missing is told by a line of its own. */
export function linesOf({ items, missed }: LogPart): readonly OperationLogEntry[] {
  const [first] = items;
  if (!first || missed === 0) return items;
  const message = `${missed} older lines are no longer kept.`;
  return [{ time: first.time, seq: first.seq - 1, level: 'Warning', code: 'LinesMissing', message }, ...items];
}
