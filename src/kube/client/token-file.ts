import { readFileSync } from 'node:fs';
import type { KubeConfig } from '@kubernetes/client-node';

/**
 * The token in the file that the kubeconfig's user names, read now; undefined when there is no such file. The library
 * holds what it read for a minute, also after the server has refused it.
 * @throws Error when the file cannot be read or holds nothing: without a token we would be somebody else.
 */
export function readTokenFile(kubeConfig: KubeConfig): string | undefined {
  const provider = kubeConfig.getCurrentUser()?.authProvider as { config?: { tokenFile?: string } } | undefined;
  const file = provider?.config?.tokenFile;
  if (!file) return undefined;
  const token = readFileSync(file, 'utf8').trim();
  if (token === '') throw new Error(`the token file ${file} is empty`);
  return token;
}
