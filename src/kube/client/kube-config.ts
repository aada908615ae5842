import { KubeConfig } from '@kubernetes/client-node';

export interface KubeConfigSource {
  /** A file; absent: `KUBECONFIG`, then `~/.kube/config`, then the pod's service account. */
  readonly file?: string;
  /** Absent: the current context of the file. */
  readonly context?: string;
}

/** @throws Error when the file cannot be read or does not name the context. */
export function loadKubeConfig({ file, context }: KubeConfigSource = {}): KubeConfig {
  const kubeConfig = new KubeConfig();
  if (file) kubeConfig.loadFromFile(file);
  else kubeConfig.loadFromDefault();
  if (!context) return kubeConfig;
  if (!kubeConfig.getContextObject(context)) throw new Error(`the kubeconfig has no context "${context}"`);
  kubeConfig.setCurrentContext(context);
  return kubeConfig;
}
