/** What may be sent to a connected system, by the switches of its connector. */
export interface ProvisioningSwitches {
  provisionRoles: boolean
  provisionMemberships: boolean
}

/** Whether a change of an entitlement of this kind is sent, or left to a person. */
export const isProvisioned = (switches: ProvisioningSwitches, kind: string): boolean =>
  kind === 'membership' ? switches.provisionMemberships : switches.provisionRoles
