/** One table, so that a change of figures reads like a diff: what, how much, what was promised. */
export class Table {
  #rows = [];

  section(title) {
    this.#rows.push([title]);
  }

  /** `value` is what the budget is held against. */
  row(what, figure, budget, value) {
    const verdict = budget ? (budget.holds(value) ? 'ok' : 'MISSED') : '';
    this.#rows.push([`  ${what}`, figure, budget?.text ?? '', verdict]);
  }

  toString() {
    const header = ['', 'figure', 'budget', ''];
    const rows = [header, ...this.#rows];
    const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return rows
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column]))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}

export const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const seconds = (value) => `${(value / 1000).toFixed(2)} s`;
export const perSecond = (value) => `${Math.round(value)}/s`;
export const percent = (share) => `${(share * 100).toFixed(2)} %`;
export const ratio = (value) => value.toFixed(2);
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
