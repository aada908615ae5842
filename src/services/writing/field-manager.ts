import { ProblemError, type FieldProblem } from '../../domain/problem.js';

/** In whose name fields are applied, and whether they are taken from whoever has them. */
export interface Applier {
  readonly fieldManager: string | undefined;
  readonly force?: boolean;
}

/** As Kubernetes has it. */
const MAX_BYTES = 128;
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
/** Of the managers by which the product itself writes: what is applied as one of them would take its fields away. */
const OWN_PREFIX = 'dbaas-';

/** @throws ProblemError `malformed_request` for a name that Kubernetes refuses, and for one of ours. */
export function requireFieldManager(name: string | undefined): string {
  if (!name) throw refusal('required', 'names who applies, and owns the fields from then on');
  if (Buffer.byteLength(name) > MAX_BYTES) throw refusal('too_long', `may have at most ${MAX_BYTES} bytes`);
  if (!PRINTABLE.test(name)) throw refusal('invalid', 'may hold printable characters only');
  if (name.startsWith(OWN_PREFIX)) {
    throw refusal('forbidden', `names that begin with "${OWN_PREFIX}" are the product's own: choose another`);
  }
  return name;
}

function refusal(code: FieldProblem['code'], message: string): ProblemError {
  const pointer = '?fieldManager';
  return new ProblemError('malformed_request', `${pointer}: ${message}.`, { fields: [{ pointer, code, message }] });
}
