import type { KubeObject } from '../../../../kube/meta/index.js';
import { DATA_ANNOTATION, parseAnnotation } from './annotations.js';
import { isLedger, type Ledger, type Row } from './ledger.js';

/** Which annotation of its object holds what a database has besides its rows; not there before the first start. */
export interface LedgerPlace<L extends Ledger> {
  readonly annotation: string;
  readonly empty: L;
}

/** What is there at the first start: nothing, or what a restore has left. */
export function readLedger<L extends Ledger>(
  { metadata }: Pick<KubeObject, 'metadata'>,
  { annotation, empty }: LedgerPlace<L>,
): L {
  const { [DATA_ANNOTATION.rows]: rows, [annotation]: rest } = metadata.annotations ?? {};
  const found = { ...empty, ...parseAnnotation<Partial<L>>(rest), rows: parseAnnotation<Row[]>(rows) ?? [] };
  return isLedger(found) ? found : empty;
}

/** The inverse of {@link readLedger}. */
export const ledgerAnnotations =
  <L extends Ledger>(annotation: string) =>
  ({ rows, ...rest }: L): Record<string, string> => ({
    [DATA_ANNOTATION.rows]: JSON.stringify(rows),
    [annotation]: JSON.stringify(rest),
  });
