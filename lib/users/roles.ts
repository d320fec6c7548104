import { z } from 'zod'

export const consoleRoles = [
  'basic_user',
  'access_request_helpdesk',
  'application_administrator',
  'connector_administrator',
  'read_only_administrator',
  'super_administrator',
] as const

export const ConsoleRole = z.enum(consoleRoles)
export type ConsoleRole = z.infer<typeof ConsoleRole>

/** What a console role may do anywhere. Ownership of an app or a connector adds the right to manage that one. */
export const permissions = [
  'apps.read',
  'apps.manage',
  'access.revoke',
  'connectors.read',
  'connectors.manage',
  'requests.read-all',
  'requests.decide-all',
  'people.read',
  'people.manage',
  'audit.read',
] as const
export type Permission = (typeof permissions)[number]

interface RoleFacts {
  label: string
  allows: string
  permissions: readonly Permission[]
}

export const roleTable: Record<ConsoleRole, RoleFacts> = {
  basic_user: {
    label: 'Basic User',
    allows: 'Asks for roles, sees own access and decides what is put to them.',
    permissions: [],
  },
  access_request_helpdesk: {
    label: 'Access Request Helpdesk',
    allows: 'Sees every request.',
    permissions: ['requests.read-all'],
  },
  application_administrator: {
    label: 'Application Administrator',
    allows: 'Manages every app, sees every request, and revokes access.',
    permissions: ['apps.read', 'apps.manage', 'access.revoke', 'requests.read-all'],
  },
  connector_administrator: {
    label: 'Connector Administrator',
    allows: 'Connects systems and runs their syncs.',
    permissions: ['apps.read', 'connectors.read', 'connectors.manage'],
  },
  read_only_administrator: {
    label: 'Read-Only Administrator',
    allows: 'Sees everything, changes nothing.',
    permissions: ['apps.read', 'connectors.read', 'requests.read-all', 'people.read', 'audit.read'],
  },
  super_administrator: {
    label: 'Super Administrator',
    allows: 'Everything, people and their roles included.',
    permissions,
  },
}
