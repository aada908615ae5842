/** What may import what: docs/architecture.md explains the layers; this file holds them. */
const layer = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    layer('no-cycles', 'Two modules that need each other are one module, or miss a third.', {}, { circular: true }),
    layer(
      'base-knows-no-databases',
      'kube, config, observability and object-storage are libraries we happen to own.',
      { path: '^src/(kube|config|observability|object-storage)/' },
      { path: '^src/(?!kube/|config/|observability/|object-storage/)' },
    ),
    layer(
      'meta-and-schema-are-pure',
      'kube/meta and kube/schema compute; they never reach the client or a server.',
      { path: '^src/kube/(meta|schema)/' },
      { path: '^src/(?!kube/(meta|schema)/)' },
    ),
    layer(
      'domain-is-pure',
      'Rules and kinds use only pure Kubernetes shapes.',
      { path: '^src/(domain|resources)/' },
      { path: '^src/(?!domain/|resources/|kube/(meta|schema)/)' },
    ),
    layer(
      'operations-are-pure',
      'What an operation means and when it may start is computed, for the loop and the API alike.',
      { path: '^src/operations/' },
      { path: '^src/(?!operations/|backups/|domain/|resources/|providers/contract/|kube/(meta|schema)/)' },
    ),
    layer(
      'backups-are-pure',
      'What can be gone back to, and when backups are due, is computed, for the loops and the API alike.',
      { path: '^src/backups/' },
      { path: '^src/(?!backups/|domain/|resources/|providers/contract/|kube/(meta|schema)/)' },
    ),
    layer(
      'caches-know-kinds',
      'Loops and API read the same caches, which know nobody that reads them.',
      { path: '^src/caches/' },
      { path: '^src/(?!caches/|backups/|domain/|resources/|providers/contract/|kube/)' },
    ),
    layer(
      'contract-below-engines',
      'The contract knows kinds and rules, never an engine.',
      { path: '^src/providers/contract/' },
      { path: '^src/(?!providers/contract/|domain/|resources/|kube/)' },
    ),
    layer(
      'engines-are-islands',
      'Share through the contract, or what is of one vendor (percona), never engine to engine.',
      { path: '^src/providers/(?!contract/)([^/]+)/' },
      { path: '^src/', pathNot: '^src/(providers/(contract|percona|$1)/|domain/|resources/|kube/)' },
    ),
    layer(
      'contract-only',
      'Reach engines through providers/contract.',
      { path: '^src/(reconcilers|services|api|sandbox)/' },
      { path: '^src/providers/(?!contract/)' },
    ),
    layer(
      'api-meets-reconcilers-in-kubernetes',
      'The API and the loops share custom resources, not code.',
      { path: '^src/(api|services)/' },
      { path: '^src/(reconcilers|sandbox)/' },
    ),
    layer(
      'reconcilers-know-no-api',
      'A loop reads and writes custom resources.',
      { path: '^src/reconcilers/' },
      { path: '^src/(api|services|sandbox)/' },
    ),
    layer(
      'services-below-api',
      'A use case does not know whether REST or GraphQL asked.',
      { path: '^src/services/' },
      { path: '^src/api/' },
    ),
    layer(
      'sandbox-is-a-cluster',
      'The sandbox is reached over HTTPS, never by import.',
      { path: '^src/(?!sandbox/|serve-sandbox\\.ts|cli/)' },
      { path: '^src/sandbox/' },
    ),
    layer(
      'stand-ins-are-islands',
      'Share through engines/mechanics, or what is of one vendor (percona), never stand-in to stand-in.',
      { path: '^src/sandbox/engines/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      { path: '^src/sandbox/engines/[^/]+/', pathNot: '^src/sandbox/engines/(mechanics|percona|$1)/' },
    ),
    layer(
      'sandbox-knows-no-product',
      'A stand-in written from our provider would share its mistakes.',
      { path: '^src/sandbox/' },
      { path: '^src/(api|services|reconcilers|providers|domain)/' },
    ),
    layer('no-orphan-types', 'Not installed, or only by accident.', {}, { couldNotResolve: true }),
    layer(
      'no-dev-dependencies',
      'Shipped code uses shipped packages.',
      { path: '^src/', pathNot: '\\.spec\\.ts$' },
      { dependencyTypes: ['npm-dev'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '\\.spec\\.ts$' },
  },
};
