import path from 'node:path';

const SPEC = '.spec.ts';

/** Those of a folder, by the name of their file. */
export function countByArea(passed, folder) {
  const counts = new Map();
  for (const { file } of passed.filter((test) => path.dirname(test.file) === folder)) {
    const area = path.basename(file, SPEC);
    counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return counts;
}

/** One line for each area in which one server passes more tests than the other. */
export function differences(real, embedded) {
  return areasOf(real, embedded)
    .filter((area) => real.get(area) !== embedded.get(area))
    .map(
      (area) => `${area}: ${real.get(area) ?? 0} pass on the real server, ${embedded.get(area) ?? 0} on the embedded`,
    );
}

/** A table in Markdown. */
export function countTable(real, embedded) {
  const rows = areasOf(real, embedded).map((area) => [
    area.replaceAll('-', ' '),
    real.get(area) ?? 0,
    embedded.get(area) ?? 0,
  ]);
  const total = (counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return tableOf([['area', 'real', 'embedded'], ...rows, ['**all**', total(real), total(embedded)]]);
}

const areasOf = (...counts) => [...new Set(counts.flatMap((each) => [...each.keys()]))].toSorted();

/** Padded as Prettier would: numbers to the right. */
function tableOf([header, ...rows]) {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => String(row[column]).length)));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const pad = (cell, column) =>
    column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]);
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(header.map(pad)), line(rule), ...rows.map((row) => line(row.map(pad)))].join('\n');
}
