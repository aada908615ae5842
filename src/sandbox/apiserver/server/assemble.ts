import { AdmissionChain } from '../admission/index.js';
import type { StaticTokens } from '../auth/index.js';
import { AccessReviews, Authenticator, RbacAuthorizer, ServiceAccountTokens } from '../auth/index.js';
import { GetHandler } from '../handlers/get.js';
import { ListHandler } from '../handlers/list.js';
import { NonResourceHandler } from '../handlers/non-resource.js';
import { ObjectForms } from '../registry/object-forms.js';
import { ObjectPresenter } from '../handlers/object-presenter.js';
import { ResourceRouter } from '../handlers/resource-router.js';
import { ReviewHandler } from '../handlers/review.js';
import { ScaleHandler } from '../handlers/scale.js';
import { WriteHandler } from '../handlers/write.js';
import { ObjectAdmission } from '../lifecycle/object-admission.js';
import { ObjectCommitter } from '../lifecycle/object-committer.js';
import { ServiceAddresses } from '../lifecycle/service-addresses.js';
import { createWriters } from '../lifecycle/writers.js';
import type { Writers } from '../lifecycle/writers.js';
import { DEFINITIONS_KEY, ResourceRegistry } from '../registry/resource-registry.js';
import type { Journal } from '../storage/journal.js';
import { ObjectStore } from '../storage/object-store.js';
import { WatchHandler } from '../watch/watch-handler.js';
import { WatchHub } from '../watch/watch-hub.js';
import { ClusterDocuments } from '../handlers/cluster-documents.js';
import type { ServerLimits } from './options.js';
import { RequestLog } from './request-log.js';
import { RequestPipeline } from './request-pipeline.js';

export interface AssemblyInput {
  readonly journal: Journal;
  readonly now: () => Date;
  readonly limits: ServerLimits;
  readonly tokens: StaticTokens;
  readonly signingKey: Uint8Array;
}

/** Who issues the tokens of ServiceAccounts, and whom they are for. */
const ISSUER = 'https://kubernetes.default.svc';

/** The parts that the server's own code reaches for. */
export interface Assembly {
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly writes: Writers;
  readonly hub: WatchHub;
  readonly admission: AdmissionChain;
  readonly log: RequestLog;
  readonly pipeline: RequestPipeline;
}

interface Foundation {
  readonly input: AssemblyInput;
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly forms: ObjectForms;
  readonly presenter: ObjectPresenter;
  readonly hub: WatchHub;
  readonly writes: Writers;
}

/** Wires the server; nothing runs yet. */
export function assemble(input: AssemblyInput): Assembly {
  const { journal, now, limits } = input;
  const history = { maxEvents: limits.historyEvents, maxAgeMs: limits.historyMs };
  const store = new ObjectStore({ journal, now, history });
  const registry = new ResourceRegistry(store);
  store.onCommit((event) => registry.observe(event));
  const addresses = new ServiceAddresses(store);
  store.onCommit((event) => addresses.observe(event));
  const forms = new ObjectForms();
  const presenter = new ObjectPresenter(forms, now);
  const hub = new WatchHub(store, presenter, limits.bookmarkIntervalMs);
  // Told after the deletions of its objects, which watchers must still see.
  store.subscribe(DEFINITIONS_KEY, () => hub.endStale((resource) => registry.isServed(resource)));
  const admission = new AdmissionChain(store, registry);
  const writes = createWriters({
    store,
    forms,
    world: { reader: store, now, addresses },
    admission: new ObjectAdmission(admission),
    committer: new ObjectCommitter(store, registry, forms),
  });
  const log = new RequestLog();
  const pipeline = pipelineOf({ input, store, registry, forms, presenter, hub, writes }, log);
  return { store, registry, writes, hub, admission, log, pipeline };
}

function pipelineOf(foundation: Foundation, log: RequestLog): RequestPipeline {
  const { input, store, registry } = foundation;
  const { now, tokens, signingKey } = input;
  const accountTokens = new ServiceAccountTokens({ signingKey, issuer: ISSUER, audience: ISSUER, reader: store, now });
  const authenticator = new Authenticator(tokens, accountTokens, ISSUER);
  const authorizer = new RbacAuthorizer(store);
  const reviews = new AccessReviews(authenticator, authorizer, accountTokens);
  return new RequestPipeline({
    store,
    authenticator,
    authorizer,
    resources: routerOf(foundation, reviews),
    nonResources: new NonResourceHandler(new ClusterDocuments(registry), now),
    log,
  });
}

function routerOf(
  { input, store, registry, forms, presenter, hub, writes }: Foundation,
  reviews: AccessReviews,
): ResourceRouter {
  const { now } = input;
  const get = new GetHandler(store, presenter);
  const list = new ListHandler(store, presenter);
  const handlers = {
    get,
    list,
    watch: new WatchHandler(store, presenter, hub),
    write: new WriteHandler({ ...writes, lists: list, presenter }),
    scale: new ScaleHandler(get, forms, writes.updater, now),
    review: new ReviewHandler(reviews),
  };
  return new ResourceRouter(registry, handlers, now);
}
