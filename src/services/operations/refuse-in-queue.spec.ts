import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { ProblemError } from '../../domain/problem.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { refuseInQueue } from './refuse-in-queue.js';

const NOON = Date.parse('2026-11-23T12:00:00Z');

/** Not stored yet, so without a uid. */
function newcomer(spec: Partial<OpsRequest['spec']> = {}): OpsRequest {
  const { uid: _, creationTimestamp: __, ...metadata } = anOpsRequest({ name: 'new' }).metadata;
  return { ...anOpsRequest({ spec }), metadata };
}

const waiting = (name: string, spec: Partial<OpsRequest['spec']> = {}): OpsRequest =>
  anOpsRequest({ name, phase: 'Queued', spec });

function refusalOf(request: OpsRequest, siblings: OpsRequest[]): string | undefined {
  try {
    refuseInQueue(request, { requests: siblings, backups: [] }, NOON);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [error.code, error.related?.name].filter(Boolean).join(' ');
  }
}

const twenty = Array.from({ length: 20 }, (_, i) => waiting(`op-${i}`, { restart: { members: [`orders-${i}`] } }));
const upgrade = anOpsRequest({ name: 'up', phase: 'Running', spec: { type: 'Upgrade', upgrade: { version: '18' } } });

describe('refuseInQueue', () => {
  it.each([
    { when: 'nothing else is asked for', siblings: [], expected: undefined },
    { when: 'the same waits', siblings: [waiting('twin')], expected: 'operation_in_progress twin' },
    {
      when: 'the same runs',
      siblings: [anOpsRequest({ name: 'twin', phase: 'Running' })],
      expected: 'operation_in_progress twin',
    },
    { when: 'the same has ended', siblings: [anOpsRequest({ phase: 'Failed' })], expected: undefined },
    { when: 'another runs', siblings: [upgrade], expected: undefined },
    { when: 'nineteen wait', siblings: twenty.slice(1), expected: undefined },
    { when: 'twenty wait', siblings: twenty, expected: 'queue_full' },
  ])('answers $expected when $when', ({ siblings, expected }) => {
    expect(refusalOf(newcomer(), siblings)).toBe(expected);
  });

  it('lets in what replaces its twin, also where the queue was full', () => {
    expect(refusalOf(newcomer({ supersede: true }), [waiting('twin')])).toBeUndefined();
    expect(refusalOf(newcomer({ supersede: true }), twenty)).toBeUndefined();
  });

  it('does not let in by force what nothing may run beside', () => {
    expect(refusalOf(newcomer({ force: true }), [upgrade])).toBe('operation_in_progress up');
  });
});
