import { ProblemError } from '../../domain/problem.js';
import { readQuery, type QuerySchema } from './query.js';

const SCHEMA = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
    total: { type: 'boolean', default: false },
    cursor: { type: 'string', maxLength: 8 },
    phase: { type: 'array', maxItems: 2, items: { type: 'string', enum: ['Running', 'Failed'] } },
  },
} as const satisfies QuerySchema;

function refusalOf(raw: Record<string, unknown>): ProblemError | undefined {
  try {
    readQuery(SCHEMA, raw);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  return undefined;
}

describe('readQuery', () => {
  it.each([
    [{}, { limit: 50, total: false }],
    [
      { limit: '1', total: 'true' },
      { limit: 1, total: true },
    ],
    [{ phase: 'Running' }, { limit: 50, total: false, phase: ['Running'] }],
    [{ phase: 'Running,Failed,' }, { limit: 50, total: false, phase: ['Running', 'Failed'] }],
    [{ cursor: '12' }, { limit: 50, total: false, cursor: '12' }],
  ])('reads %j as %j', (raw, expected) => {
    expect(readQuery(SCHEMA, raw)).toEqual(expected);
  });

  it.each([
    [{ limits: '1' }, ['?limits unknown_field']],
    [{ __proto__x: '1' }, ['?__proto__x unknown_field']],
    [{ constructor: '1' }, ['?constructor unknown_field']],
    [JSON.parse('{"__proto__":"1"}') as object, ['?__proto__ unknown_field']],
    [{ limit: ['1', '2'] }, ['?limit duplicate']],
    [{ limit: '0' }, ['?limit invalid']],
    [{ limit: '501' }, ['?limit invalid']],
    [{ limit: '1.5' }, ['?limit invalid']],
    [{ limit: '1e2' }, ['?limit invalid']],
    [{ limit: '' }, ['?limit invalid']],
    [{ limit: '9'.repeat(400) }, ['?limit invalid']],
    [{ total: 'yes' }, ['?total invalid']],
    [{ cursor: 'x'.repeat(9) }, ['?cursor invalid']],
    [{ phase: 'running' }, ['?phase invalid']],
    [{ phase: 'Running,Running,Failed' }, ['?phase invalid']],
    [{ limits: '1', limit: '0', total: 'yes' }, ['?limits unknown_field', '?limit invalid', '?total invalid']],
  ])('refuses %j, naming each mistake', (raw, expected) => {
    const refusal = refusalOf(raw as Record<string, unknown>);
    expect(refusal?.code).toBe('malformed_request');
    expect(refusal?.fields.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });

  it('says which parameters and which values there are', () => {
    const refusal = refusalOf({ limits: '1', phase: 'running' });
    expect(refusal?.fields.map(({ allowed }) => allowed)).toEqual([
      ['limit', 'total', 'cursor', 'phase'],
      ['Running', 'Failed'],
    ]);
  });
});
