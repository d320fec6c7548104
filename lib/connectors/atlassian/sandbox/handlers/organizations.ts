import { links, listsFromQuery, readLimit, readList, type Context } from '../context.ts'
import { ok, type Reply } from '../replies.ts'

function toOrganization({ sandbox, baseUrl }: Context) {
  const { organizationId, organizationName } = sandbox.model
  const self = `${baseUrl}/v1/orgs/${organizationId}`
  return {
    id: organizationId,
    type: 'orgs',
    attributes: { name: organizationName },
    relationships: {
      domains: { links: { related: `${self}/domains` } },
      users: { links: { related: `${self}/users` } },
    },
    links: { self },
  }
}

/** GET /v1/orgs */
export function listOrganizations(context: Context): Reply {
  return ok({ data: [toOrganization(context)], links: links(context, null) })
}

/** GET /v1/orgs/{orgId} */
export function getOrganization(context: Context): Reply {
  return ok({ data: toOrganization(context) })
}

/** GET /v1/orgs/{orgId}/domains */
export function listDomains(context: Context): Reply {
  const id = `domain-${context.sandbox.model.organizationId}`
  const self = `${context.baseUrl}/v1/orgs/${context.params['orgId']}/domains`
  const domain = {
    id,
    type: 'domains',
    attributes: { name: 'acme.example', claim: { type: 'dns', status: 'verified' } },
    links: { self: `${self}/${id}` },
  }
  return ok({ data: [domain], links: links(context, null) })
}

/** GET /v2/orgs/{orgId}/directories: one, as with centralized user management. */
export function listDirectories(context: Context): Reply {
  const { query, sandbox } = context
  readLimit(query.get('limit'), 20, 100)
  const { directoryId, organizationName, accounts } = sandbox.model
  const ids = readList(listsFromQuery(context)('directoryIds'), 'directoryIds', 10)
  const accountId = query.get('accountId')
  const term = query.get('searchTerm')?.toLowerCase()
  const isFound =
    (!ids || ids.includes(directoryId)) &&
    (!term || organizationName.toLowerCase().includes(term)) &&
    (accountId === null || (accounts.get(accountId)?.membershipStatus ?? 'no_membership') !== 'no_membership')
  const directory = { directoryId, name: organizationName, icon: null }
  return ok({ data: isFound ? [directory] : [], links: links(context, null) })
}
