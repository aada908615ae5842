import { BUDGETS } from '../budgets.mjs';
import { percentile } from '../statistics.mjs';
import { megabytes, percent, Table } from '../table.mjs';

export const describe = ({ events, liveBytes, rssBytes }) =>
  `${events} events: ${megabytes(liveBytes)} live, ${megabytes(rssBytes)} resident`;

/** The first reading tells of code that is still being compiled and of buffers that have not found their size. */
const WARM = 1;

export function reportChurn(readings, clusters) {
  const table = new Table();
  table.section(`Memory of the application over ${clusters} clusters`);
  for (const reading of readings) table.row(describe(reading), '');
  const growth = growthOf(readings.slice(WARM).map(({ liveBytes }) => liveBytes));
  table.row('growth from the first half to the second, by their medians', percent(growth), BUDGETS.growth, growth);
  return table.toString();
}

/** Single readings lie some megabytes apart, wherever the last collection was. */
function growthOf(values) {
  const half = values.length / 2;
  return percentile(values.slice(half), 50) / percentile(values.slice(0, half), 50) - 1;
}
