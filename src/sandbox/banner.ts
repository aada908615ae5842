import path from 'node:path';

export interface Addresses {
  readonly url: string;
  readonly kubernetesUrl: string;
  readonly storeUrl: string;
  /** Paths of the files. */
  readonly kubeconfig: string;
  readonly token: string;
}

/** What a person needs next, with a command to paste; paths as seen from where they stand. */
export function renderBanner({ url, kubernetesUrl, storeUrl, kubeconfig, token }: Addresses, cwd: string): string {
  const near = (file: string): string => path.relative(cwd, file) || file;
  return `
  dbaas-operator sandbox

    REST        ${url}/api/v1
    GraphQL     ${url}/graphql  (a page, to browsers)
    API page    ${url}/api/v1/docs
    Kubernetes  ${kubernetesUrl}
    S3          ${storeUrl}  (BackupStorage sandbox, in namespace default)

    token       ${near(token)}
    kubeconfig  ${near(kubeconfig)}

  Try, in another terminal:

    curl -H "Authorization: Bearer $(cat ${near(token)})" ${url}/api/v1/engines
    kubectl --kubeconfig ${near(kubeconfig)} apply -f examples/postgresql.yaml

  Ctrl-C stops it; everything is there when it starts again.
`;
}
