/** One import of one file, whatever its syntax. */
export interface Import {
  /** Path in the repository. */
  from: string
  /** Path in the repository, `npm:<package>`, `dev:<package>` (development only) or `node:<module>`; null: not found. */
  to: string | null
  specifier: string
  /** Only types cross, so nothing does at run time. */
  isType: boolean
}

/** A direction that is not allowed, with one import that breaks it and one like it that does not. */
export interface Rule {
  name: string
  forbids: (from: string, to: string, isType: boolean) => boolean
  broken: [from: string, to: string]
  kept: [from: string, to: string]
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const isActions = (file: string) => /^lib\/[^/]+\/actions\.ts$/.test(file)

/** What runs in a browser as well: shapes, pure rules and the server actions' references. */
const browserSafe =
  /^lib\/[^/]+\/(?:schema|types|permissions|roles|status|labels|catalog|query-keys|actions)\.ts$|^lib\/connectors\/[^/]+\/config\.ts$|^lib\/connectors\/connection\/(?:diagnostics|support-request)\.ts$|^lib\/platform\/(?:cn|format|result|wire)\.ts$/

/** What a route reads and calls; everything else is a detail of a verb. */
const routeFacing = /^lib\/[^/]+\/(?:[a-z-]+-)?queries\.ts$|^lib\/auth\//

const forTests = /\/sandbox\/|^lib\/connectors\/conformance\//
/** `connection` and `self-hosted` hold verbs on connectors of any vendor. */
const vendorFile = /^lib\/connectors\/(?!(?:conformance|connection|self-hosted)\/)([^/]+)\//

/** What each folder of lib may import besides itself, lowest first. */
const layers: Record<string, string[]> = {
  platform: [],
  jobs: ['platform'],
  audit: ['platform', 'users/permissions', 'users/roles'],
  users: ['audit', 'platform'],
  auth: ['users', 'platform'],
  inventory: ['users', 'audit', 'platform'],
  connectors: ['inventory/types', 'jobs', 'users', 'audit', 'platform'],
  sync: ['connectors', 'inventory', 'jobs', 'users', 'audit', 'platform'],
  requests: ['inventory', 'jobs', 'users', 'audit', 'platform'],
  provisioning: ['requests', 'connectors', 'inventory', 'jobs', 'users', 'audit', 'platform'],
  notifications: [
    'jobs',
    'users',
    'audit',
    'platform',
    '(?:connectors|inventory|requests|setup)/permissions',
  ],
  apps: [
    'requests',
    'sync',
    'connectors',
    'inventory',
    'notifications',
    'jobs',
    'users',
    'audit',
    'platform',
  ],
  setup: [
    'apps',
    'requests',
    'sync',
    'connectors',
    'inventory',
    'notifications',
    'jobs',
    'users',
    'audit',
    'platform',
  ],
  worker: ['setup', 'apps', 'provisioning', 'sync', 'notifications', 'jobs', 'platform'],
}

function layerRule(layer: string, allowed: string[]): Rule {
  const below = [layer, ...allowed].map((part) => new RegExp(`^lib/${part}(?:/|\\.ts$)`))
  const others = ['worker', 'provisioning', 'sync', 'requests', 'jobs'].filter(
    (other) => ![layer, ...allowed].includes(other),
  )
  return {
    name: `lib/${layer} imports ${allowed.length > 0 ? allowed.join(', ') : 'nothing else of lib'}`,
    forbids: (from, to) =>
      from.startsWith(`lib/${layer}/`) &&
      !isTest(from) &&
      to.startsWith('lib/') &&
      !below.some((path) => path.test(to)) &&
      // A server action is a verb behind the session.
      !(isActions(from) && to === 'lib/auth/action.ts'),
    broken: [`lib/${layer}/list-things.ts`, `lib/${others[0] ?? 'auth'}/main.ts`],
    kept: [
      `lib/${layer}/list-things.ts`,
      `lib/${allowed[0] ?? layer}${allowed[0]?.includes('/') ? '' : '/other'}.ts`,
    ],
  }
}

const outside: Rule[] = [
  {
    name: 'nobody imports app',
    forbids: (from, to) => to.startsWith('app/') && !from.startsWith('app/'),
    broken: ['components/ui/button.tsx', 'app/layout.tsx'],
    kept: ['app/page.tsx', 'app/layout.tsx'],
  },
  {
    name: 'nobody imports the worker',
    forbids: (from, to) =>
      to.startsWith('lib/worker/') && !/^(?:lib\/worker|bin)\//.test(from) && !isTest(from),
    broken: ['lib/sync/run-sync.ts', 'lib/worker/handlers.ts'],
    kept: ['lib/worker/main.ts', 'lib/worker/handlers.ts'],
  },
  {
    name: 'only commands and tests import a sandbox, or the contract as checks',
    forbids: (from, to) =>
      forTests.test(to) && !forTests.test(from) && !/^(?:bin|e2e)\//.test(from) && !isTest(from),
    broken: ['lib/connectors/registry.ts', 'lib/connectors/conformance/checks.ts'],
    kept: ['e2e/fixtures/organization.ts', 'lib/connectors/atlassian/sandbox/server.ts'],
  },
  {
    name: 'only commands and tests import a command',
    forbids: (from, to) =>
      to.startsWith('bin/') && !/^(?:bin|e2e)\/|^[^/]+\.config\.ts$/.test(from) && !isTest(from),
    broken: ['lib/worker/main.ts', 'bin/platform/paths.ts'],
    kept: ['e2e/product.ts', 'bin/platform/paths.ts'],
  },
  {
    name: 'only tests import e2e',
    forbids: (from, to) =>
      to.startsWith('e2e/') && !/^e2e\/|^playwright\.config\.ts$/.test(from) && !isTest(from),
    broken: ['lib/users/queries.ts', 'e2e/fixtures/people.ts'],
    kept: ['lib/users/users.db.test.ts', 'e2e/fixtures/people.ts'],
  },
]

const screens: Rule[] = [
  {
    name: 'the kit knows no domain',
    forbids: (from, to) =>
      /^components\/(?:ui|shell|data-table|form|feedback)\//.test(from) &&
      (/^lib\/(?!platform\/(?:cn|format|result)\.ts$)/.test(to) ||
        /^components\/(?!ui\/|shell\/|data-table\/|form\/|feedback\/)/.test(to)),
    broken: ['components/ui/badge.tsx', 'lib/requests/types.ts'],
    kept: ['components/ui/badge.tsx', 'lib/platform/cn.ts'],
  },
  {
    name: 'components receive their data',
    forbids: (from, to) =>
      /^components\/|^app\/(?:.*\/)?_components\//.test(from) &&
      to.startsWith('lib/') &&
      !browserSafe.test(to),
    broken: ['app/(console)/apps/_components/apps-table.tsx', 'lib/inventory/queries.ts'],
    kept: ['app/(console)/apps/_components/apps-table.tsx', 'lib/inventory/types.ts'],
  },
  {
    name: 'routes read, authorize and render',
    forbids: (from, to) =>
      /^(?:app\/|proxy\.ts|instrumentation\.ts)/.test(from) &&
      to.startsWith('lib/') &&
      !browserSafe.test(to) &&
      !routeFacing.test(to),
    broken: ['app/(console)/apps/page.tsx', 'lib/platform/db/client.ts'],
    kept: ['app/(console)/apps/page.tsx', 'lib/inventory/access-queries.ts'],
  },
]

const seams: Rule[] = [
  {
    name: 'outside a vendor only its connector and config are seen',
    forbids: (from, to) =>
      vendorFile.test(to) &&
      !/\/sandbox\//.test(to) &&
      vendorFile.exec(from)?.[1] !== vendorFile.exec(to)?.[1] &&
      !/^lib\/connectors\/[^/]+\/(?:connector|config)\.ts$/.test(to) &&
      !isTest(from),
    broken: ['lib/sync/run-sync.ts', 'lib/connectors/atlassian/client.ts'],
    kept: ['lib/connectors/registry.ts', 'lib/connectors/atlassian/connector.ts'],
  },
  {
    name: 'vendors do not meet',
    forbids: (from, to) =>
      vendorFile.test(from) && vendorFile.test(to) && vendorFile.exec(from)?.[1] !== vendorFile.exec(to)?.[1],
    broken: ['lib/connectors/okta/connector.ts', 'lib/connectors/atlassian/config.ts'],
    kept: ['lib/connectors/atlassian/connector.ts', 'lib/connectors/atlassian/config.ts'],
  },
  {
    name: 'the sandbox knows the vendor by HTTP only',
    forbids: (from, to) =>
      /^lib\/connectors\/[^/]+\/sandbox\//.test(from) &&
      !isTest(from) &&
      to.startsWith('lib/') &&
      !to.startsWith('lib/platform/') &&
      !/\/sandbox\//.test(to),
    broken: ['lib/connectors/atlassian/sandbox/server.ts', 'lib/connectors/atlassian/mapper.ts'],
    kept: ['lib/connectors/atlassian/sandbox/server.ts', 'lib/connectors/atlassian/sandbox/state.ts'],
  },
  {
    name: 'actions are for screens',
    forbids: (from, to) => isActions(to) && from.startsWith('lib/') && !isTest(from),
    broken: ['lib/sync/start-sync.ts', 'lib/connectors/actions.ts'],
    kept: ['app/(console)/connectors/new/page.tsx', 'lib/connectors/actions.ts'],
  },
  {
    name: 'the session gate of actions is for actions',
    forbids: (from, to) =>
      to === 'lib/auth/action.ts' && !isActions(from) && !from.startsWith('lib/auth/') && !isTest(from),
    broken: ['app/(console)/apps/page.tsx', 'lib/auth/action.ts'],
    kept: ['lib/requests/actions.ts', 'lib/auth/action.ts'],
  },
  {
    name: 'the domain knows no framework',
    forbids: (from, to) =>
      /^lib\/(?!auth\/)/.test(from) &&
      !isActions(from) &&
      !isTest(from) &&
      /^npm:(?:next|next-auth|next-themes|react|react-dom)$/.test(to),
    broken: ['lib/requests/submit-request.ts', 'npm:next'],
    kept: ['lib/requests/actions.ts', 'npm:next'],
  },
  {
    name: 'the job queue stays in lib/jobs and lib/worker',
    forbids: (from, to) => to === 'npm:pg-boss' && !/^lib\/(?:jobs|worker)\//.test(from),
    broken: ['lib/requests/approve-request.ts', 'npm:pg-boss'],
    kept: ['lib/jobs/enqueue.ts', 'npm:pg-boss'],
  },
  {
    name: 'database drivers stay in lib/platform/db',
    forbids: (from, to) =>
      /^npm:(?:pg$|@prisma\/)/.test(to) && !/^lib\/platform\/db\/|^(?:bin|e2e)\//.test(from) && !isTest(from),
    broken: ['lib/inventory/queries.ts', 'npm:pg'],
    kept: ['lib/platform/db/client.ts', 'npm:pg'],
  },
  {
    name: 'pure files stay pure',
    forbids: (from, to, isType) =>
      /^lib\/.*\/(?:types|schema|permissions|roles|lifecycle|policy|guard|diff|mapper|match-owner|retry-policy|explain-failure|redact|catalog|diagnostics|support-request)\.ts$/.test(
        from,
      ) &&
      !isType &&
      /^lib\/platform\/(?:db\/(?!keyset)|http|secrets|env|log|context)|^lib\/(?:jobs|auth)\/|queries\.ts$|^npm:(?!zod$)|^node:/.test(
        to,
      ),
    broken: ['lib/requests/lifecycle.ts', 'lib/platform/db/client.ts'],
    kept: ['lib/requests/schema.ts', 'npm:zod'],
  },
  {
    name: 'what is for development stays out of the product',
    forbids: (from, to, isType) =>
      /^(?:app|components|lib)\//.test(from) && to.startsWith('dev:') && !isType && !isTest(from),
    broken: ['lib/users/queries.ts', 'dev:vitest'],
    kept: ['lib/users/users.db.test.ts', 'dev:vitest'],
  },
]

/** Who may not import whom. The layers are also drawn in lib/README.md. */
export const rules: Rule[] = [
  ...outside,
  ...screens,
  ...Object.entries(layers).map(([layer, allowed]) => layerRule(layer, allowed)),
  ...seams,
]

/** Folders of lib that no layer is written for. */
export function unknownLayers(files: string[]): string[] {
  const folders = files.flatMap((file) => /^lib\/([^/]+)\//.exec(file)?.[1] ?? [])
  return [...new Set(folders)].filter((folder) => !(folder in layers))
}

/** Every import that breaks a rule or leads nowhere, as a line to read. */
export function findViolations(imports: Import[]): string[] {
  return imports.flatMap(({ from, to, specifier, isType }) => {
    if (to === null) return [`${from} imports ${specifier}, which does not exist`]
    return rules.flatMap((rule) => (rule.forbids(from, to, isType) ? [`${rule.name}: ${from} → ${to}`] : []))
  })
}

/** Circles of files that import each other, each once, as a line to read. */
export function findCycles(imports: Import[]): string[] {
  const next = new Map<string, Set<string>>()
  for (const { from, to } of imports) {
    if (to !== null) next.set(from, (next.get(from) ?? new Set()).add(to))
  }
  const finished = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: string[]) => {
    const at = path.indexOf(file)
    if (at !== -1) return void cycles.push([...path.slice(at), file].join(' → '))
    if (finished.has(file)) return
    for (const other of next.get(file) ?? []) visit(other, [...path, file])
    finished.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return cycles
}
