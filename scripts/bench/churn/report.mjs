import { BUDGETS } from '../budgets.mjs';
import { megabytes, percent, Table } from '../table.mjs';

export const describe = ({ events, liveBytes, rssBytes }) =>
  `${events} events: ${megabytes(liveBytes)} live, ${megabytes(rssBytes)} resident`;

/** Growth counts from here on: before, code is still being compiled and buffers find their size. */
const WARM = 2;

export function reportChurn(readings, clusters) {
  const table = new Table();
  table.section(`Memory of the application over ${clusters} clusters`);
  for (const reading of readings) table.row(describe(reading), '');
  const growth = readings.at(-1).liveBytes / readings[WARM].liveBytes - 1;
  table.row(`growth since ${readings[WARM].events} events`, percent(growth), BUDGETS.growth, growth);
  return table.toString();
}
