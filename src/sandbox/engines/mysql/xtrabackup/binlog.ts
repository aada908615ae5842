import { createHash } from 'node:crypto';
import type { Row } from '../../mechanics/data/ledger.js';
import { addGtid, formatGtids, hasGtid, type GtidSet } from './gtid-set.js';

export const BINLOG_PREFIX = 'binlog_';
export const GTIDS_SUFFIX = '-gtid-set';

/** One transaction of the binary log: a row. */
export interface BinlogEvent extends Row {
  readonly source: string;
  readonly number: number;
}

export const gtidsOf = (events: readonly BinlogEvent[]): string =>
  formatGtids(events.reduce<GtidSet>((set, { source, number }) => addGtid(set, source, number), []));

/** `binlog_1772360430_<md5 of its transactions>`: when it begins, and what is in it. */
export function binlogName(events: readonly BinlogEvent[]): string {
  const begins = Math.floor(Date.parse(events[0]?.at ?? '') / 1000);
  return `${BINLOG_PREFIX}${begins}_${createHash('md5').update(gtidsOf(events)).digest('hex')}`;
}

/** What a server that has `executed` makes of binary logs: transactions it knows it passes over. */
export function replay(executed: GtidSet, events: readonly BinlogEvent[], until: Date | undefined): BinlogEvent[] {
  return events
    .filter(({ source, number }) => !hasGtid(executed, source, number))
    .filter(({ at }) => until === undefined || Date.parse(at) <= until.getTime())
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
