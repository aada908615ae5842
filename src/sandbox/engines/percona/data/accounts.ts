import { createHash } from 'node:crypto';
import type { Secret } from '../../mechanics/workloads.js';

/** Fingerprints of passwords, by account: they tell whether two passwords are the same, and nothing else. */
export type Accounts = Readonly<Record<string, string>>;

const FINGERPRINT_LENGTH = 16;

export const fingerprint = (account: string, password: string): string =>
  createHash('sha256').update(`${account}\0${password}`).digest('hex').slice(0, FINGERPRINT_LENGTH);

/** Those of a Secret that has one key for each account. */
export function accountsIn(secret: Secret | undefined, isAccount: (key: string) => boolean): Accounts {
  const keys = Object.keys(secret?.data ?? {}).filter(isAccount);
  return Object.fromEntries(keys.map((key) => [key, fingerprint(key, passwordIn(secret, key))]));
}

const passwordIn = (secret: Secret | undefined, key: string): string =>
  Buffer.from(secret?.data?.[key] ?? '', 'base64').toString();

/** Users of a specification, with the passwords of their Secrets; one without a password is not there yet. */
export function usersIn(
  users: readonly { name: string; passwordSecretRef?: { name: string; key?: string } }[],
  find: (secret: string) => Secret | undefined,
): Accounts {
  const known = users.flatMap(({ name, passwordSecretRef: ref }): [string, string][] => {
    const password = ref && passwordIn(find(ref.name), ref.key ?? 'password');
    return password ? [[name, fingerprint(name, password)]] : [];
  });
  return Object.fromEntries(known);
}

/** Whether `own` knows all of `known` by the same passwords. */
export const fits = (own: Accounts, known: Accounts): boolean =>
  Object.entries(known).every(([account, password]) => own[account] === password);
