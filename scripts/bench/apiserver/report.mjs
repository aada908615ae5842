import { percentile } from '../statistics.mjs';
import { megabytes, ms, perSecond, ratio } from '../table.mjs';

const FASTER = 1;
/** `of` says how many times better the first figure is than the second. */
const MORE_IS_BETTER = { of: (ours, theirs) => ours / theirs, show: perSecond };
const LESS_IS_BETTER = { of: (ours, theirs) => theirs / ours, show: ms };

const FIGURES = {
  creates: { what: 'creates', ...MORE_IS_BETTER },
  gets: { what: 'gets', ...MORE_IS_BETTER },
  lists: { what: 'lists of 500', ...MORE_IS_BETTER },
  patches: { what: 'merge patches', ...MORE_IS_BETTER },
  applies: { what: 'server-side applies', ...MORE_IS_BETTER },
  deletes: { what: 'deletes', ...MORE_IS_BETTER },
  fanOutP50: { what: 'write sent to event at each of 20 watchers, p50', ...LESS_IS_BETTER },
  fanOutP99: { what: 'write sent to event at each of 20 watchers, p99', ...LESS_IS_BETTER },
};

/** Medians over the rounds; "times better" is the median of what each round finds. */
export function comparisonTable([embedded, real]) {
  const rows = Object.entries(FIGURES).map(([key, figure]) => rowOf(key, figure, embedded, real));
  rows.push(memoryRow(embedded, real));
  return layOut([['', embedded.name, real?.name ?? '', real ? 'times better' : '', ''], ...rows]);
}

function rowOf(key, { what, of, show }, embedded, real) {
  const figures = (server) => server.rounds.map((round) => round[key]);
  const ours = figures(embedded);
  if (!real) return [what, show(median(ours))];
  const theirs = figures(real);
  return [
    what,
    show(median(ours)),
    show(median(theirs)),
    ...verdictOf(median(ours.map((each, at) => of(each, theirs[at])))),
  ];
}

function memoryRow(embedded, real) {
  const row = ['resident memory after all', megabytes(embedded.rssBytes)];
  return real ? [...row, megabytes(real.rssBytes), ...verdictOf(real.rssBytes / embedded.rssBytes)] : row;
}

const verdictOf = (times) => [ratio(times), times >= FASTER ? 'ok' : 'SLOWER'];
const median = (values) => percentile(values, 50);

function layOut(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
