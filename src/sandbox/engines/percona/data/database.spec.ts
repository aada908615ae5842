import { fingerprint } from './accounts.js';
import {
  databaseAnnotations,
  EMPTY_DATABASE,
  followPasswords,
  isLockedOut,
  readDatabase,
  type Database,
} from './database.js';

const OLD = { root: fingerprint('root', 'old') };
const NEW = { root: fingerprint('root', 'new') };
const APP = { app: fingerprint('app', 'one') };
const LATER_APP = { app: fingerprint('app', 'two') };
const born = followPasswords(EMPTY_DATABASE, { system: OLD, users: APP });

describe('what a database holds', () => {
  it('survives on its object', () => {
    expect(
      readDatabase({ metadata: { name: 'orders', annotations: databaseAnnotations(born) } }, EMPTY_DATABASE),
    ).toEqual({ ...born, restored: undefined });
  });

  it.each(['{', '{"pending":3}', '{"next":"2"}'])('is nothing when somebody wrote %s there', (text) => {
    const annotations = { 'sandbox.dbaas.io/database': text };
    expect(readDatabase({ metadata: { name: 'orders', annotations } }, EMPTY_DATABASE)).toEqual(EMPTY_DATABASE);
  });
});

describe('passwords', () => {
  it.each<{ when: string; database: Partial<Database>; users: object; then: object }>([
    { when: 'a user is asked for', database: {}, users: APP, then: { users: APP, given: APP } },
    { when: 'a password is changed', database: born, users: LATER_APP, then: { users: LATER_APP, given: LATER_APP } },
    { when: 'a user is asked for no more', database: born, users: {}, then: { users: APP, given: APP } },
    {
      when: 'a restore has brought an older one back',
      database: { ...born, users: LATER_APP, restored: true },
      users: APP,
      then: { users: LATER_APP, given: APP },
    },
    {
      when: 'a restore has taken the user away',
      database: { ...born, users: {}, restored: true },
      users: APP,
      then: { users: APP, given: APP },
    },
  ])('of users are what they are when $when', ({ database, users, then }) => {
    const known = { system: OLD, users: users as Record<string, string> };
    expect(followPasswords({ ...EMPTY_DATABASE, ...database }, known)).toMatchObject(then);
  });

  it('of the operator are changed by a Secret, and lock it out when a restore has changed them', () => {
    const known = { system: NEW, users: LATER_APP };
    expect(followPasswords(born, known)).toMatchObject({ system: NEW, users: LATER_APP });
    const restored = { ...born, restored: true };
    expect(isLockedOut(restored, known)).toBe(true);
    expect(followPasswords(restored, known)).toEqual(restored);
    expect(isLockedOut(restored, { system: OLD })).toBe(false);
  });
});
