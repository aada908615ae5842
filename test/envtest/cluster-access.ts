import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiAddress } from './api-request.js';
import { buildKubeconfig } from './kubeconfig.js';
import { UserTokens } from './user-tokens.js';

/** The files of a control plane's folder that its clients need. */
export const ACCESS_FILES = {
  url: 'url',
  ca: 'ca.crt',
  adminToken: 'admin.token',
  tokenKey: 'token.key',
} as const;

/** Ways into a control plane, for any process that knows its folder. */
export class ClusterAccess implements ApiAddress {
  readonly url: string;
  readonly ca: string;
  /** Of `system:admin`, who is in `system:masters`. */
  readonly token: string;
  readonly #tokens: UserTokens;

  constructor(folder: string) {
    const read = (file: keyof typeof ACCESS_FILES): string => readFileSync(join(folder, ACCESS_FILES[file]), 'utf8');
    this.url = read('url');
    this.ca = read('ca');
    this.token = read('adminToken');
    this.#tokens = new UserTokens(read('tokenKey'));
  }

  /** YAML, with the administrator's token unless another is given. */
  kubeconfig(token = this.token): string {
    return buildKubeconfig({ ...this, token });
  }

  /** A token of a user, who need not be known to the server before. */
  createUserToken(username: string, groups: readonly string[] = []): string {
    return this.#tokens.create({ username, groups });
  }
}
