import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import type { AccessQuestion, SubjectAccessAuthorizer } from './authorizer.js';
import { ResourceAccess } from './resource-access.js';

const ann = { username: 'ann', groups: [] };
const key = { namespace: 'team-a', name: 'orders' };

const describeQuestion = ({ verb, subresource, namespace = '*', name = '*' }: AccessQuestion): string =>
  `${verb}${subresource ? `/${subresource}` : ''} ${namespace}/${name}`;

/** Rights written as `verb namespace/name`, `*` for all. */
function accessWith(...rights: string[]): { access: ResourceAccess; asked: string[] } {
  const asked: string[] = [];
  const allows = async (_caller: unknown, question: AccessQuestion): Promise<boolean> => {
    asked.push(describeQuestion(question));
    return rights.includes(describeQuestion(question));
  };
  return { access: new ResourceAccess({ allows } as unknown as SubjectAccessAuthorizer, DATABASE_CLUSTER), asked };
}

const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'allowed',
    (error: { code?: string }) => error.code ?? 'another error',
  );

describe('require', () => {
  it.each([
    { does: 'lets whoever has the right', rights: ['get team-a/orders'], verb: 'get' as const, expected: 'allowed' },
    { does: 'hides from readers what they may not get', rights: [], verb: 'get' as const, expected: 'not_found' },
    { does: 'hides from writers what they may not see', rights: [], verb: 'patch' as const, expected: 'not_found' },
    {
      does: 'tells those who see it that they may not write',
      rights: ['get team-a/orders'],
      verb: 'patch' as const,
      expected: 'forbidden',
    },
    {
      does: 'tells those who see it that they may not read credentials',
      rights: ['get team-a/orders'],
      verb: 'get' as const,
      subresource: 'credentials',
      expected: 'forbidden',
    },
    {
      does: 'hides from those who see nothing that there are credentials',
      rights: [],
      verb: 'get' as const,
      subresource: 'credentials',
      expected: 'not_found',
    },
    {
      does: 'takes the right to credentials for no other',
      rights: ['get/credentials team-a/orders'],
      verb: 'get' as const,
      expected: 'not_found',
    },
  ])('$does', async ({ rights, verb, subresource, expected }) => {
    expect(await outcomeOf(accessWith(...rights).access.require(ann, verb, key, subresource))).toBe(expected);
  });

  it('asks the same question only once', async () => {
    const { access, asked } = accessWith();
    await outcomeOf(access.require(ann, 'get', key));
    expect(asked).toEqual(['get team-a/orders']);
  });
});

describe('requireCreate', () => {
  it.each([
    { rights: ['create team-a/*'], expected: 'allowed' },
    { rights: ['list team-a/*'], expected: 'forbidden' },
    { rights: ['get team-a/*'], expected: 'forbidden' },
    { rights: ['create team-b/*', 'list team-b/*'], expected: 'not_found' },
  ])('with $rights is $expected', async ({ rights, expected }) => {
    expect(await outcomeOf(accessWith(...rights).access.requireCreate(ann, 'team-a'))).toBe(expected);
  });
});

describe('visibleNamespaces', () => {
  const candidates = new Set(['team-a', 'team-b', 'team-c']);

  it('are all to whoever may list all, at the price of one question', async () => {
    const { access, asked } = accessWith('list */*');
    expect(await access.visibleNamespaces(ann, 'list', candidates)).toBe('all');
    expect(asked).toHaveLength(1);
  });

  it('are those that the caller may list', async () => {
    const { access } = accessWith('list team-a/*', 'list team-c/*', 'watch team-b/*');
    expect(await access.visibleNamespaces(ann, 'list', candidates)).toEqual(new Set(['team-a', 'team-c']));
  });
});

describe('requireList', () => {
  it('hides namespaces', async () => {
    const { access } = accessWith('list team-a/*');
    expect(await outcomeOf(access.requireList(ann, 'list', 'team-a'))).toBe('allowed');
    expect(await outcomeOf(access.requireList(ann, 'watch', 'team-a'))).toBe('not_found');
    expect(await outcomeOf(access.requireList(ann, 'list', 'team-b'))).toBe('not_found');
  });
});
