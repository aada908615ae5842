/** Ours: what a person writes into a database of the sandbox, and what it holds. */
export const DATA_ANNOTATION = {
  /** Text that a client inserts; each new value is one more row. */
  write: 'sandbox.dbaas.io/write',
  /** The rows of the one table, as JSON. */
  rows: 'sandbox.dbaas.io/rows',
  /** What else it holds, as JSON; a stand-in whose database keeps a log may have another place for it. */
  database: 'sandbox.dbaas.io/database',
} as const;

/** What somebody wrote there by hand is as good as nothing. */
export function parseAnnotation<T>(text: string | undefined): T | undefined {
  try {
    return JSON.parse(text ?? '') as T;
  } catch {
    return undefined;
  }
}
