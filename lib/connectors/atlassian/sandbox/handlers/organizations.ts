import { links, readLimit, type Context } from '../context.ts'
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

/** GET /v2/orgs/{orgId}/directories */
export function listDirectories(context: Context): Reply {
  readLimit(context.query.get('limit'), 20, 100)
  const { directoryId, organizationName } = context.sandbox.model
  return ok({ data: [{ directoryId, name: organizationName, icon: null }], links: links(context, null) })
}
