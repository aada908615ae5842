import { delimiter, isAbsolute, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';

export interface KubeConfigSource {
  /** A file; absent: the search path, then `~/.kube/config`, then the pod's service account. */
  readonly file?: string;
  /** What `KUBECONFIG` holds: files that together are one, and the current context is that of the first which has one. */
  readonly searchPath?: string;
  /** Absent: the current context of the file. */
  readonly context?: string;
}

/** @throws Error when a file cannot be read or none names the context. */
export function loadKubeConfig({ file, searchPath = '', context }: KubeConfigSource = {}): KubeConfig {
  const kubeConfig = loadFrom(file ? [file] : searchPath.split(delimiter).filter(Boolean));
  if (!context) return kubeConfig;
  if (!kubeConfig.getContextObject(context)) throw new Error(`the kubeconfig has no context "${context}"`);
  kubeConfig.setCurrentContext(context);
  return kubeConfig;
}

function loadFrom(files: readonly string[]): KubeConfig {
  const [first, ...others] = files.map(loadFile);
  if (first) return others.reduce(merged, first);
  const kubeConfig = new TokenFileKubeConfig();
  kubeConfig.loadFromDefault();
  return kubeConfig;
}

function loadFile(file: string): KubeConfig {
  const kubeConfig = new TokenFileKubeConfig();
  kubeConfig.loadFromFile(file);
  return kubeConfig;
}

function merged(first: KubeConfig, other: KubeConfig): KubeConfig {
  first.mergeConfig(other, true);
  first.setCurrentContext(first.getCurrentContext() || other.getCurrentContext());
  return first;
}

interface Document {
  readonly users?: readonly { readonly name?: string; readonly user?: { readonly tokenFile?: string } }[];
}

/** The library forgets what a user's `tokenFile` says: here it is kept, in the form in which a pod's token is. */
class TokenFileKubeConfig extends KubeConfig {
  override loadFromString(...[text, options]: Parameters<KubeConfig['loadFromString']>): void {
    super.loadFromString(text, options);
    const { users = [] } = parse(text) as Document;
    this.mapTokenFiles((name) => users.find((entry) => entry.name === name)?.user?.tokenFile);
  }

  /** Relative to the kubeconfig, as its other paths are. */
  override makePathsAbsolute(folder: string): void {
    super.makePathsAbsolute(folder);
    this.mapTokenFiles((_name, file) => (file && !isAbsolute(file) ? join(folder, file) : file));
  }

  private mapTokenFiles(fileOf: (name: string, current?: string) => string | undefined): void {
    this.users = this.users.map((user) => {
      const provider = user.authProvider as { config?: { tokenFile?: string } } | undefined;
      const tokenFile = fileOf(user.name, provider?.config?.tokenFile);
      return tokenFile ? { ...user, authProvider: { name: 'tokenFile', config: { tokenFile } } } : user;
    });
  }
}
