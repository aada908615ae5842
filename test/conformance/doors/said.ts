import { reasonOf, type ProblemCode } from '../../../src/domain/errors.js';
import type { Answered, Complaint } from './door.js';

/** What came of a request: at the door, or afterwards in the status of what was let in. */
export type Said =
  | { readonly at: 'door'; readonly complaints: readonly Complaint[] }
  | { readonly at: 'status'; readonly reason: string; readonly message: string }
  | 'accepted';

export const saidAtDoor = ({ complaints }: Answered): Said =>
  complaints.length > 0 ? { at: 'door', complaints: sorted(complaints) } : 'accepted';

/** In one order, so that answers can be compared. */
function sorted(complaints: readonly Complaint[]): Complaint[] {
  const key = ({ pointer = '', code, message }: Complaint): string => [pointer, code, message].join(' ');
  return [...complaints].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What operations and backups call a refusal of the API once they have ended; all else is called by its code. */
const ENDINGS: Partial<Record<ProblemCode, string>> = {
  invalid_spec: 'Invalid',
  unsupported_operation: 'Unsupported',
  operation_in_progress: 'Duplicate',
  not_available_now: 'PreconditionsNotMet',
  precondition_failed: 'PreconditionsNotMet',
};

/** The words of the API's refusal as a status has them. */
export function asInStatus({ code, complaints }: Answered, kind: 'cluster' | 'errand'): Said {
  const reason = (kind === 'errand' ? ENDINGS[code!] : undefined) ?? reasonOf(code!);
  return { at: 'status', reason, message: complaints.map(sentenceOf).join('; ').replace(/\.?$/, '.') };
}

function sentenceOf({ pointer, message }: Complaint): string {
  return pointer === undefined ? message : `${fieldOf(pointer)}: ${message}`;
}

/** `/spec/config/0/name` as Kubernetes writes it: `spec.config[0].name`. */
const fieldOf = (pointer: string): string =>
  pointer
    .slice(1)
    .replaceAll('/', '.')
    .replaceAll(/\.(\d+)/g, '[$1]');
