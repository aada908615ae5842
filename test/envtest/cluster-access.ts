import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ask, type ApiAddress } from './api-request.js';
import { Authority, type KeyPair } from './authority.js';

/** The files of a control plane's folder that its clients need. */
export const ACCESS_FILES = {
  url: 'url',
  ca: 'ca.crt',
  caKey: 'ca.key',
  adminToken: 'admin.token',
} as const;

const NAME = 'envtest';
const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';

/** Ways into a control plane, for any process that knows its folder. */
export class ClusterAccess implements ApiAddress {
  readonly url: string;
  readonly ca: string;
  /** Of a user in `system:masters`. */
  readonly token: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.url = this.#read('url');
    this.ca = this.#read('ca');
    this.token = this.#read('adminToken');
  }

  /** YAML, with the administrator's token unless another is given. */
  kubeconfig(token = this.token): string {
    return this.#kubeconfigOf({ token });
  }

  /** A kubeconfig of a user who need not exist: a certificate says who it is. */
  async kubeconfigFor(user: string, groups: readonly string[]): Promise<string> {
    const authority = await Authority.load({ certificate: this.ca, privateKey: this.#read('caKey') });
    return this.#kubeconfigOf(certificateUser(await authority.signUser(user, groups)));
  }

  /** A token of the service account `default:<name>`, made where absent, who may do what bindings say: at first nothing. */
  async createUserToken(name: string): Promise<string> {
    await this.#post(ACCOUNTS, { metadata: { name } }, [201, 409]);
    const text = await this.#post(`${ACCOUNTS}/${name}/token`, { spec: {} }, [201]);
    return (JSON.parse(text) as { status: { token: string } }).status.token;
  }

  async #post(path: string, body: object, accepted: readonly number[]): Promise<string> {
    const { status, text } = await ask(this, path, body);
    if (!accepted.includes(status)) throw new Error(`POST ${path}: ${status} ${text}`);
    return text;
  }

  #kubeconfigOf(user: object): string {
    const cluster = { server: this.url, 'certificate-authority-data': base64(this.ca) };
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: NAME, cluster }],
      users: [{ name: NAME, user }],
      contexts: [{ name: NAME, context: { cluster: NAME, user: NAME, namespace: 'default' } }],
      'current-context': NAME,
    });
  }

  #read(file: keyof typeof ACCESS_FILES): string {
    return readFileSync(join(this.#folder, ACCESS_FILES[file]), 'utf8');
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const certificateUser = ({ certificate, privateKey }: KeyPair): object => ({
  'client-certificate-data': base64(certificate),
  'client-key-data': base64(privateKey),
});
